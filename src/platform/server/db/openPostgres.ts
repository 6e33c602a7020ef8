import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { assemble } from './assemble.ts';
import { queriesOver } from './dialect.ts';
import { DatabaseUnavailable, DatabaseUnusable, isLostConnection, isUnavailable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { Database, DatabaseOptions } from './port.ts';
import { valueTypes } from './values.ts';

const oldestVersion = 15;
const connectWithinMs = 3_000;
/** The server gives a statement up first, so that its own words are heard rather than our impatience. */
const statementWithinMs = 4_500;
const answerWithinMs = 5_000;
/** A node that froze inside a transaction holds its locks no longer than this. */
const idleInTransactionMs = 10_000;

const session = [
  `set timezone to 'UTC'`,
  `set statement_timeout to ${statementWithinMs}`,
  `set idle_in_transaction_session_timeout to ${idleInTransactionMs}`,
].join('; ');

/** PostgreSQL 15 or newer, by URL; several nodes may share it. */
export async function openPostgres(options: DatabaseOptions & { databaseUrl: string }): Promise<Database> {
  const { databaseUrl, poolSize = 10, serverWithinMs = 15_000, notify = () => {} } = options;
  const config: pg.PoolConfig = {
    connectionString: databaseUrl,
    types: valueTypes,
    application_name: 'stoa',
    keepAlive: true,
    connectionTimeoutMillis: connectWithinMs,
  };

  // Migrations wait for other nodes and for their own long statements, so they have no time limits.
  const patient = poolOf({ ...config, max: 1 }, () => {});
  try {
    await refuseUnfit(patient, serverWithinMs);
    const migrations = await options.migrations;
    const began = performance.now();
    const names = await migrate(queriesOver(patient), migrations);
    const tookMs = Math.round(performance.now() - began);
    if (names.length > 0) notify({ kind: 'migrated', names, tookMs, words: `Applied ${names.join(', ')}.` });
  } finally {
    await patient.end();
  }

  const pool = poolOf(
    {
      ...config,
      max: poolSize,
      query_timeout: answerWithinMs,
      idleTimeoutMillis: 60_000,
      onConnect: (client) => client.query(session),
    },
    (cause) =>
      notify({ kind: 'connection-lost', cause, words: `A database connection was lost (${cause}).` }),
  );
  return assemble({
    engine: 'postgres',
    pool,
    trouble: () => undefined,
    dump: async () => {},
    close: () => pool.end(),
  });
}

function poolOf(config: pg.PoolConfig, onLost: (cause: string) => void): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', (error) => onLost(error.message));
  // A connection that breaks while it is lent out tells its query; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function refuseUnfit(pool: pg.Pool, startWithinMs: number): Promise<void> {
  const { rows } = await firstAnswer(pool, startWithinMs);
  const { version, encoding, standby } = rows[0] as { version: number; encoding: string; standby: boolean };
  if (version < oldestVersion * 10_000) {
    throw new DatabaseUnusable(
      'unsupported',
      `Stoa needs PostgreSQL ${oldestVersion} or newer; this server is ${Math.floor(version / 10_000)}.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseUnusable(
      'unsupported',
      `Stoa needs a database encoded in UTF8; this one is in ${encoding}.`,
    );
  }
  if (standby) {
    throw new DatabaseUnusable(
      'unsupported',
      'This PostgreSQL server is a standby: DATABASE_URL needs the primary.',
    );
  }
}

async function firstAnswer(pool: pg.Pool, startWithinMs: number): Promise<pg.QueryResult> {
  for (const giveUpAt = performance.now() + startWithinMs; ; await wait(500)) {
    try {
      return await pool.query(
        `select current_setting('server_version_num')::int as version,
                current_setting('server_encoding') as encoding,
                pg_is_in_recovery() as standby`,
      );
    } catch (error) {
      if (!isLostConnection(error) && !isUnavailable(error)) throw error;
      if (performance.now() >= giveUpAt) {
        const words = error instanceof Error ? error.message : String(error);
        throw new DatabaseUnavailable(`The PostgreSQL server of DATABASE_URL does not answer (${words}).`, {
          cause: error,
        });
      }
    }
  }
}
