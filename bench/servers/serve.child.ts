import { groundOrEnd, settingsOrEnd } from '#app/begin.ts';
import { serve } from '#app/server.ts';

/** The server as `npm start` runs it, without the building of pages. */
const { settings, logger } = settingsOrEnd(process.env);
await serve(await groundOrEnd(settings, logger), settings, logger);
