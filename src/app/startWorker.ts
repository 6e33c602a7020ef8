import { endWith, settingsOrEnd } from './begin.ts';

/** `npm run worker` */
const { settings, logger } = settingsOrEnd(process.env);
if (settings.DATABASE_URL === undefined)
  endWith(
    'A worker needs PostgreSQL (DATABASE_URL): the embedded database belongs to one process, which works on its jobs itself.',
    2,
  );
const { work } = await import('./worker.ts');
await work(settings, logger);
