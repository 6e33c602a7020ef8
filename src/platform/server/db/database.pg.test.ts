import { afterAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import pg from 'pg';
import { postgresOrReason } from '../../../../tests/support/postgres.ts';
import { type Database, type Migration, openDatabase } from './database.ts';
import { counters } from './database.samples.ts';
import { describeDatabase, describeMigrations } from './database.suite.ts';
import { isUnavailable } from './errors.ts';

const server = await postgresOrReason();

if ('missing' in server) {
  test('PostgreSQL', ({ skip }) => skip(server.missing));
} else {
  const open = (databaseUrl: string, migrations: Migration[], poolSize?: number): Promise<Database> =>
    openDatabase({ dataDir: '', databaseUrl, migrations, ...(poolSize !== undefined && { poolSize }) });

  afterAll(() => server.stop());

  describeDatabase('PostgreSQL', async (migrations) => open(await server.newDatabase(), migrations));
  describeMigrations('PostgreSQL', async () => {
    const url = await server.newDatabase();
    const nodes: Database[] = [];
    return {
      bringTo: async (migrations) => {
        const node = await open(url, migrations);
        nodes.push(node);
        return node;
      },
      end: async () => {
        for (const node of nodes) await node.close();
      },
    };
  });

  describe('PostgreSQL', () => {
    test('two nodes that start together migrate once', async () => {
      const url = await server.newDatabase();
      const slow = { name: 'suite/0000-slow', sql: 'select pg_sleep(0.2); create table slow (id int)' };
      const nodes = await Promise.all([1, 2, 3].map(() => open(url, [slow, counters])));
      const { rows } = await sql`select name from schema_migration`.execute((nodes[0] as Database).query);
      await Promise.all(nodes.map((node) => node.close()));
      expect(rows.length).toBe(2);
    });

    test('a snapshot does not see what others commit meanwhile', async () => {
      const db = await open(await server.newDatabase(), [counters]);
      const figures = await db.snapshot(async (tx) => {
        const read = (): Promise<{ rows: unknown[] }> => sql`select figure from counter`.execute(tx);
        const before = await read();
        await sql`update counter set figure = 5`.execute(db.query);
        return [before.rows, (await read()).rows];
      });
      await db.close();
      expect(figures[1]).toEqual(figures[0]);
    });

    test('connections that the server cuts are unavailable, and replaced by the next question', async () => {
      const url = await server.newDatabase();
      const notes: string[] = [];
      const db = await openDatabase({ dataDir: '', databaseUrl: url, migrations: [], notify: ({ kind }) => notes.push(kind) }); // prettier-ignore
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      const cut = (): Promise<unknown> =>
        admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'); // prettier-ignore

      const idle = db.query;
      await Promise.all([sql`select pg_sleep(0.1)`.execute(idle), sql`select pg_sleep(0.1)`.execute(idle)]);
      const underWay = db
        .transaction((tx) => sql`select pg_sleep(4)`.execute(tx))
        .catch((each: unknown) => each);
      await expect.poll(() => admin.query("select 1 from pg_stat_activity where query like '%pg_sleep(4)%' and pid <> pg_backend_pid()").then(({ rows }) => rows.length)).toBe(1); // prettier-ignore
      await cut();
      expect(isUnavailable(await underWay)).toBe(true);
      await expect.poll(() => notes).toContain('connection-lost');
      await expect(db.ping()).resolves.toBeUndefined();
      await admin.end();
      await db.close();
    });

    test('a statement that takes too long is given up as unavailable', async () => {
      const db = await open(await server.newDatabase(), []);
      const error: unknown = await sql`select pg_sleep(30)`.execute(db.query).catch((each: unknown) => each);
      expect(isUnavailable(error)).toBe(true);
      await db.close();
    });

    test('a table changed by another node under a prepared statement fails once at most', async () => {
      const db = await open(await server.newDatabase(), [counters], 1);
      const read = (): Promise<unknown> =>
        sql`select * from counter where name = ${'votes'}`.execute(db.query);
      for (let round = 0; round < 3; round += 1) await read();
      await sql`alter table counter add column more int`.execute(db.query);
      await read().catch(() => undefined);
      await expect(read()).resolves.toMatchObject({ rows: [{ name: 'votes', more: null }] });
      await db.close();
    });

    test('a server that is not there is said in words', async () => {
      const databaseUrl = 'postgres://stoa@127.0.0.1:1/stoa';
      const nobody = openDatabase({ dataDir: '', databaseUrl, migrations: [], serverWithinMs: 0 });
      await expect(nobody).rejects.toThrow(/does not answer \(.*ECONNREFUSED/);
    });
  });
}
