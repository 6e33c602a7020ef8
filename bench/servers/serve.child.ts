import { serve } from '#app/server.ts';

/** The server as `npm start` runs it, without the building of pages. */
await serve(process.env);
