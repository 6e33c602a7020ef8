import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '#app/ground.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { OpenDatabase } from '../../../../../tests/support/rooms.ts';
import { keepMaterial, materialReader, materialText, pieceBytes, tidyMaterials } from './materials.ts';

/** How bytes are kept and read, on either database. */
export function materialsSuite(open: OpenDatabase): void {
  let db: Database;
  beforeAll(async () => {
    db = await open(migrations);
  });
  afterAll(() => db.close());

  async function* inChunks(bytes: Uint8Array, sizeBytes = 70_001): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.byteLength; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes);
  }
  const find = async (hash: string): Promise<{ contentId: string; sizeBytes: number }> => {
    const { rows } = await sql<{ contentId: string; sizeBytes: number }>`
      select content_id as "contentId", size_bytes as "sizeBytes" from material where hash = ${hash}`.execute(
      db.query,
    );
    return rows[0]!;
  };
  const read = async (hash: string, start: number, end: number): Promise<Buffer> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of materialReader(db, await find(hash)).read(start, end)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  const pieces = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*) from material_piece`.execute(db.query);
    return rows[0]!.count;
  };

  describe('LE24 bytes', () => {
    test('come out as they went in, whole and in any part', async () => {
      const bytes = randomBytes(2 * pieceBytes + 12_345);
      const { hash, sizeBytes } = await keepMaterial(db.query, inChunks(bytes));
      expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(sizeBytes).toBe(bytes.byteLength);
      for (const [start, end] of [
        [0, sizeBytes],
        [0, 1],
        [sizeBytes - 1, sizeBytes],
        [pieceBytes - 1, pieceBytes + 1],
        [pieceBytes, 2 * pieceBytes],
        [17, 2 * pieceBytes + 17],
        [5, 5],
      ] as const) {
        expect([start, end, (await read(hash, start, end)).equals(bytes.subarray(start, end))]).toEqual([
          start,
          end,
          true,
        ]);
      }
    });

    test('are kept once, whoever brings them, and however often at once', async () => {
      const bytes = randomBytes(pieceBytes + 5);
      const before = await pieces();
      const kept = await Promise.all([1, 2, 3].map(() => keepMaterial(db.query, inChunks(bytes))));
      expect(new Set(kept.map(({ hash }) => hash)).size).toBe(1);
      await keepMaterial(db.query, inChunks(bytes, 1_000_000));
      expect((await pieces()) - before).toBe(2);
    });

    test('that were refused, or never came to their end, leave nothing', async () => {
      const before = await pieces();
      const bytes = randomBytes(2 * pieceBytes);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* inChunks(bytes);
        throw new Error('the line went dead');
      }
      await expect(keepMaterial(db.query, broken())).rejects.toThrow('the line went dead');
      const refuse = (): void => {
        throw new Error('not this one');
      };
      await expect(keepMaterial(db.query, inChunks(bytes), refuse)).rejects.toThrow('not this one');
      expect(await pieces()).toBe(before);
    });

    test('that a stopped process left behind are forgotten after a day, what is being kept is not', async () => {
      const old = (hoursAgo: number, tail: string): string => {
        const ms = (Date.now() - hoursAgo * 60 * 60_000).toString(16).padStart(12, '0');
        return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${tail.padStart(12, '0')}`;
      };
      const [lost, growing, whole] = [old(25, '1'), old(23, '2'), old(900, '3')];
      for (const id of [lost, growing]) {
        await sql`
          insert into material_piece (content_id, number, bytes) values (${id}, 0, '\\x00')`.execute(
          db.query,
        );
      }
      const { hash } = await keepMaterial(db.query, inChunks(Buffer.from('kept long ago')));
      const { contentId } = await find(hash);
      await sql`update material_piece set content_id = ${whole} where content_id = ${contentId}`.execute(
        db.query,
      );
      await sql`update material set content_id = ${whole} where hash = ${hash}`.execute(db.query);
      await tidyMaterials(db.query);
      expect((await read(hash, 0, 4)).toString()).toBe('kept');
      const left = await sql<{ id: string }>`
        select content_id as id from material_piece where content_id = any (${[lost, growing]}::uuid[])`.execute(
        db.query,
      );
      expect(left.rows.map(({ id }) => id)).toEqual([growing]);
    });

    test('of nothing are a file too, and words come as text', async () => {
      const { hash, sizeBytes } = await keepMaterial(db.query, inChunks(new Uint8Array()));
      expect([sizeBytes, (await read(hash, 0, 0)).byteLength]).toEqual([0, 0]);
      const words = await keepMaterial(db.query, inChunks(Buffer.from('WEBVTT\r\n\r\nhäh')));
      expect(await materialText(db.query, await find(words.hash))).toBe('WEBVTT\n\nhäh');
      const noText = await keepMaterial(db.query, inChunks(Buffer.from([0xff, 0xfe])));
      expect(await materialText(db.query, await find(noText.hash))).toBeUndefined();
    });
  });
}
