import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';

/** @returns those of the hashes whose bytes are not kept yet */
export async function missing(db: Queryable, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select hash from material where hash = any (${hashes}::text[])`.execute(db);
  const kept = new Set(rows.map(({ hash }) => hash));
  return new Set(hashes.filter((hash) => !kept.has(hash)));
}

export async function insertPiece(
  db: Queryable,
  { contentId, number, bytes }: { contentId: string; number: number; bytes: Uint8Array },
): Promise<void> {
  await sql`
    insert into material_piece (content_id, number, bytes) values (${contentId}, ${number}, ${bytes})`.execute(
    db,
  );
}

/** @returns false when these bytes were kept before, under another id */
export async function insertMaterial(
  db: Queryable,
  { hash, contentId, sizeBytes }: { hash: string; contentId: string; sizeBytes: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into material (hash, content_id, size_bytes) values (${hash}, ${contentId}, ${sizeBytes})
    on conflict (hash) do nothing returning hash`.execute(db);
  return rows.length > 0;
}

export async function removePieces(db: Queryable, contentId: string): Promise<void> {
  await sql`delete from material_piece where content_id = ${contentId}`.execute(db);
}

/** A part of one piece; the rest of it never leaves the database. */
export async function piece(
  db: Queryable,
  {
    contentId,
    number,
    offset,
    length,
  }: { contentId: string; number: number; offset: number; length: number },
): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Uint8Array }>`
    select substring(bytes from ${offset + 1}::int for ${length}::int) as bytes
    from material_piece where content_id = ${contentId} and number = ${number}`.execute(db);
  return rows[0]?.bytes;
}

/** Pieces that were begun before `bornBefore` and belong to nothing. */
export async function forgetUnfinished(db: Queryable, bornBefore: string): Promise<void> {
  await sql`
    delete from material_piece
    where content_id < ${bornBefore}
      and not exists (select from material where material.content_id = material_piece.content_id)`.execute(
    db,
  );
}
