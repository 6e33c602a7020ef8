import type { Envelope } from '#kernel/envelope.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { QuizGraded, QuizResults } from '#features/quizzes/contract.ts';
import { Client } from '../load/client.ts';
import { anyAnswer, attemptIn, quizIdOf, QuizTaker } from '../load/quizTaker.ts';
import { openStreams, RawStream, until } from '../load/stream.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const cohorts = 2;
const studentsEach = 100;
const staffViewsEach = 10;
const withinMs = 10_000;
const quizKey = 'small-test-set';

/** Everybody hands in within ten seconds; every open list shows each result at once, the student's and the staff's. */
export async function quizBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 100);
    try {
      await handInTogether(report, stoa, client);
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}

interface Open {
  taker: QuizTaker;
  attemptId: string;
}

async function handInTogether(
  report: Report,
  stoa: ServerProcess<StoaQuestions>,
  client: Client,
): Promise<void> {
  const people = await stoa.ask('seed', {
    people: cohorts * (studentsEach + 1),
    studentsPerCohort: studentsEach,
  });
  const instructors = people.filter(({ role }) => role === 'instructor');
  const open = await beginAll(client, people, instructors);

  const sentMs = new Map<string, number>();
  const waitedMs = { own: [] as number[], staff: [] as number[] };
  const heard = new Map<string, number>();
  const listen = (reader: string, kind: 'own' | 'staff') => (data: string, event: string | undefined) => {
    if (event !== undefined) return;
    const nowMs = performance.now();
    const { type, data: told } = JSON.parse(data) as Envelope;
    if (type !== 'quiz:graded') return;
    const { attemptId } = told as QuizGraded;
    const name = `${reader} ${attemptId}`;
    heard.set(name, (heard.get(name) ?? 0) + 1);
    if (heard.get(name) === 1) waitedMs[kind].push(nowMs - sentMs.get(attemptId)!);
  };
  const streams = await openStreams(open.length + instructors.length * staffViewsEach, (index) => {
    const taker = open[index]?.taker.person;
    const place = index - open.length;
    const staff = instructors[Math.floor(place / staffViewsEach)];
    const { cookie } = taker ?? staff!;
    const hear = taker ? listen(taker.userId, 'own') : listen(`staff ${place}`, 'staff');
    return RawStream.open(stoa.base, '/api/stream', { cookie, hear });
  });

  const failed: string[] = [];
  const startMs = performance.now();
  const acts = open.map(async ({ taker, attemptId }, index) => {
    const waitMs = startMs + (index * withinMs) / open.length - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
    sentMs.set(attemptId, performance.now());
    const { status, body } = await taker.submit(attemptId);
    if (status !== 200) failed.push(body);
  });
  await Promise.all(acts);
  const tookMs = performance.now() - startMs;
  const due = open.length * (1 + staffViewsEach);
  await until(() => heard.size >= due, 'every list heard every result', 10_000).catch(() => {});
  for (const stream of streams) stream.close();
  if (failed.length > 0) throw new Error(`${failed.length} were not handed in: ${failed[0]}`);

  report.row(
    `${open.length} people handed in within ${brief(tookMs / 1_000)} s, ${streams.length} open lists: own p50 ` +
      `${brief(median(waitedMs.own))} ms, p95 ${brief(percentile(waitedMs.own, 0.95))} ms; staff p50 ` +
      `${brief(median(waitedMs.staff))} ms, p95 ${brief(percentile(waitedMs.staff, 0.95))} ms`,
  );
  report.atMost('quiz-result-own-p95', percentile(waitedMs.own, 0.95), 'ms', 1_000);
  report.atMost('quiz-result-staff-p95', percentile(waitedMs.staff, 0.95), 'ms', 1_000);
  report.atMost('quiz-result-lost', due - heard.size, 'results', 0);
  report.atMost('quiz-result-doubled', [...heard.values()].filter((times) => times > 1).length, 'results', 0);
  report.atMost('quiz-result-not-in-list', await missing(client, instructors, open), 'results', 0);
}

/** Everybody has answered everything, and handed in nothing yet. */
async function beginAll(
  client: Client,
  people: readonly LoadPerson[],
  instructors: readonly LoadPerson[],
): Promise<Open[]> {
  const quizIds = new Map<string, string>();
  for (const instructor of instructors)
    quizIds.set(instructor.cohortId, await quizIdOf(client, instructor, quizKey));
  const open: Open[] = [];
  const waiting = people.filter(({ role }) => role === 'student');
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const work = async (): Promise<void> => {
    for (let person = waiting.pop(); person; person = waiting.pop()) {
      const taker = new QuizTaker(client, person, quizIds.get(person.cohortId)!);
      const attempt = attemptIn(await taker.start());
      for (const asked of attempt.asked) {
        const { status, body } = await taker.answer(attempt.id, asked.id, {
          answer: anyAnswer(asked, random),
          revision: 1,
        });
        if (status !== 200) throw new Error(`an answer was answered ${status}: ${body}`);
      }
      open.push({ taker, attemptId: attempt.id });
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return open;
}

/** Attempts that the staff's list, fetched afresh, does not show with a score. */
async function missing(
  client: Client,
  instructors: readonly LoadPerson[],
  open: readonly Open[],
): Promise<number> {
  const scored = new Set<string>();
  for (const instructor of instructors) {
    const { cohortId, cookie } = instructor;
    const quizId = await quizIdOf(client, instructor, quizKey);
    const { data } = await client.json<QuizResults>(
      `/api/cohorts/${cohortId}/quizzes/${quizId}/results`,
      cookie,
    );
    for (const { attempts } of data.students) {
      for (const { id, score } of attempts) if (score) scored.add(id);
    }
  }
  return open.filter(({ attemptId }) => !scored.has(attemptId)).length;
}
