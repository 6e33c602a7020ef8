import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Database, Migration } from './database.ts';
import { counters } from './database.samples.ts';
import { DatabaseUnusable, isSerializationFailure, isUnavailable, isUniqueViolation } from './errors.ts';

/** The promises of a `Database`, on whichever engine `open` brings; each call opens the same, empty at first. */
export function describeDatabase(engine: string, open: (migrations: Migration[]) => Promise<Database>): void {
  describe(`the database (${engine})`, () => {
    let db: Database;

    beforeAll(async () => {
      db = await open([counters]);
    });
    afterAll(() => db?.close());
    beforeEach(async () => {
      await sql`update counter set figure = 0`.execute(db.query);
      await sql`delete from line`.execute(db.query);
    });

    const one = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => {
      const { rows } = await query.execute(db.query);
      return rows[0] as Row;
    };

    describe('values', () => {
      test('whole numbers are numbers, and one that would be rounded is refused', async () => {
        const largest = Number.MAX_SAFE_INTEGER;
        const row = await one(sql`select 7::int8 as small, ${largest}::int8 as large, count(*) as rows,
          array[1, null, 3]::int8[] as list, array[[1, 2], [3, 4]]::int8[] as nested from counter`);
        expect(row).toEqual({ small: 7, large: largest, rows: 1, list: [1, null, 3], nested: [[1, 2], [3, 4]] }); // prettier-ignore
        await expect(one(sql`select ${'9007199254740993'}::int8 as figure`)).rejects.toThrow(RangeError);
        await expect(one(sql`select 1 as figure`)).resolves.toEqual({ figure: 1 });
      });

      test('a moment is a Date, to the millisecond; a calendar day is text', async () => {
        const moment = new Date('2026-03-29T00:59:59.123Z');
        const row = await one(sql`select ${moment}::timestamptz as moment, '2026-03-29'::date as day,
          array[${moment}::timestamptz] as moments, array['2026-03-29'::date] as days`);
        expect(row).toEqual({ moment, day: '2026-03-29', moments: [moment], days: ['2026-03-29'] });
        const { day } = await one(
          sql<{ day: string }>`select ('2026-03-29T23:30:00Z'::timestamptz)::date as day`,
        );
        expect(day).toBe('2026-03-29');
      });

      test('exact decimals stay text, floats are numbers', async () => {
        const row = await one(sql`select 0.10::numeric(5, 2) as exact, array[0.10::numeric(5, 2)] as exacts,
          0.5::float8 as half, 2::int4 as two, true as yes, null::int4 as nothing`);
        expect(row).toEqual({ exact: '0.10', exacts: ['0.10'], half: 0.5, two: 2, yes: true, nothing: null });
      });

      test('JSON comes back parsed, bytes as a Buffer, text lists as arrays', async () => {
        const data = { a: [1, 'zwei', null], 'ключ': { deep: true } }; // prettier-ignore
        const row = await one(sql`select ${data}::jsonb as jsonb, ${JSON.stringify([1, 2])}::json as list,
          ${Buffer.from([0, 255])}::bytea as bytes, ${['a,b', 'c"d', null]}::text[] as words`);
        expect(row).toEqual({
          jsonb: data,
          list: [1, 2],
          bytes: Buffer.from([0, 255]),
          words: ['a,b', 'c"d', null],
        });
      });

      test('text is ordered by its characters, wherever it runs, when the query says so', async () => {
        const { words } = await one(sql<{ words: string[] }>`
          select array_agg(word order by word collate "C") as words
          from unnest(array['b', 'A', 'a', 'B', 'ä']) as word`);
        expect(words).toEqual(['A', 'B', 'a', 'b', 'ä']);
      });

      test('changed rows are counted', async () => {
        const changed = await sql`update counter set figure = figure + 1`.execute(db.query);
        expect(changed.numAffectedRows).toBe(1n);
      });
    });

    describe('transactions', () => {
      test('200 people who read and then write at once are all counted', async () => {
        const vote = (): Promise<void> =>
          db.transaction(async (tx) => {
            const { rows } = await sql<{ figure: number }>`
              select figure from counter where name = 'votes' for update`.execute(tx);
            const figure = (rows[0]?.figure ?? 0) + 1;
            await sql`update counter set figure = ${figure} where name = 'votes'`.execute(tx);
          });
        await Promise.all(Array.from({ length: 200 }, vote));
        expect(await one(sql`select figure from counter`)).toEqual({ figure: 200 });
      });

      test('work that throws leaves nothing behind, and its own error comes back', async () => {
        const failure = new Error('second thoughts');
        const work = db.transaction(async (tx) => {
          await sql`insert into line (words) values ('gone')`.execute(tx);
          throw failure;
        });
        await expect(work).rejects.toBe(failure);
        expect(await one(sql`select count(*) as lines from line`)).toEqual({ lines: 0 });
      });

      test('a swallowed error is not acknowledged as a commit', async () => {
        const work = db.transaction(async (tx) => {
          await sql`insert into line (words) values ('gone')`.execute(tx);
          await sql`select 1 / 0`.execute(tx).catch(() => undefined);
        });
        await expect(work).rejects.toThrow(/rolled back/);
        expect(await one(sql`select count(*) as lines from line`)).toEqual({ lines: 0 });
      });

      test('statements asked for at once within one transaction follow each other', async () => {
        const figures = await db.transaction((tx) =>
          Promise.all(
            [1, 2, 3].map(async (figure) => {
              const { rows } = await sql<{ figure: number }>`select ${figure}::int4 as figure`.execute(tx);
              return rows[0]?.figure;
            }),
          ),
        );
        expect(figures).toEqual([1, 2, 3]);
      });

      test('a snapshot sees one moment and cannot write', async () => {
        const sight = await db.snapshot(async (tx) => {
          const { rows } = await sql<{ level: string; access: string }>`
            select current_setting('transaction_isolation') as level,
                   current_setting('transaction_read_only') as access`.execute(tx);
          return rows[0];
        });
        expect(sight).toEqual({ level: 'repeatable read', access: 'on' });
        const write = db.snapshot((tx) => sql`insert into line (words) values ('no')`.execute(tx));
        await expect(write).rejects.toThrow(/read-only transaction/);
      });
    });

    describe('errors', () => {
      test('a key that is taken is told apart, by constraint too', async () => {
        const insert = (): Promise<unknown> =>
          sql`insert into line (words) values (${'same'})`.execute(db.query);
        await insert();
        const error: unknown = await insert().catch((each: unknown) => each);
        expect(isUniqueViolation(error)).toBe(true);
        expect(isUniqueViolation(error, 'line_words_key')).toBe(true);
        expect(isUniqueViolation(error, 'counter_pkey')).toBe(false);
        expect(isUnavailable(error)).toBe(false);
        expect(isSerializationFailure(error)).toBe(false);
      });

      test('a statement that fails once in a while works the next time, prepared or not', async () => {
        const half = (part: number): Promise<{ whole: number }> =>
          one(sql<{ whole: number }>`select (10 / ${part}::int4) as whole`);
        for (let round = 0; round < 4; round += 1) {
          await expect(half(0)).rejects.toThrow(/division by zero/);
          await expect(half(2)).resolves.toEqual({ whole: 5 });
        }
      });
    });

    describe('service', () => {
      test('it answers a ping, and a dump asked for has no other effect', async () => {
        await expect(db.ping()).resolves.toBeUndefined();
        await expect(db.dump()).resolves.toBeUndefined();
        await expect(db.ping()).resolves.toBeUndefined();
      });

      test('a long answer arrives whole', async () => {
        const { words } = await one(sql<{ words: string }>`select repeat('0123456789', 500000) as words`);
        expect(words.length).toBe(5_000_000);
        const { rows } = await sql`select * from generate_series(1, 20000) as figure`.execute(db.query);
        expect(rows.length).toBe(20_000);
      });
    });
  });
}

/** What the promises about migrations are tried on: an empty database that can be brought up to date again. */
export interface Migrating {
  bringTo(migrations: Migration[]): Promise<Database>;
  end(): Promise<void>;
}

export function describeMigrations(engine: string, begin: () => Promise<Migrating>): void {
  describe(`migrations (${engine})`, () => {
    const more: Migration = { name: 'suite/0003-more', sql: 'alter table line add column at timestamptz' };

    async function anEmptyDatabase(): Promise<Migrating> {
      const migrating = await begin();
      onTestFinished(() => migrating.end());
      return migrating;
    }

    test('they are applied once, in the order of the list, and new ones are added later', async () => {
      const database = await anEmptyDatabase();
      await database.bringTo([counters]);
      const db = await database.bringTo([counters, more]);
      const { rows } = await sql<{ name: string }>`
        select name from schema_migration order by applied_at`.execute(db.query);
      expect(rows.map(({ name }) => name)).toEqual([counters.name, more.name]);
      expect((await sql`select at from line`.execute(db.query)).rows).toEqual([]);
    });

    test('a database of a newer version is refused by name', async () => {
      const database = await anEmptyDatabase();
      await database.bringTo([counters, more]);
      const error: unknown = await database.bringTo([counters]).catch((each: unknown) => each);
      expect(error).toBeInstanceOf(DatabaseUnusable);
      expect(error).toMatchObject({ reason: 'newer-schema', message: expect.stringContaining(more.name) });
    });

    test('a migration that was changed after it was applied is refused by name', async () => {
      const database = await anEmptyDatabase();
      await database.bringTo([counters]);
      const changed = { ...counters, sql: `${counters.sql} -- and more` };
      await expect(database.bringTo([changed])).rejects.toMatchObject({
        reason: 'changed-migration',
        message: expect.stringContaining(counters.name),
      });
    });

    test('one that fails leaves no trace, and those before it stay', async () => {
      const database = await anEmptyDatabase();
      const broken: Migration = {
        name: 'suite/0003-broken',
        sql: 'create table half (id int); select 1 / 0;',
      };
      await expect(database.bringTo([counters, broken])).rejects.toThrow(/division by zero/);
      const db = await database.bringTo([counters]);
      const { rows } =
        await sql`select to_regclass('half') as half, to_regclass('line')::text as line`.execute(db.query);
      expect(rows).toEqual([{ half: null, line: 'line' }]);
    });
  });
}
