import type { Settings } from '#platform/server/config.ts';
import { listeningAt } from '#platform/server/node.ts';
import type { Logger } from '#platform/server/logging.ts';
import { endOnSignal, endWith } from './begin.ts';
import { openHouse, type House } from './compose.ts';
import { isEmpty, seedDemo } from './demo/demoClass.ts';
import { startSimulator } from './demo/simulator.ts';
import type { Ground } from './ground.ts';
import { listenForKeys } from './keys.ts';
import { screenOf } from './screen.ts';

const portsToTry = 20;

/** Serves until a signal ends it. Faults that whoever starts it can mend are told in words, with exit code 1. */
export async function serve(ground: Ground, settings: Settings, logger: Logger): Promise<void> {
  const isTerminal = process.stdout.isTTY === true;
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
    return endWith(
      `Nothing can listen on ${settings.HOST}, port ${settings.PORT}: ${(cause as Error).message}`,
    );
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
  const stopping = endOnSignal(async () => {
    await simulator?.close();
    await house.close();
    await ground.close();
  }, logger);

  const facts = {
    url,
    isDemo: house.isDemo,
    simulated: simulator?.people ?? 0,
    simulatorMinutes: simulator?.minutes ?? 0,
    storage: ground.db.engine === 'embedded' ? `embedded database in ${settings.DATA_DIR}` : 'PostgreSQL',
    otherPort: port !== settings.PORT && settings.PORT !== 0 ? settings.PORT : undefined,
    readyMs: Math.round(performance.now()),
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
