import { cohortsMigrations } from '#features/cohorts/server/migrations.ts';
import { identityMigrations } from '#features/identity/server/migrations.ts';
import { argon2Passwords, type Passwords } from '#features/identity/server/passwords.ts';
import { lessonsMigrations } from '#features/lessons/server/migrations.ts';
import { progressMigrations } from '#features/progress/server/migrations.ts';
import type { Settings } from '#platform/server/config.ts';
import {
  openDatabase,
  type Database,
  type DatabaseNote,
  type Migration,
} from '#platform/server/db/database.ts';
import { inProcessFanout, type Fanout } from '#platform/server/fanout/fanout.ts';
import { openLog, renewEpochs, type Log } from '#platform/server/log/log.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { demoMigrations } from './demo/migrations.ts';

/** Rooms in the order in which their tables stand on each other. */
export const migrations: readonly Migration[] = [
  ...logMigrations,
  ...identityMigrations,
  ...cohortsMigrations,
  ...lessonsMigrations,
  ...progressMigrations,
  ...demoMigrations,
];

/** What every program of Stoa stands on: the database, the log, and the rooms' own services. */
export interface Ground {
  db: Database;
  log: Log;
  fanout: Fanout;
  passwords: Passwords;
  close(): Promise<void>;
}

/** @throws DatabaseUnusable in plain words */
export async function openGround(
  settings: Pick<Settings, 'DATA_DIR' | 'DATABASE_URL'>,
  notify: (note: DatabaseNote) => void = () => {},
): Promise<Ground> {
  const db = await openDatabase({
    dataDir: settings.DATA_DIR,
    ...(settings.DATABASE_URL !== undefined && { databaseUrl: settings.DATABASE_URL }),
    migrations,
    afterRestore: renewEpochs,
    notify,
  });
  const fanout = inProcessFanout();
  return {
    db,
    log: openLog({ db, fanout }),
    fanout,
    passwords: argon2Passwords(),
    async close() {
      await fanout.close();
      await db.close();
    },
  };
}
