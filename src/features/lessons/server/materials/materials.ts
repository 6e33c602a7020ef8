import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { ByteReader } from '#platform/server/feature.ts';
import * as store from './materialStore.ts';

/** What one statement carries; whoever keeps or reads a file holds about one of these at a time. */
export const pieceBytes = 1024 * 1024;
/** What was begun and never finished is forgotten after this. */
const unfinishedMs = 24 * 60 * 60_000;

export interface Kept {
  hash: string;
  sizeBytes: number;
}

/**
 * Keeps bytes under their hash, once, however many times they come. They are written as they arrive, outside of
 * any transaction: under an id of their own they harm nobody, should the rest not come about.
 *
 * @param approve sees the hash and size before the bytes can be found under them; what it throws is thrown
 */
export async function keepMaterial(
  db: Queryable,
  bytes: AsyncIterable<Uint8Array>,
  approve: (kept: Kept) => void = () => {},
): Promise<Kept> {
  const contentId = newId();
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    let number = 0;
    for await (const piece of inPieces(bytes)) {
      hash.update(piece);
      sizeBytes += piece.byteLength;
      await store.insertPiece(db, { contentId, number: number++, bytes: piece });
    }
    const kept = { hash: hash.digest('hex'), sizeBytes };
    approve(kept);
    if (!(await store.insertMaterial(db, { ...kept, contentId }))) await store.removePieces(db, contentId);
    return kept;
  } catch (cause) {
    await store.removePieces(db, contentId);
    throw cause;
  }
}

/** A kept file to be read piece by piece, outside of any transaction. */
export function materialReader(
  db: Pick<Database, 'query'>,
  { contentId, sizeBytes }: { contentId: string; sizeBytes: number },
): ByteReader {
  return {
    sizeBytes,
    async *read(start, end) {
      for (let at = start; at < end;) {
        const number = Math.floor(at / pieceBytes);
        const offset = at - number * pieceBytes;
        const length = Math.min(pieceBytes - offset, end - at);
        const piece = await store.piece(db.query, { contentId, number, offset, length });
        // Taken away while it was read: the answer ends short, which is all that can be said by now.
        if (!piece || piece.byteLength !== length)
          throw new Error(`material ${contentId} lacks piece ${number}`);
        yield piece;
        at += length;
      }
    },
  };
}

/** A small kept file whole, as text; undefined when it is no UTF-8. */
export async function materialText(
  db: Queryable,
  material: { contentId: string; sizeBytes: number },
): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  for await (const piece of materialReader({ query: db }, material).read(0, material.sizeBytes))
    pieces.push(piece);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)).replace(/\r\n?/g, '\n');
  } catch {
    // What it throws says only that this is no text, which is the question.
    return undefined;
  }
}

/** Forgets bytes whose keeping was never finished, and files that nothing shows any more. */
export async function tidyMaterials(db: Queryable, nowMs: number = Date.now()): Promise<void> {
  // Ids sort by birth, so an id of that moment stands between what is old and what may still be growing.
  await store.forgetUnfinished(db, firstIdOf(nowMs - unfinishedMs));
}

function firstIdOf(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The same bytes in pieces of one size, the last one shorter. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.byteLength;) {
      const taken = chunk.subarray(at, at + pieceBytes - heldBytes);
      held.push(taken);
      heldBytes += taken.byteLength;
      at += taken.byteLength;
      if (heldBytes === pieceBytes) {
        yield Buffer.concat(held);
        held = [];
        heldBytes = 0;
      }
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
