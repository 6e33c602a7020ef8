import type { LoadPerson } from '#app/seedLoad.ts';
import { aReceiver, type Receiver } from '#features/webhooks/server/receiver.testing.ts';
import { Bells } from '../load/bells.ts';
import { Client } from '../load/client.ts';
import { beginQuiz, handInAll, type OpenAttempt } from '../load/quizClass.ts';
import { attemptIn, quizIdOf } from '../load/quizTaker.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';
import { awayForAnHour } from './notifyAway.ts';
import { ownBellsAlone } from './notifyRefused.ts';

const readers = 200;
const jobs = 3_000;
/** Of them so many webhooks go out all the time; each is held this long where it arrives. */
const webhooks = 4_500;
const heldMs = 500;
const quick = 2_000;
const gradedPerSecond = 20;
const atMostMs = 2_000;
const released = 'small-test-set';
const oneByOne = 'first-use-case';

type Stoa = ServerProcess<StoaQuestions>;

/**
 * A quiz is graded, for a class at once and for one after the other, until each student's bell says so, while jobs of
 * other queues wait and are done in the same database. Then some are away for an hour, and hear exactly what they
 * missed. Nobody hears another's bell.
 */
export async function notifyBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const place = { DATA_DIR: folder };
    const receiver = await aReceiver();
    const environment = { ...place, WEBHOOKS_TO_LOOPBACK: 'on' };
    const start = (): Promise<Stoa> => ServerProcess.start<StoaQuestions>('stoa.child.ts', environment);
    let stoa = await start();
    try {
      const people = await stoa.ask('seed', { people: readers + 1, studentsPerCohort: readers });
      await graded(report, { stoa, people, receiver });
      stoa = await awayForAnHour(report, { stoa, people, place, start });
      await ownBellsAlone(report, stoa.base, people);
    } finally {
      receiver.close();
      await stoa.stop();
    }
  });
}

/** Both ways in which a class is graded, with the jobs of other queues at work. */
async function graded(
  report: Report,
  { stoa, people, receiver }: { stoa: Stoa; people: readonly LoadPerson[]; receiver: Receiver },
): Promise<void> {
  const client = new Client(stoa.base, 50);
  const students = people.slice(0, readers);
  const instructor = people.at(-1)!;
  const { cohortId, cookie } = instructor;
  try {
    const quizId = await quizIdOf(client, students[0]!, released);
    const byHand = await client.ask('PUT', `/api/cohorts/${cohortId}/quizzes/${quizId}/rules`, {
      ...{ cookie, body: { release: 'by-hand' } },
    });
    if (byHand.status !== 200) throw new Error(`the rules were answered ${byHand.status}: ${byHand.body}`);
    const waiting = await beginQuiz(client, students, released);
    await handInAll(waiting);
    const open = await beginQuiz(client, students, oneByOne);

    holdEach(receiver);
    await stoa.ask('letJobsWait', { cohortId, url: receiver.url, webhooks, quick });
    await measured(report, 'released', { stoa, students, cohortId }, async (bells) => {
      bells.sending(waiting.map(({ attemptId }) => attemptId));
      const path = `/api/cohorts/${cohortId}/quizzes/${quizId}/release`;
      const { status, body } = await client.ask('POST', path, { cookie, body: {} });
      if (status !== 200) throw new Error(`the release was answered ${status}: ${body}`);
    });
    await measured(report, 'one-by-one', { stoa, students, cohortId }, (bells) => handIn(open, bells));
  } finally {
    client.close();
  }
}

/** From now on whoever is sent a webhook thinks about it before they answer, each of them alone. */
function holdEach(receiver: Receiver): void {
  Object.defineProperty(receiver, 'holds', {
    get: () => new Promise<void>((resolve) => setTimeout(resolve, heldMs)),
  });
}

async function measured(
  report: Report,
  how: 'released' | 'one-by-one',
  { stoa, students, cohortId }: { stoa: Stoa; students: readonly LoadPerson[]; cohortId: string },
  act: (bells: Bells) => Promise<void>,
): Promise<void> {
  const bells = await Bells.open(stoa.base, students);
  await stoa.ask('letJobsWait', { cohortId, quick });
  const before = await stoa.ask('countJobs');
  const startMs = performance.now();
  await act(bells);
  await bells.untilTold(10_000);
  const tookMs = performance.now() - startMs;
  const after = await stoa.ask('countJobs');
  bells.leave();
  const { waitedMs, lost, doubled, foreign } = bells;
  report.row(
    `${how}: ${students.length} quizzes graded within ${brief(tookMs / 1_000)} s, ${students.length} bells: p50 ` +
      `${brief(median(waitedMs))} ms, p95 ${brief(percentile(waitedMs, 0.95))} ms, at most ` +
      `${brief(Math.max(...waitedMs))} ms; jobs open ${before.open} before and ${after.open} after, ` +
      `${after.done - before.done} done meanwhile`,
  );
  report.atMost(`notify-${how}-p95`, percentile(waitedMs, 0.95), 'ms', atMostMs);
  report.atMost(`notify-${how}-lost`, lost, 'bells', 0);
  report.atMost(`notify-${how}-doubled`, doubled + foreign, 'bells', 0);
  report.atLeast(`notify-${how}-jobs-waiting`, Math.min(before.open, after.open), 'jobs', jobs);
}

/** One after the other, at a pace. */
async function handIn(open: readonly OpenAttempt[], bells: Bells): Promise<void> {
  const startMs = performance.now();
  const acts = open.map(async ({ taker, attemptId }, place) => {
    const waitMs = startMs + (place * 1_000) / gradedPerSecond - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
    bells.sending([attemptId]);
    attemptIn(await taker.submit(attemptId));
  });
  await Promise.all(acts);
}
