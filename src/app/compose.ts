import type { Clock } from '#kernel/clock.ts';
import { systemClock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/refusal.ts';
import { cohortsFeature } from '#features/cohorts/server/feature.ts';
import { cohortsMigrations } from '#features/cohorts/server/migrations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { identityFeature, type Identity } from '#features/identity/server/feature.ts';
import { identityMigrations } from '#features/identity/server/migrations.ts';
import { argon2Passwords, type Passwords } from '#features/identity/server/passwords.ts';
import { lessonsFeature } from '#features/lessons/server/feature.ts';
import { lessonsMigrations } from '#features/lessons/server/migrations.ts';
import { progressFeature } from '#features/progress/server/feature.ts';
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
import type { Logger } from '#platform/server/logging.ts';
import { openNode, type StoaNode } from '#platform/server/node.ts';
import { demoMigrations, isDemo } from './demo/demoClass.ts';
import { addPages } from './pages.ts';

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

export interface House {
  ground: Ground;
  identity: Identity;
  node: StoaNode;
  /** Whether the demo class was here when the house opened; it never comes into an open house. */
  readonly isDemo: boolean;
  close(): Promise<void>;
}

/** Builds the whole house on its ground. One line a room. */
export async function openHouse(
  ground: Ground,
  settings: Settings,
  logger: Logger,
  { clock = systemClock, random = Math.random }: { clock?: Clock; random?: () => number } = {},
): Promise<House> {
  const { db, log, fanout, passwords } = ground;
  const demo = await isDemo(db.query);
  const cohorts = cohortsFeature({ demo: () => demo });
  const identity = identityFeature({ db, clock, passwords, renamed: cohorts.renamed });
  const features = [identity.feature, cohorts.feature, lessonsFeature(), progressFeature()];

  const node = openNode({
    settings,
    db,
    log,
    fanout,
    features,
    access: cohorts.access,
    sessions: identity.sessions,
    logger,
    clock,
    random,
    progressTopic: (person, studentId, cohortId) =>
      cohorts.progressTopic(db.query, person, studentId, cohortId),
    more: (app, { metrics, catalogue, outside }) =>
      addPages(app, {
        metrics,
        catalogue,
        outside,
        demo: {
          isOn: () => demo,
          async signIn(name, origin) {
            if (!demo) throw new Refusal('not_found');
            const person = await accounts.byEmail(db.query, `${name}@${accounts.demoMailDomain}`);
            if (!person) throw new Refusal('not_found');
            return log.write((write) => identity.sessions.start(write, person.id, origin));
          },
        },
      }),
  });

  return {
    ground,
    identity,
    node,
    isDemo: demo,
    async close() {
      await node.close();
      await identity.close();
    },
  };
}
