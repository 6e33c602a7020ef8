import { sql } from 'kysely';
import pg from 'pg';
import { assemble } from './assemble.ts';
import { queriesOver } from './dialect.ts';
import { EmbeddedDatabase } from './embedded.ts';
import { embeddedLogin } from './engine.ts';
import { DatabaseUnavailable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { Database, DatabaseOptions, Queryable } from './port.ts';
import { valueTypes } from './values.ts';

/** How long a request waits for the one connection before it is told that the database is unavailable. */
const waitWithinMs = 5_000;
const tidyEveryMs = 60_000;
const checkpointLookEveryMs = 10_000;
/** How long a single statement may take. */
export const migrationWithinMs = 600_000;
const upkeepWithinMs = 60_000;
/** The engine has no background checkpoints: without ours its log would grow, and its recovery with it. */
const mostLogBytes = 64 * 1024 * 1024;

/** The embedded database in a folder. */
export async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  const { afterRestore, notify = () => {}, dumpEveryMs = 300_000, watchdogMs = 10_000 } = options;
  const embedded = await EmbeddedDatabase.open({ dataDir: options.dataDir, watchdogMs, notify });
  const pool = poolOfOne(() => embedded.connect());
  try {
    const query = queriesOver(pool);
    const migrations = await options.migrations;
    const began = performance.now();
    const names = await embedded.patiently(migrationWithinMs, () => migrate(query, migrations));
    const tookMs = Math.round(performance.now() - began);
    if (names.length > 0) notify({ kind: 'migrated', names, tookMs, words: `Applied ${names.join(', ')}.` });
    if (await embedded.isRestored()) {
      await embedded.patiently(migrationWithinMs, async () => afterRestore?.(query));
      await embedded.restoreIsComplete();
    }
    const upkeep = await Upkeep.begin(embedded, query, names.length > 0, dumpEveryMs);
    return assemble({
      engine: 'embedded',
      pool,
      trouble: () => embedded.trouble(),
      dump: () => upkeep.dump(),
      purge: (tables) => upkeep.purge(tables),
      async close() {
        await upkeep.end();
        await pool.end();
        await embedded.close();
      },
    });
  } catch (error) {
    await pool.end();
    await embedded.close();
    throw error;
  }
}

/** One connection, so transactions follow each other. */
export function poolOfOne(connect: pg.ClientConfig['stream'] & {}): pg.Pool {
  const pool = new pg.Pool({
    ...embeddedLogin,
    types: valueTypes,
    stream: connect,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitWithinMs,
  });
  // The engine tells of its own failures; unheard, these would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** What PostgreSQL does in background processes, which the embedded engine lacks; and the dumps. */
class Upkeep {
  readonly #embedded: EmbeddedDatabase;
  readonly #query: Queryable;
  readonly #timers: NodeJS.Timeout[];
  #dumpedAt: string | undefined;
  #running: Promise<void> = Promise.resolve();

  private constructor(embedded: EmbeddedDatabase, query: Queryable, dumpEveryMs: number) {
    this.#embedded = embedded;
    this.#query = query;
    this.#timers = [
      this.#every(checkpointLookEveryMs, () => this.#checkpointIfLong()),
      this.#every(tidyEveryMs, () => this.#tidy()),
      this.#every(dumpEveryMs, () => this.#dumpIfChanged()),
    ];
  }

  static async begin(
    embedded: EmbeddedDatabase,
    query: Queryable,
    isChanged: boolean,
    dumpEveryMs: number,
  ): Promise<Upkeep> {
    const upkeep = new Upkeep(embedded, query, dumpEveryMs);
    if ((await embedded.isDumped()) && !isChanged) upkeep.#dumpedAt = await upkeep.#position();
    await embedded.setDumped(false);
    return upkeep;
  }

  dump(): Promise<void> {
    return this.#inTurn(() => this.#dumpIfChanged());
  }

  purge(tables: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#rewrite(tables);
      if (!(await this.#dumpIfChanged())) throw new DatabaseUnavailable('No dump could be written.');
      await this.#embedded.keepNewestDump();
    });
  }

  async end(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#inTurn(async () => {
      // Said by a note when it fails; the folder itself is complete either way.
      const isDumped = await this.#dumpIfChanged().catch(() => false);
      if (isDumped) await this.#embedded.setDumped(true);
    });
  }

  #every(ms: number, work: () => Promise<unknown>): NodeJS.Timeout {
    const turn = (): void => {
      if (this.#embedded.trouble() !== undefined) return;
      // What fails for want of a database is tried again at its next turn; the failure itself has its note.
      this.#inTurn(work).catch(() => undefined);
    };
    return setInterval(turn, ms).unref();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<void> {
    const done = this.#running
      .then(() => this.#embedded.patiently(upkeepWithinMs, work))
      .then(() => undefined);
    this.#running = done.catch(() => undefined);
    return done;
  }

  async #dumpIfChanged(): Promise<boolean> {
    if (this.#embedded.trouble() !== undefined) return false;
    if (this.#dumpedAt !== undefined && (await this.#position()) === this.#dumpedAt) return true;
    await sql`checkpoint`.execute(this.#query);
    const position = await this.#position();
    if (!(await this.#embedded.dump())) return false;
    this.#dumpedAt = position;
    return true;
  }

  /**
   * A deleted row stays in its page until something else is written over it, in the planner's statistics until
   * there are others, and in the engine's log. So the tables are written anew and the log's files filled up.
   */
  async #rewrite(tables: readonly string[]): Promise<void> {
    await sql`delete from pg_statistic where starelid = any (${[...tables]}::regclass[])`.execute(
      this.#query,
    );
    for (const name of tables) await sql`vacuum (full, analyze) ${sql.id(name)}`.execute(this.#query);
    await sql`vacuum full pg_statistic`.execute(this.#query);
    // What the log says so far ends with a file, which the checkpoint lets go; files are used again, with what
    // is in them, until they are filled anew.
    await this.#fillLog(1);
    await sql`checkpoint`.execute(this.#query);
    const { rows } = await sql<{ files: number }>`select count(*) as files from pg_ls_waldir()`.execute(
      this.#query,
    );
    await this.#fillLog(rows[0]!.files + 1);
    await sql`checkpoint`.execute(this.#query);
  }

  async #fillLog(files: number): Promise<void> {
    for (let file = 0; file < files; file++) {
      await sql`select pg_logical_emit_message(false, 'purge', '')`.execute(this.#query);
      await sql`select pg_switch_wal()`.execute(this.#query);
    }
  }

  /** Where the engine's log ends: it moves with everything that is written. */
  async #position(): Promise<string> {
    const { rows } = await sql<{ position: string }>`
      select pg_current_wal_insert_lsn()::text as position`.execute(this.#query);
    return rows[0]?.position ?? '';
  }

  /** By the bounds of PostgreSQL's own autovacuum: a plan that was made for a few rows stays until there are new figures. */
  async #tidy(): Promise<void> {
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
      order by n_dead_tup + n_mod_since_analyze desc limit 5`.execute(this.#query);
    for (const { name } of rows) await sql`vacuum (analyze) ${sql.raw(name)}`.execute(this.#query);
  }

  async #checkpointIfLong(): Promise<void> {
    const { rows } = await sql<{ isLong: boolean }>`
      select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > ${mostLogBytes}::numeric as "isLong"
      from pg_control_checkpoint()`.execute(this.#query);
    if (rows[0]?.isLong) await sql`checkpoint`.execute(this.#query);
  }
}
