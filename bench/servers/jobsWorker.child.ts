import { settingsOrEnd } from '#app/begin.ts';
import { work } from '#app/worker.ts';
import { errandKinds, pacesOf } from './errands.ts';
import { answerQuestions } from './process.ts';

/** What `npm run worker` runs, with two more kinds of jobs. It has no door. */
const { settings, logger } = settingsOrEnd(process.env);
await work(settings, logger, errandKinds, pacesOf(process.env));
answerQuestions<Record<never, never>>(0, {});
