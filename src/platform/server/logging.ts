import { pino, type Logger } from 'pino';
import type { Settings } from './config.ts';

export type { Logger } from 'pino';

/** One line of JSON per noteworthy thing, on stderr. Tokens, e-mail addresses and what people write never appear. */
export function openLogging({ LOG_LEVEL }: Pick<Settings, 'LOG_LEVEL'>): Logger {
  return pino(
    {
      level: LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.password', '*.token', '*.cookie', '*.authorization', '*.email'],
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
