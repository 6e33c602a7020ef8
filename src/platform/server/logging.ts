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
      // What the database says of a row at fault quotes its values.
      redact: [
        ...['*.password', '*.token', '*.cookie', '*.authorization', '*.email'],
        ...['err.detail', 'err.where', 'err.parameters'],
      ],
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
