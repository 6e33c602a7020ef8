import { once } from 'node:events';
import { openHouse } from '#app/compose.ts';
import { seedDemo, isEmpty } from '#app/demo/demoClass.ts';
import { openGround } from '#app/ground.ts';
import { readSettings } from '#platform/server/config.ts';
import { openLogging } from '#platform/server/logging.ts';
import { openQuizClass } from './quizClass.ts';

/** A Stoa with the demo class in a process of its own, for whoever wants to end it; see JourneyProcess. */
const settings = readSettings(process.env);
const ground = await openGround(settings);
if (await isEmpty(ground.db.query)) {
  await seedDemo(ground, new Date());
  if (process.env['JOURNEY_QUIZZES']) await openQuizClass(ground);
}
const house = await openHouse(ground, settings, openLogging(settings), {
  webFolder: process.env['JOURNEY_WEB']!,
});
const port = await house.node.listen(settings.PORT, settings.HOST);
process.send!({ port });
await once(process, 'disconnect');
process.exit(0);
