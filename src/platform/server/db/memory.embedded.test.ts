import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { counters } from './database.samples.ts';
import { describeDatabase, describeMigrations } from './database.suite.ts';

describeDatabase('in memory', (migrations) => openDatabase({ dataDir: 'memory:', migrations }));

describeMigrations('in memory', async () => {
  const db = await openDatabase({ dataDir: 'memory:', migrations: [] });
  return {
    bringTo: async (migrations) => {
      await migrate(db.query, migrations);
      return db;
    },
    end: () => db.close(),
  };
});

test('a transaction that asks for a second connection is told so instead of waiting for itself', async () => {
  const db = await openDatabase({ dataDir: 'memory:', migrations: [counters] });
  const nested = db.transaction(() => sql`select 1`.execute(db.query));
  await expect(nested).rejects.toThrow(/use its tx/);
  await expect(db.ping()).resolves.toBeUndefined();
  await db.close();
});
