import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Migration, Queryable, Tx } from './port.ts';
import { DatabaseUnusable } from './errors.ts';

/**
 * Brings the schema up to date, one transaction per migration, in the order of the list. Nodes that start
 * together take turns.
 *
 * @returns the names applied now
 * @throws DatabaseUnusable `newer-schema` when the database knows a migration that the list does not,
 *   `changed-migration` when one was edited after it had been applied
 */
export async function migrate(db: Queryable, migrations: readonly Migration[]): Promise<string[]> {
  const names = new Set(migrations.map(({ name }) => name));
  if (names.size < migrations.length) throw new Error('Two migrations have the same name.');

  const pending = await inTurn(db, async (tx) => {
    await sql`
      create table if not exists schema_migration (
        name text primary key,
        digest text not null,
        applied_at timestamptz not null default now()
      )`.execute(tx);
    const applied = await appliedTo(tx);
    refuseStrangers(applied, names);
    return migrations.filter((migration) => !isApplied(migration, applied));
  });

  const done: string[] = [];
  for (const migration of pending) {
    await inTurn(db, async (tx) => {
      const applied = await appliedTo(tx);
      if (isApplied(migration, applied)) return;
      // A commit brings all before it to the disk: of many, the last one waits for that.
      if (migration !== pending.at(-1)) await sql`set local synchronous_commit = off`.execute(tx);
      await sql.raw(migration.sql).execute(tx);
      await sql`insert into schema_migration (name, digest)
                values (${migration.name}, ${digestOf(migration)})`.execute(tx);
      done.push(migration.name);
    });
  }
  return done;
}

function inTurn<T>(db: Queryable, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    // Held until the transaction ends, also behind a connection pooler.
    await sql`select pg_advisory_xact_lock(hashtext('stoa'), hashtext('schema_migration'))`.execute(tx);
    return work(tx);
  });
}

async function appliedTo(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; digest: string }>`
    select name, digest from schema_migration`.execute(tx);
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

function refuseStrangers(applied: Map<string, string>, known: Set<string>): void {
  const strangers = [...applied.keys()].filter((name) => !known.has(name));
  if (strangers.length > 0) {
    throw new DatabaseUnusable(
      'newer-schema',
      `The database was written by a newer version of Stoa (it knows ${strangers.join(', ')}). ` +
        'Start that version, or restore a copy from before it.',
    );
  }
}

function isApplied(migration: Migration, applied: Map<string, string>): boolean {
  const digest = applied.get(migration.name);
  if (digest === undefined) return false;
  if (digest !== digestOf(migration)) {
    throw new DatabaseUnusable(
      'changed-migration',
      `The migration ${migration.name} was changed after this database had applied it. ` +
        'Put its text back and write the change as a new migration.',
    );
  }
  return true;
}

function digestOf({ sql: text }: Migration): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n').trim()).digest('hex');
}
