import { DatabaseUnavailable, DatabaseUnusable } from '#platform/server/db/errors.ts';
import { isRoutine, type DatabaseNote } from '#platform/server/db/port.ts';
import { readSettings, SettingsFault, unusedSettings, type Settings } from '#platform/server/config.ts';
import { openLogging, type Logger } from '#platform/server/logging.ts';
import { listeningAt } from '#platform/server/node.ts';
import { openHouse, type House } from './compose.ts';
import { openGround, type Ground } from './ground.ts';
import { isEmpty, seedDemo } from './demo/demoClass.ts';
import { startSimulator, type Simulator } from './demo/simulator.ts';
import { listenForKeys } from './keys.ts';
import { screenOf } from './screen.ts';

const portsToTry = 20;
const exitWithinMs = 10_000;

/** Serves until a signal ends it. Faults that whoever starts it can mend are told in words, with exit code 1. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const startedMs = performance.now();
  const isTerminal = process.stdout.isTTY === true;
  let settings: Settings;
  try {
    settings = readSettings(environment);
  } catch (cause) {
    if (!(cause instanceof SettingsFault)) throw cause;
    return stop(cause.message);
  }
  const logger = openLogging(settings);
  const unused = unusedSettings(environment);
  if (unused.length > 0) logger.warn({ settings: unused }, 'settings that this version does not read');

  let ground: Ground;
  try {
    ground = await openGround(settings, (note) => tellNote(logger, note));
  } catch (cause) {
    if (!(cause instanceof DatabaseUnusable || cause instanceof DatabaseUnavailable)) throw cause;
    return stop(cause.message);
  }
  if (settings.DEMO === 'auto' && (await isEmpty(ground.db.query))) {
    if (isTerminal) process.stdout.write('Seeding the demo class, once …\n');
    await seedDemo(ground, new Date());
  }
  const house = await openHouse(ground, settings, logger);
  let port: number;
  try {
    port = await listenNear(house, settings);
  } catch (cause) {
    await house.close();
    await ground.close();
    return stop(`Nothing can listen on ${settings.HOST}, port ${settings.PORT}: ${(cause as Error).message}`);
  }
  const base = listeningAt(house.node.server);
  const url = settings.PUBLIC_URL ?? base;

  const isSimulated = house.isDemo && settings.DEMO_SIMULATOR === 'on';
  const simulator = isSimulated
    ? startSimulator({
        base,
        failed: (cause) => logger.warn({ err: cause }, 'simulator'),
      })
    : undefined;
  const stopping = stopOnSignal(house, simulator, logger);

  const facts = {
    url,
    isDemo: house.isDemo,
    simulated: simulator?.people ?? 0,
    simulatorMinutes: simulator?.minutes ?? 0,
    storage: ground.db.engine === 'embedded' ? `embedded database in ${settings.DATA_DIR}` : 'PostgreSQL',
    otherPort: port !== settings.PORT && settings.PORT !== 0 ? settings.PORT : undefined,
    readyMs: Math.round(performance.now() - startedMs),
  };
  if (isTerminal) {
    process.stdout.write(screenOf(facts));
    listenForKeys({ simulator, quit: stopping });
  } else {
    process.stdout.write(`${JSON.stringify({ event: 'ready', ...facts })}\n`);
  }
}

/** Takes the port that was asked for, or the next free one. */
async function listenNear(house: House, { PORT, HOST }: Settings): Promise<number> {
  for (let port = PORT; ; port++) {
    try {
      return await house.node.listen(port, HOST);
    } catch (cause) {
      const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || port >= PORT + portsToTry) throw cause;
    }
  }
}

function stopOnSignal(house: House, simulator: Simulator | undefined, logger: Logger): () => void {
  let isStopping = false;
  const leave = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      logger.error('could not stop in time');
      process.exit(1);
    }, exitWithinMs).unref();
    void (async () => {
      await simulator?.close();
      await house.close();
      await house.ground.close();
      process.exit(0);
    })().catch((cause: unknown) => {
      logger.error({ err: cause }, 'stopping failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  return leave;
}

function tellNote(logger: Logger, { words, ...note }: DatabaseNote): void {
  if (isRoutine(note.kind)) logger.debug({ note }, words);
  else logger.warn({ note }, words);
}

function stop(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
