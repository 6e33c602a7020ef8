import { openMemory } from './memory.ts';
import { openEmbedded } from './openEmbedded.ts';
import { openPostgres } from './openPostgres.ts';
import type { Database, DatabaseOptions } from './port.ts';

export type { Database, DatabaseNote, DatabaseOptions, Migration, Queryable, Tables, Tx } from './port.ts';

/**
 * Opens the database, up to date and ready to serve.
 *
 * @throws DatabaseUnusable with words for the operator when it must not or cannot be used
 * @throws DatabaseUnavailable when the PostgreSQL server does not answer
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.databaseUrl) return openPostgres({ ...options, databaseUrl: options.databaseUrl });
  return options.dataDir === 'memory:' ? openMemory(options) : openEmbedded(options);
}
