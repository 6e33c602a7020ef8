import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import { openGround } from '#app/ground.ts';
import type { AnswerKept, ItemAnswer } from '#features/quizzes/contract.ts';
import { gradeItem } from '#features/quizzes/server/grading/gradeItem.ts';
import type { KeptItem } from '#features/quizzes/server/grading/keptItem.ts';
import { Client, type Answered } from '../load/client.ts';
import { anyAnswer, attemptIn, quizIdOf, QuizTaker } from '../load/quizTaker.ts';
import { ServeProcess } from '../servers/serveProcess.ts';
import { makeClasses, type Class, type Place } from './classroom.ts';

const studentsEach = 40;
const atOnce = 24;
const quizKey = 'first-use-case';

export interface QuizAttempts {
  attempts: number;
  answers: number;
  /** Sent again because no answer came, or one was thrown away. */
  repeated: number;
  kills: number;
  /** Acknowledged and not there, or there as something else. */
  lost: string[];
  /** Graded another number of times than once, or told so. */
  misgraded: string[];
}

/** What was acknowledged of one attempt. */
interface Ledger {
  answers: Map<string, { revision: number; answer: ItemAnswer | null }>;
  isHandedIn: boolean;
}

/**
 * Classes that take a quiz over HTTP while the process is killed again and again. Everything that can happen
 * to a request happens: it is sent twice at once, its answer is thrown away, two arrive in the wrong order, one
 * comes again long afterwards.
 */
export async function quizAttempts(
  place: Place,
  { seed, students, each, kills }: { seed: string; students: number; each: number; kills: number },
): Promise<QuizAttempts> {
  const classes = await makeClasses(place, students / studentsEach, studentsEach);
  const random = seededRandom(seed);
  const server = await ServeProcess.start(place);
  const client = new Client(server.base, 64);
  const ledgers = new Map<string, Ledger>();
  const counts = { answers: 0, repeated: 0, kills: 0 };
  try {
    const takers = await takersOf(client, classes);
    const all = takers.length * each;
    let handedIn = 0;
    let wrecking = Promise.resolve();
    const wreck = async (): Promise<void> => {
      await server.kill();
      await server.start();
      counts.kills += 1;
    };
    const waiting = [...takers];
    const work = async (): Promise<void> => {
      for (let taker = waiting.pop(); taker; taker = waiting.pop()) {
        for (let number = 0; number < each; number++) {
          await takeBadly(taker, { random, ledgers, counts });
          handedIn += 1;
          const isDue = handedIn >= ((counts.kills + 1) * all) / (kills + 1) && counts.kills < kills;
          if (isDue) wrecking = wrecking.then(() => (counts.kills < kills ? wreck() : undefined));
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    await wrecking;
  } finally {
    client.close();
    await server.stop();
  }
  return { attempts: ledgers.size, ...counts, ...(await judge(place, ledgers)) };
}

async function takersOf(client: Client, classes: readonly Class[]): Promise<QuizTaker[]> {
  const takers: QuizTaker[] = [];
  for (const { students, instructor } of classes) {
    const quizId = await quizIdOf(client, instructor, quizKey);
    takers.push(...students.map((student) => new QuizTaker(client, student, quizId)));
  }
  return takers;
}

interface Conditions {
  random: () => number;
  ledgers: Map<string, Ledger>;
  counts: { answers: number; repeated: number };
}

/** One attempt, over a road on which everything goes wrong now and then. */
async function takeBadly(taker: QuizTaker, { random, ledgers, counts }: Conditions): Promise<void> {
  const surely = async (send: (commandId: string) => Promise<Answered>): Promise<Answered> => {
    const commandId = newId();
    for (const giveUpMs = performance.now() + 90_000; ; counts.repeated += 1) {
      const sent = send(commandId).catch(() => undefined);
      // Now and then the answer is lost on its way back: the browser knows nothing, and asks again.
      const answered = random() < 0.08 ? (await sent, undefined) : await sent;
      if (answered?.status === 200) return answered;
      if (answered && answered.status < 500 && answered.status !== 429)
        throw new Error(`answered ${answered.status}: ${answered.body}`);
      if (performance.now() > giveUpMs) throw new Error('not answered at all');
      await new Promise((resolve) => setTimeout(resolve, 20 + random() * 120));
    }
  };
  const attempt = attemptIn(await surely((commandId) => taker.start(commandId)));
  const ledger: Ledger = { answers: new Map(), isHandedIn: false };
  ledgers.set(attempt.id, ledger);
  const send = async (
    itemId: string,
    answer: ItemAnswer | null,
    revision: number,
  ): Promise<() => Promise<Answered>> => {
    let used = '';
    const answered = await surely((commandId) => {
      used = commandId;
      return taker.answer(attempt.id, itemId, { answer, revision }, commandId);
    });
    counts.answers += 1;
    const kept = (JSON.parse(answered.body) as { data: AnswerKept }).data;
    const before = ledger.answers.get(itemId);
    if (!before || kept.revision > before.revision)
      ledger.answers.set(itemId, { revision: kept.revision, answer: kept.answer });
    return () => taker.answer(attempt.id, itemId, { answer, revision }, used);
  };

  let revision = 0;
  const again: (() => Promise<Answered>)[] = [];
  for (const asked of attempt.asked) {
    const [first, second] = [(revision += 1), (revision += 1)];
    const chance = random();
    if (chance < 0.15) {
      // The second overtakes the first.
      again.push(await send(asked.id, anyAnswer(asked, random), second));
      await send(asked.id, anyAnswer(asked, random), first);
    } else if (chance < 0.3) {
      const answer = anyAnswer(asked, random);
      await Promise.all([send(asked.id, answer, first), send(asked.id, answer, first)]);
    } else again.push(await send(asked.id, anyAnswer(asked, random), first));
  }
  const submit = (): Promise<Answered> => surely((commandId) => taker.submit(attempt.id, commandId));
  await (random() < 0.3 ? Promise.all([submit(), submit()]) : submit());
  ledger.isHandedIn = true;
  // One that was on its way for long, under the id that it was sent with.
  if (random() < 0.3 && again.length > 0) await again[0]!().catch(() => undefined);
}

interface AttemptRow {
  id: string;
  state: string;
  firsts: number;
  told: number;
  toldOwn: number;
}

interface ItemRow {
  attemptId: string;
  itemId: string;
  revision: number | null;
  answer: ItemAnswer | null;
  points: number | null;
  content: KeptItem['item'];
  ids: string[];
}

/** Compares what was acknowledged with what the database holds, while nobody serves it. */
async function judge(
  place: Place,
  ledgers: ReadonlyMap<string, Ledger>,
): Promise<Pick<QuizAttempts, 'lost' | 'misgraded'>> {
  const ground = await openGround({ DATA_DIR: 'unused', DATABASE_URL: undefined, ...place });
  try {
    const { rows: attempts } = await sql<AttemptRow>`
      select attempt.id, attempt.state,
        (select count(*) from quiz_grading where attempt_id = attempt.id) as firsts,
        (select count(*) from event where topic = 'cohort/' || attempt.cohort_id || '/staff'
          and type = 'quiz:graded' and data ->> 'attemptId' = attempt.id::text) as told,
        (select count(*) from event where topic = 'user/' || attempt.student_id
          and type = 'quiz:graded' and data ->> 'attemptId' = attempt.id::text) as "toldOwn"
      from quiz_attempt attempt`.execute(ground.db.query);
    const { rows: items } = await sql<ItemRow>`
      select asked.attempt_id as "attemptId", asked.item_id as "itemId", kept.revision, kept.answer,
        grade.points, key.content, key.ids
      from quiz_attempt_item asked
      join quiz_item_key key on key.item_id = asked.item_id and key.number = asked.number
      left join quiz_answer kept
        on kept.attempt_id = asked.attempt_id and kept.item_id = asked.item_id and kept.arrival = 0
      left join quiz_item_grade grade on grade.attempt_id = asked.attempt_id
        and grade.item_id = asked.item_id and grade.grading = 1`.execute(ground.db.query);
    const misgraded = attempts
      .filter(
        ({ state, firsts, told, toldOwn }) =>
          state !== 'released' || firsts !== 1 || told !== 1 || toldOwn !== 1,
      )
      .map(
        ({ id, state, firsts, told }) => `${id} is ${state}, graded ${firsts} times and told ${told} times`,
      );
    const lost = [...ledgers.keys()]
      .filter((id) => !attempts.some((attempt) => attempt.id === id))
      .map((id) => `${id} is not there`);
    for (const { attemptId, itemId, revision, answer, points, content, ids } of items) {
      const acknowledged = ledgers.get(attemptId)?.answers.get(itemId);
      const isThere =
        acknowledged !== undefined &&
        acknowledged.revision === revision &&
        JSON.stringify(sorted(acknowledged.answer)) === JSON.stringify(sorted(answer));
      if (!isThere) lost.push(`${attemptId} ${itemId}: ${revision} instead of ${acknowledged?.revision}`);
      const due = gradeItem({ item: content, ids }, acknowledged?.answer ?? null).points;
      if (points !== due) misgraded.push(`${attemptId} ${itemId}: ${points} points instead of ${due}`);
    }
    return { lost, misgraded };
  } finally {
    await ground.close();
  }
}

/** The same object whatever order its fields came in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
