import { systemClock } from '#kernel/clock.ts';
import { repeat } from '#platform/server/chores.ts';
import type { Settings } from '#platform/server/config.ts';
import type { JobKind } from '#platform/server/jobs/kinds.ts';
import type { Logger } from '#platform/server/logging.ts';
import { originAt } from '#platform/server/node.ts';
import { endOnSignal, groundOrEnd } from './begin.ts';
import { roomsOf } from './compose.ts';
import { isDemo } from './demo/demoClass.ts';
import { workOn, type Paces } from './working.ts';

/**
 * Works on jobs, and has no doors, until a signal ends it. The settings name a PostgreSQL.
 *
 * @param more kinds of jobs beside those of the rooms
 */
export async function work(
  settings: Settings,
  logger: Logger,
  more: readonly JobKind[] = [],
  { jobLeaseMs }: Pick<Paces, 'jobLeaseMs'> = {},
): Promise<void> {
  const ground = await groundOrEnd(settings, logger);
  const { db, log, passwords } = ground;
  const isDemoHere = await isDemo(db.query);
  // Without a public address, where a node with these settings listens.
  const { PUBLIC_URL = originAt({ address: settings.HOST, port: settings.PORT }) } = settings;
  const { origin } = new URL(PUBLIC_URL);
  const { features, identity } = roomsOf({
    db,
    log,
    clock: systemClock,
    passwords,
    demo: () => isDemoHere,
    origin: () => origin,
    embedHosts: settings.EMBED_HOSTS,
  });
  const working = workOn({
    db,
    log,
    kinds: [...features.flatMap((one) => one.jobs ?? []), ...more],
    schedules: features.flatMap((one) => one.schedules ?? []),
    logger,
    clock: systemClock,
    random: Math.random,
    leaseMs: jobLeaseMs,
  });
  const stop = repeat(working.chores, {
    clock: systemClock,
    defect: (cause, about) => logger.error({ err: cause, ...about }, 'defect'),
  });
  // Timers of the clock keep no process alive, and a worker has no door that would.
  const staying = setInterval(() => {}, 60_000);
  endOnSignal(async () => {
    clearInterval(staying);
    stop();
    await working.close();
    await identity.close();
    await ground.close();
  }, logger);

  if (process.stdout.isTTY) process.stdout.write('Working on jobs; Ctrl-C ends it.\n');
  else process.stdout.write(`${JSON.stringify({ event: 'working', queues: working.queues })}\n`);
}
