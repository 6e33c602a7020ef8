import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import type { Queryable, Tables } from './port.ts';
import { DatabaseUnavailable, endsConnection, isLostConnection } from './errors.ts';

/**
 * Kysely over a node-postgres pool: the same for a PostgreSQL server and for the embedded engine, which
 * is a pool of one. Beyond Kysely's own driver it prepares statements that come back, throws away
 * connections that can no longer be trusted, and names lost connections `DatabaseUnavailable`.
 */
export function queriesOver(pool: pg.Pool): Queryable {
  const statements = new StatementNames();
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PoolDriver(pool, statements),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class PoolDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #statements: StatementNames;

  constructor(pool: pg.Pool, statements: StatementNames) {
    this.#pool = pool;
    this.#statements = statements;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PoolConnection> {
    try {
      return new PoolConnection(await this.#pool.connect(), this.#statements);
    } catch (error) {
      throw withMeaning(error);
    }
  }

  async beginTransaction(connection: PoolConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ?? 'read committed';
    await connection.run(`start transaction isolation level ${level} ${settings.accessMode ?? 'read write'}`);
  }

  async commitTransaction(connection: PoolConnection): Promise<void> {
    const { command } = await connection.run('commit');
    // PostgreSQL answers COMMIT with ROLLBACK, and no error, when an earlier statement had failed and
    // its error was swallowed. Nothing was kept, so nothing may be acknowledged.
    if (command === 'ROLLBACK') {
      throw new Error('The transaction was rolled back: one of its statements had failed and was ignored.');
    }
  }

  async rollbackTransaction(connection: PoolConnection): Promise<void> {
    // A failing rollback must not hide the error that led here; the connection is thrown away instead.
    await connection.run('rollback').catch(() => connection.distrust());
  }

  async releaseConnection(connection: PoolConnection): Promise<void> {
    connection.release();
  }

  // The pool belongs to whoever opened the database.
  async destroy(): Promise<void> {}
}

class PoolConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #statements: StatementNames;
  #last: Promise<unknown> = Promise.resolve();
  #trusted = true;

  constructor(client: pg.PoolClient, statements: StatementNames) {
    this.#client = client;
    this.#statements = statements;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await this.run(sql, parameters);
    return {
      rows: result.rows as Row[],
      ...(changesRows.has(result.command) && { numAffectedRows: BigInt(result.rowCount ?? 0) }),
    };
  }

  /** Statements of one connection follow each other, also when a transaction asks for several at once. */
  run(sql: string, parameters: readonly unknown[] = []): Promise<pg.QueryResult> {
    const answer = this.#last.then(() => this.#ask(sql, parameters));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  distrust(): void {
    this.#trusted = false;
  }

  release(): void {
    this.#client.release(!this.#trusted);
  }

  async #ask(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    const name = parameters.length > 0 ? this.#statements.nameOf(sql) : undefined;
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await this.#client.query({
        text: sql,
        values: [...parameters],
        ...(name !== undefined && { name }),
      });
      // Several statements in one text (migrations) answer with a list; the last one speaks for all.
      return Array.isArray(answer) ? (answer.at(-1) as pg.QueryResult) : answer;
    } catch (error) {
      const meant = withMeaning(error);
      if (endsConnection(meant)) this.#trusted = false;
      throw meant;
    }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are not streamed here: read in pages.');
  }
}

const changesRows = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function withMeaning(error: unknown): unknown {
  if (!isLostConnection(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new DatabaseUnavailable(`The database did not answer (${words}).`, { cause: error });
}

/**
 * Statements that come back are prepared once per connection, which spares their parsing and planning
 * (measured: twice the inserts per second, four times the reads by key). Bounded, because a text that is
 * built from data never comes back.
 */
class StatementNames {
  static readonly #mostNames = 500;
  static #made = 0;
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();

  nameOf(sql: string): string | undefined {
    const name = this.#names.get(sql);
    if (name !== undefined || this.#names.size >= StatementNames.#mostNames) return name;
    if (!this.#seenOnce.delete(sql)) {
      if (this.#seenOnce.size >= 1_000) this.#seenOnce.clear();
      this.#seenOnce.add(sql);
      return undefined;
    }
    // Counted for the whole process: one pool may serve two sets of names (migrations, then everything else).
    const fresh = `stoa_${(StatementNames.#made += 1)}`;
    this.#names.set(sql, fresh);
    return fresh;
  }
}
