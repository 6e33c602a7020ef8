import type { Clock } from '#kernel/clock.ts';
import { systemClock } from '#kernel/clock.ts';
import { Refusal } from '#kernel/refusal.ts';
import { cohortsFeature } from '#features/cohorts/server/feature.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { identityFeature, type Identity } from '#features/identity/server/feature.ts';
import { lessonsFeature } from '#features/lessons/server/feature.ts';
import { progressFeature } from '#features/progress/server/feature.ts';
import type { Settings } from '#platform/server/config.ts';
import type { Logger } from '#platform/server/logging.ts';
import { openNode, type StoaNode } from '#platform/server/node.ts';
import { isDemo } from './demo/demoClass.ts';
import type { Ground } from './ground.ts';
import { sideBySide } from './demo/sideBySide.ts';
import { addPages, builtWebFolder } from './pages.ts';

export interface House {
  ground: Ground;
  identity: Identity;
  node: StoaNode;
  /** Whether the demo class was here when the house opened; it never comes into an open house. */
  readonly isDemo: boolean;
  close(): Promise<void>;
}

export interface HouseOptions {
  clock?: Clock;
  random?: () => number;
  /** Where the browser's application was built. */
  webFolder?: string;
}

/** Builds the whole house on its ground. One line a room. */
export async function openHouse(
  ground: Ground,
  settings: Settings,
  logger: Logger,
  { clock = systemClock, random = Math.random, webFolder = builtWebFolder }: HouseOptions = {},
): Promise<House> {
  const { db, log, fanout, passwords } = ground;
  const demo = await isDemo(db.query);
  const cohorts = cohortsFeature({ demo: () => demo });
  const identity = identityFeature({ db, clock, passwords, renamed: cohorts.renamed });
  const features = [identity.feature, cohorts.feature, lessonsFeature(), progressFeature()];

  const hasSeats = (): boolean => demo && !settings.PUBLIC_URL?.startsWith('https:');

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
        webFolder,
        metrics,
        catalogue,
        outside,
        demo: {
          isOn: () => demo,
          hasSeats,
          async signIn(name, origin) {
            if (!demo) throw new Refusal('not_found');
            const person = await accounts.byEmail(db.query, `${name}@${accounts.demoMailDomain}`);
            if (!person) throw new Refusal('not_found');
            return log.write((write) => identity.sessions.start(write, person.id, origin));
          },
        },
      }),
  });

  sideBySide(node.server, hasSeats);

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
