import type { Settings } from '#platform/server/config.ts';
import { openDatabase, type Database, type DatabaseOptions } from '#platform/server/db/database.ts';
import { renewEpochs } from '#platform/server/log/log.ts';

export type DatabaseSettings = Pick<Settings, 'DATA_DIR' | 'DATABASE_URL'>;

/**
 * The database that the settings name.
 *
 * @throws DatabaseUnusable in plain words
 */
export function databaseOf(
  { DATA_DIR, DATABASE_URL }: DatabaseSettings,
  parts: Pick<DatabaseOptions, 'migrations' | 'notify'>,
): Promise<Database> {
  return openDatabase({
    dataDir: DATA_DIR,
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    afterRestore: renewEpochs,
    ...parts,
  });
}
