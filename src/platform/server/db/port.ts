import type { Kysely, Transaction } from 'kysely';

/** Rooms write their SQL with Kysely's `sql` tag, so the builder knows of no tables. */
export type Tables = Record<never, never>;
/** Anything statements can be sent to; a `Tx` is one too. */
export type Queryable = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
  readonly engine: 'embedded' | 'postgres';
  readonly query: Queryable;
  /** READ COMMITTED; rolls back and rethrows when work throws. Never await anything but the database inside. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One consistent read: repeatable read, read only. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Throws when the database can't serve within 2 s. */
  ping(): Promise<void>;
  /** Embedded: writes a verified dump now if anything was written since the last; PostgreSQL: does nothing. */
  dump(): Promise<void>;
  /**
   * Embedded: afterwards no file of the folder holds what was deleted from these tables, or overwritten in them,
   * before, and no dump but a new one is kept. PostgreSQL: does nothing, its files and backups are the operator's.
   */
  purge(tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** `name` like 'identity/0001-accounts'. Applied in the order of the list, and never changed afterwards. */
export interface Migration {
  name: string;
  sql: string;
}

export interface DatabaseOptions {
  /** Folder of the embedded database, or `memory:` for one that lives as long as the process. */
  dataDir: string;
  /** A PostgreSQL server instead; `dataDir` is then not touched. */
  databaseUrl?: string;
  /** Connections to PostgreSQL, 10 unless said; the embedded database has one. */
  poolSize?: number;
  /** At the start, how long to wait for a PostgreSQL server that is itself just starting; 15 s unless said. */
  serverWithinMs?: number;
  /** Waited for once the engine has started: what has to be loaded for them can be under way meanwhile. */
  migrations: readonly Migration[] | Promise<readonly Migration[]>;
  /** Called when a dump took the place of the database: whoever hands out numbers starts a new epoch here. */
  afterRestore?: (db: Queryable) => Promise<void>;
  notify?: (note: DatabaseNote) => void;
  /** How often to dump what was written, 5 minutes unless said. */
  dumpEveryMs?: number;
  /** Silence after which the embedded engine is replaced, 10 s unless said; also the longest a statement may take. */
  watchdogMs?: number;
}

/**
 * What happened to the database that an operator should hear of. `words` is a plain sentence or two, fit
 * for a terminal; the rest is for logs.
 */
export type DatabaseNote = { words: string } & (
  | { kind: 'created'; tookMs: number }
  | { kind: 'migrated'; names: string[]; tookMs: number }
  | { kind: 'dumped'; file: string; sizeBytes: number; tookMs: number }
  /** No new dump; the older ones are kept. */
  | { kind: 'dump-failed'; cause: unknown }
  /** Loud: what was written after `takenAt` is only in `damagedFolder`. */
  | { kind: 'restored'; file: string; takenAt: Date; damagedFolder: string | undefined; cause: string }
  /** The embedded engine broke or went silent; queries fail until `recovered`. */
  | { kind: 'engine-lost'; cause: string }
  | { kind: 'engine-recovered'; downMs: number }
  /** The engine did not come back after several tries; a restart of the process looks deeper. */
  | { kind: 'engine-down'; cause: string; attempts: number }
  | { kind: 'connection-lost'; cause: string }
);

export type Notify = (note: DatabaseNote) => void;

/** What happens in a database that is well; the rest is news to whoever runs it. */
export function isRoutine(kind: DatabaseNote['kind']): boolean {
  return kind === 'created' || kind === 'migrated' || kind === 'dumped';
}
