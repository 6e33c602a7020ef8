import { readSettings, SettingsFault, unusedSettings, type Settings } from '#platform/server/config.ts';
import { DatabaseUnavailable, DatabaseUnusable } from '#platform/server/db/errors.ts';
import { isRoutine, type DatabaseNote } from '#platform/server/db/port.ts';
import { openLogging, type Logger } from '#platform/server/logging.ts';
import { databaseOf } from './database.ts';
import type { Ground } from './ground.ts';

const exitWithinMs = 10_000;

/** What a process begins with: faults that whoever starts it can mend are told in words, with exit code 1. */
export function settingsOrEnd(environment: NodeJS.ProcessEnv): { settings: Settings; logger: Logger } {
  let settings: Settings;
  try {
    settings = readSettings(environment);
  } catch (cause) {
    if (!(cause instanceof SettingsFault)) throw cause;
    return endWith(cause.message);
  }
  const logger = openLogging(settings);
  const unused = unusedSettings(environment);
  if (unused.length > 0) logger.warn({ settings: unused }, 'settings that this version does not read');
  return { settings, logger };
}

/** The database starts, in a thread or on a server of its own, while the rooms are loaded here. */
export async function groundOrEnd(settings: Settings, logger: Logger): Promise<Ground> {
  const rooms = import('./ground.ts');
  try {
    const db = await databaseOf(settings, {
      migrations: rooms.then(({ migrations }) => migrations),
      notify: (note) => tellNote(logger, note),
    });
    return (await rooms).groundOn(db);
  } catch (cause) {
    if (!(cause instanceof DatabaseUnusable || cause instanceof DatabaseUnavailable)) throw cause;
    return endWith(cause.message);
  }
}

/** Lets a signal end the process, once; what takes too long is left. @returns does the same */
export function endOnSignal(close: () => Promise<void>, logger: Logger): () => void {
  let isStopping = false;
  const leave = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      logger.error('could not stop in time');
      process.exit(1);
    }, exitWithinMs).unref();
    close()
      .then(() => process.exit(0))
      .catch((cause: unknown) => {
        logger.error({ err: cause }, 'stopping failed');
        process.exit(1);
      });
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
  return leave;
}

export function endWith(words: string, code = 1): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

function tellNote(logger: Logger, { words, ...note }: DatabaseNote): void {
  if (isRoutine(note.kind)) logger.debug({ note }, words);
  else logger.warn({ note }, words);
}
