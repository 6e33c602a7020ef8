import { openHouse } from '#app/compose.ts';
import { openGround } from '#app/ground.ts';
import { enqueueAll } from '#platform/server/jobs/enqueue.ts';
import { readSettings } from '#platform/server/config.ts';
import { openLogging } from '#platform/server/logging.ts';
import { bringDigests, factsOf, unsettledOf } from '../proofs/jobsFacts.ts';
import { errandKinds, errands, others, pacesOf } from './errands.ts';
import type { JobsQuestions } from './jobsQuestions.ts';
import { answerQuestions } from './process.ts';

/** The whole house with two more kinds of jobs, and a channel by which a proof asks what the database holds. */
const settings = readSettings(process.env);
const ground = await openGround(settings);
const house = await openHouse(ground, settings, openLogging(settings), {
  more: errandKinds,
  paces: pacesOf(process.env),
});
const port = await house.node.listen(settings.PORT, settings.HOST);
const { db, log } = ground;

process.on('SIGTERM', () => {
  void (async () => {
    await house.close();
    await ground.close();
    process.exit(0);
  })();
});

answerQuestions<JobsQuestions>(port, {
  async errands({ queue, all }) {
    const asked = all.map((data) => ({ effectKey: data.errand, data }));
    await log.write(({ tx }) => enqueueAll(tx, queue === 'errands' ? errands : others, asked));
  },
  digestsDue: ({ personIds }) => bringDigests(db, personIds),
  unsettled: (circle) => unsettledOf(db, circle),
  facts: (circle) => factsOf(db, circle),
});
