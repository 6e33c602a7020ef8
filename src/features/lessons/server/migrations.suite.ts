import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '#app/ground.ts';
import { newId } from '#kernel/ids.ts';
import { migrate } from '#platform/server/db/migrate.ts';
import type { OpenDatabase } from '../../../../tests/support/rooms.ts';
import { materialReader, pieceBytes } from './materials/materials.ts';
import * as store from './store.ts';

/** What a Stoa of the first release holds comes along, on either database. */
export function migrationsSuite(open: OpenDatabase): void {
  test('LE32 texts and bytes of a Stoa of before are read, found and gated as those of now', async () => {
    const first = migrations.filter(({ name }) => name.includes('/0001-'));
    const db = await open(first);
    const [organisationId, courseId, lessonId] = [newId(), newId(), newId()];
    const files = [
      Buffer.alloc(0),
      Buffer.from('one piece'),
      randomBytes(2 * pieceBytes),
      randomBytes(2 * pieceBytes + 9),
    ];
    const hashes = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    await db.transaction(async (tx) => {
      await sql`insert into organisation (id, title) values (${organisationId}, 'Academy')`.execute(tx);
      await sql`
        insert into course (id, organisation_id, key, version) values (${courseId}, ${organisationId}, 'bees', 1)`.execute(
        tx,
      );
      await sql`
        insert into course_version (course_id, number, title, summary, digest)
        values (${courseId}, 1, 'Bees', '', 'x')`.execute(tx);
      await sql`
        insert into module (course_id, version, position, key, title, summary)
        values (${courseId}, 1, 0, 'm', 'M', '')`.execute(tx);
      await sql`insert into lesson (id, course_id, key) values (${lessonId}, ${courseId}, 'hive')`.execute(
        tx,
      );
      await sql`
        insert into lesson_place (course_id, version, lesson_id, module_position, position, title, kind, minutes)
        values (${courseId}, 1, ${lessonId}, 0, 0, 'The hive', 'text', 7)`.execute(tx);
      await sql`
        insert into course_text (course_id, version, language, markdown)
        values (${courseId}, 1, 'en', ${`![x](material:${hashes[1]!}/1.bin)`})`.execute(tx);
      await sql`insert into module_text (course_id, version, key, markdown) values (${courseId}, 1, 'm', '')`.execute(
        tx,
      );
      await sql`
        insert into lesson_body (course_id, version, lesson_id, summary, markdown, digest)
        values (${courseId}, 1, ${lessonId}, 'About', ${`Smoke. ![y](material:${hashes[2]!}/2.bin)`}, 'd')`.execute(
        tx,
      );
      for (const [index, bytes] of files.entries()) {
        const hash = hashes[index]!;
        await sql`insert into material (hash, bytes) values (${hash}, ${bytes})`.execute(tx);
        await sql`
          insert into lesson_file (course_id, version, path, hash, name, type, size_bytes)
          values (${courseId}, 1, ${`${index}.bin`}, ${hash}, ${`${index}.bin`}, 'text/plain', ${bytes.length})`.execute(
          tx,
        );
      }
    });

    await migrate(db.query, migrations);
    for (const [index, bytes] of files.entries()) {
      const hash = hashes[index]!;
      const file = (await store.material(db.query, courseId, {
        hash,
        name: `${index}.bin`,
        uploads: false,
      }))!;
      expect(file.sizeBytes).toBe(bytes.length);
      const pieces: Uint8Array[] = [];
      for await (const piece of materialReader(db, file).read(0, file.sizeBytes)) pieces.push(piece);
      expect([index, Buffer.concat(pieces).equals(bytes)]).toEqual([index, true]);
    }
    expect(await store.lessonText(db.query, { courseId, version: 1 }, lessonId)).toMatchObject({
      summary: 'About',
      media: null,
      maths: false,
      quizzes: [],
    });
    expect(await store.lessonsShowing(db.query, courseId, hashes[1]!)).toEqual([null]);
    expect(await store.lessonsShowing(db.query, courseId, hashes[2]!)).toEqual([lessonId]);
    const { rows } = await sql<{ found: boolean }>`
      select words @@ to_tsquery('simple', 'smoke & hive & about') as found from lesson_words`.execute(
      db.query,
    );
    expect(rows).toEqual([{ found: true }]);
    await db.close();
  });
}
