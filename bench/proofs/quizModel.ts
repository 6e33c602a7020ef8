import { deepStrictEqual as same, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Attempt, ItemAnswer } from '#features/quizzes/contract.ts';
import { outcomeOf } from '../../tests/support/academy.ts';
import { aQuizClass, choose, smallQuiz, withHead, QuizClass } from '../../tests/support/quizzes.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

/** Three steps of time lead an attempt into its late minutes, four beyond them. */
const minutes = { limit: 20, late: 5, step: 8 } as const;
const allowed = 3;
const percentOff = 50;
const block = withHead(
  smallQuiz,
  `time: ${minutes.limit} minutes`,
  `late: ${minutes.late} minutes, ${percentOff}% off`,
  `attempts: ${allowed}`,
);
const students = ['amara', 'jonas'] as const;
type Student = (typeof students)[number];

/** What is thought of one item: the newest answer of each arrival. */
interface ItemModel {
  /** In time, late and counted, after all. */
  arrivals: (Kept | undefined)[];
}

interface Kept {
  right: boolean | null;
  revision: number;
  /** When it came, in minutes since the start. */
  at: number;
}

interface AttemptModel {
  attempt: Attempt;
  state: 'open' | 'handed-in';
  endedBy: 'student' | 'time' | undefined;
  /** Since the start. */
  elapsed: number;
  limit: number;
  lateUntil: number;
  items: ItemModel[];
  isAccepted: boolean;
  gradings: number;
}

interface StudentModel {
  attempts: AttemptModel[];
  extraPercent: number;
  revision: number;
}

interface Model {
  students: Record<Student, StudentModel>;
  /** The last command that changed something, to be sent again. */
  last: { name: string; command: string; input: object; commandId: string; answer: unknown } | undefined;
}

/** The rooms, which a restart replaces; what they stand on stays. */
interface Real {
  school: QuizClass;
  restart: () => Promise<void>;
}

type Step = fc.AsyncCommand<Model, Real>;

const openOf = ({ attempts }: StudentModel): AttemptModel | undefined =>
  attempts.find(({ state }) => state === 'open');

function arrivalNow({ state, elapsed, limit, lateUntil }: AttemptModel): 0 | 1 | 2 {
  if (state !== 'open' || elapsed >= lateUntil) return 2;
  return elapsed >= limit ? 1 : 0;
}

function newestOf({ arrivals }: ItemModel): Kept | undefined {
  return arrivals[2] ?? arrivals[1] ?? arrivals[0];
}

/** Points in hundredths, by the rules as they are promised. */
function pointsOf({ items, isAccepted }: AttemptModel): number {
  return items.reduce((sum, { arrivals }) => {
    const [inTime, late, after] = arrivals;
    const counted = (isAccepted ? after : undefined) ?? late ?? inTime;
    const isPenalised = counted === late && late !== undefined && !isAccepted && late.right !== inTime?.right;
    const points = counted?.right ? 100 : 0;
    return sum + (isPenalised ? (points * (100 - percentOff)) / 100 : points);
  }, 0);
}

/** What makes a grading hard; a run that never met one of these proves little. */
export const situations = [
  'accepted after all',
  'late and counted, instead of one in time',
  'late, and the same as in time',
  'no attempt left',
  'time gained for a late answer',
] as const;
type Situation = (typeof situations)[number];

function situationsOf({ items, isAccepted }: AttemptModel): Situation[] {
  return items.flatMap(({ arrivals: [inTime, late, after] }): Situation[] => [
    ...(isAccepted && after ? (['accepted after all'] as const) : []),
    ...(!isAccepted && late && inTime
      ? ([
          late.right === inTime.right
            ? 'late, and the same as in time'
            : 'late and counted, instead of one in time',
        ] as const)
      : []),
  ]);
}

function handIn(attempt: AttemptModel, endedBy: 'student' | 'time'): void {
  attempt.state = 'handed-in';
  attempt.endedBy = endedBy;
  attempt.gradings = 1;
}

function answerFor(attempt: Attempt, place: number, right: boolean | null): ItemAnswer | null {
  if (right === null) return null;
  return place === 0 ? choose(attempt.asked[0]!, right ? 'r' : 'w') : { kind: 'truth', value: right };
}

/** The same step several times among the others: it is taken so much oftener. */
const often = <T>(times: number, step: T): T[] => Array.from({ length: times }, () => step);

/** Everything that can happen to attempts, and what must come of it. */
function stepsOf(happened: Map<string, number>, met: Set<Situation>): fc.Arbitrary<Step>[] {
  const step = (kind: string, about: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
    check: () => true,
    toString: () => `${kind} ${about}`.trim(),
    async run(model, real) {
      happened.set(kind, (happened.get(kind) ?? 0) + 1);
      await run(model, real);
      await agree(model, real);
      for (const { attempts } of Object.values(model.students)) {
        for (const attempt of attempts) {
          if (attempt.state === 'handed-in')
            for (const situation of situationsOf(attempt)) met.add(situation);
        }
      }
    },
  });
  // Mostly one student and one item: what happens to one attempt in a row is what is hard.
  const student = fc.constantFrom(...students, students[0], students[0]);
  const place = fc.constantFrom(0, 0, 0, 1);
  const right = fc.constantFrom(true, true, false, null);

  /** Sends an answer; `revision` counts from the student's last one: 1 is the next. */
  const send = async (
    { students: all, last }: Model,
    { school }: Real,
    {
      name,
      item,
      value,
      revision,
      commandId = newId(),
      attempt = openOf(all[name]) ?? all[name].attempts.at(-1),
    }: {
      name: Student;
      item: number;
      value: boolean | null;
      revision: number;
      commandId?: string;
      attempt?: AttemptModel | undefined;
    },
  ): Promise<Model['last']> => {
    if (!attempt) return last;
    const input = {
      attemptId: attempt.attempt.id,
      itemId: attempt.attempt.asked[item]!.id,
      answer: answerFor(attempt.attempt, item, value),
      revision,
    };
    const isTaken = attempt.state === 'open' || (attempt.endedBy === 'time' && !attempt.isAccepted);
    const work = school.act(name, 'quiz:answer', input, commandId);
    if (!isTaken) {
      same(await outcomeOf(work), 'conflict');
      return last;
    }
    const answer = (await work) as { revision: number; late: boolean; answer: ItemAnswer | null };
    const kept = attempt.items[item]!;
    const before = newestOf(kept)?.revision ?? 0;
    const arrival = arrivalNow(attempt);
    if (revision > before) kept.arrivals[arrival] = { right: value, revision, at: attempt.elapsed };
    const newest = newestOf(kept)!;
    same(
      { revision: answer.revision, answer: answer.answer },
      { revision: newest.revision, answer: answerFor(attempt.attempt, item, newest.right) },
    );
    return { name, command: 'quiz:answer', input, commandId, answer };
  };
  const next = (model: Model, name: Student): number => (model.students[name].revision += 1);

  const start = async (model: Model, { school }: Real, name: Student, commandId = newId()): Promise<void> => {
    const own = model.students[name];
    const open = openOf(own);
    const work = school.act(name, 'quiz:start', {}, commandId);
    if (!open && own.attempts.length >= allowed) {
      met.add('no attempt left');
      same(await outcomeOf(work), 'conflict');
      return;
    }
    const attempt = (await work) as Attempt;
    model.last = { name, command: 'quiz:start', input: {}, commandId, answer: attempt };
    if (open) {
      same(attempt.id, open.attempt.id);
      if (open.elapsed >= open.lateUntil) handIn(open, 'time');
      return;
    }
    const limit = (minutes.limit * (100 + own.extraPercent)) / 100;
    own.attempts.push({
      attempt,
      state: 'open',
      endedBy: undefined,
      elapsed: 0,
      limit,
      lateUntil: limit + minutes.late,
      items: [{ arrivals: [] }, { arrivals: [] }],
      isAccepted: false,
      gradings: 0,
    });
  };

  const submit = async (model: Model, { school }: Real, name: Student, times: number): Promise<void> => {
    const own = model.students[name];
    const attempt = openOf(own) ?? own.attempts.at(-1);
    if (!attempt) return;
    const input = { attemptId: attempt.attempt.id };
    const commandId = newId();
    const answers = await Promise.all(
      Array.from({ length: times }, (_, index) =>
        school.act(name, 'quiz:submit', input, index % 2 === 0 ? commandId : newId()),
      ),
    );
    if (attempt.state === 'open') handIn(attempt, 'student');
    model.last = { name, command: 'quiz:submit', input, commandId, answer: answers[0] };
    for (const answer of answers) same((answer as Attempt).id, attempt.attempt.id);
  };

  return [
    ...often(
      3,
      student.map((name) => step('start', name, (model, real) => start(model, real, name))),
    ),
    student.map((name) =>
      step('start-twice', `${name}, from two tabs at once`, async (model, real) => {
        if (openOf(model.students[name]) || model.students[name].attempts.length >= allowed) return;
        const other = outcomeOf(real.school.start(name));
        await start(model, real, name);
        same(await other, 'done');
      }),
    ),
    ...often(
      8,
      fc.tuple(student, place, right).map(([name, item, value]) =>
        step('answer', `${name} ${item} ${value}`, async (model, real) => {
          model.last = await send(model, real, { name, item, value, revision: next(model, name) });
        }),
      ),
    ),
    fc.tuple(student, place, right, right).map(([name, item, first, second]) =>
      step('reordered', `${name} ${item}: the second arrives first`, async (model, real) => {
        const [lower, higher] = [next(model, name), next(model, name)];
        await send(model, real, { name, item, value: second, revision: higher });
        await send(model, real, { name, item, value: first, revision: lower });
      }),
    ),
    fc.tuple(student, place, right).map(([name, item, value]) =>
      step('duplicate', `${name} ${item} ${value}, three times at once`, async (model, real) => {
        const revision = next(model, name);
        const commandId = newId();
        const one = { name, item, value, revision, commandId };
        await Promise.all([
          send(model, real, one),
          send(model, real, one),
          send(model, real, { ...one, commandId: newId() }),
        ]);
      }),
    ),
    fc.tuple(student, place, right).map(([name, item, value]) =>
      step('dropped', `${name} ${item}: the answer is lost on its way back`, async (model, real) => {
        const revision = next(model, name);
        const one = { name, item, value, revision, commandId: newId() };
        const first = await send(model, real, one);
        const again = await send(model, real, one);
        same(again?.answer, first?.answer);
      }),
    ),
    fc.constant(
      step('retry', 'the last one, under its id', async ({ last }, { school }) => {
        if (!last) return;
        const { name, command, input, commandId, answer } = last;
        same(await school.act(name, command, input, commandId), answer);
      }),
    ),
    ...often(
      2,
      student.map((name) => step('submit', name, (model, real) => submit(model, real, name, 1))),
    ),
    student.map((name) =>
      step('submit-twice', `${name}, and twice more at once`, (model, real) => submit(model, real, name, 3)),
    ),
    ...often(
      3,
      fc.tuple(student, fc.constantFrom(1, 2, 3, 3)).map(([name, times]) =>
        step('time-passes', `${name}, ${times * minutes.step} minutes`, async (model, { school }) => {
          for (const attempt of model.students[name].attempts) {
            await school.pass(attempt.attempt.id, times * minutes.step);
            attempt.elapsed += times * minutes.step;
          }
        }),
      ),
    ),
    fc.constant(
      step('due', 'what time has ended', async (model, { school }) => {
        await Promise.all([school.due(), school.due()]);
        for (const name of students) {
          const open = openOf(model.students[name]);
          if (open && open.elapsed >= open.lateUntil) handIn(open, 'time');
        }
      }),
    ),
    student.map((name) =>
      step('more-time', name, async (model, { school }) => {
        const own = model.students[name];
        own.extraPercent = 50;
        const studentId = school.person(name).userId;
        await school.act('ines', 'quiz:accommodate', { studentId, extraPercent: 50, extraAttempts: 0 });
        const open = openOf(own);
        if (open) {
          open.limit = (minutes.limit * 150) / 100;
          open.lateUntil = open.limit + minutes.late;
          // What came meanwhile came in time.
          for (const item of open.items) {
            const kept = item.arrivals.filter((one) => one !== undefined);
            item.arrivals = [];
            for (const one of kept) item.arrivals[arrivalNow({ ...open, elapsed: one.at })] = one;
            if (kept.some((one) => one.at >= minutes.limit && item.arrivals[0] === one))
              met.add('time gained for a late answer');
          }
        }
      }),
    ),
    student.map((name) =>
      step('accept-late', name, async (model, { school }) => {
        const attempt = model.students[name].attempts.at(-1);
        if (!attempt) return;
        const work = school.act('ines', 'quiz:accept-late', { attemptId: attempt.attempt.id });
        const isLate = attempt.items.some(({ arrivals }) => arrivals[1] || arrivals[2]);
        if (attempt.state === 'open' || !isLate) {
          same(await outcomeOf(work), 'conflict');
          return;
        }
        await work;
        attempt.isAccepted = true;
        attempt.gradings += 1;
      }),
    ),
    fc.constant(
      step('regrade', 'everybody', async (model, { school }) => {
        const handed = students.flatMap((name) =>
          model.students[name].attempts.filter(({ state }) => state !== 'open'),
        );
        const answer = await school.act('ines', 'quiz:regrade', { reason: 'To be sure.' });
        same(answer, { graded: handed.length, changed: 0 });
        for (const attempt of handed) attempt.gradings += 1;
      }),
    ),
    fc.constant(step('restart', 'of every node', (_model, { restart }) => restart())),
    student.map((name) =>
      step('other-device', name, async (model, { school }) => {
        const attempt = model.students[name].attempts.at(-1);
        if (!attempt) return;
        const seen = await school.attempt(name, attempt.attempt.id);
        same(seen.asked, attempt.attempt.asked);
        const length = Date.parse(seen.deadlineAt!) - Date.parse(seen.startedAt);
        same(Math.round(length / 60_000), attempt.limit);
        for (const [index, item] of attempt.items.entries()) {
          const kept = seen.answers.find(({ itemId }) => itemId === seen.asked[index]!.id);
          const newest = newestOf(item);
          same(kept?.revision, newest?.revision);
          if (newest) same(kept!.answer, answerFor(attempt.attempt, index, newest.right));
        }
      }),
    ),
  ];
}

/** What the rows say, counted by statements that share nothing with the code that they judge. */
async function agree(model: Model, { school }: Real): Promise<void> {
  const db = school.rooms.db.query;
  const { rows } = await sql<{
    id: string;
    state: string;
    number: number;
    gradings: number;
    firsts: number;
    points: number | null;
    told: number;
  }>`
    select attempt.id, attempt.state, attempt.number,
      (select count(*) from quiz_grading where attempt_id = attempt.id) as gradings,
      (select count(*) from quiz_grading where attempt_id = attempt.id and cause = 'handed-in') as firsts,
      (select points from quiz_grading where attempt_id = attempt.id order by number desc limit 1) as points,
      (select count(*) from event where topic = ${`cohort/${school.academy.cohortId}/staff`}
        and type = 'quiz:graded' and data ->> 'attemptId' = attempt.id::text
        and data ->> 'regraded' = 'false') as told
    from quiz_attempt attempt where attempt.quiz_id = ${school.quizId}`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  const thought = students.flatMap((name) => model.students[name].attempts);
  same(found.size, thought.length);
  for (const name of students) {
    const own = model.students[name].attempts;
    ok(own.length <= allowed, `${name} has ${own.length} attempts`);
    same(
      own.map(({ attempt }) => found.get(attempt.id)?.number),
      own.map((_, index) => index + 1),
    );
  }
  for (const attempt of thought) {
    const row = found.get(attempt.attempt.id)!;
    const isOpen = attempt.state === 'open';
    same(
      {
        isOpen: row.state === 'open',
        gradings: row.gradings,
        firsts: row.firsts,
        told: row.told,
        points: row.points,
      },
      {
        isOpen,
        gradings: attempt.gradings,
        firsts: isOpen ? 0 : 1,
        told: isOpen ? 0 : 1,
        points: isOpen ? null : pointsOf(attempt),
      },
    );
  }
}

/** The kinds of step that a run must have taken, so that it proves something. */
export const stepKinds = [
  'accept-late',
  'answer',
  'dropped',
  'due',
  'duplicate',
  'more-time',
  'other-device',
  'regrade',
  'reordered',
  'restart',
  'retry',
  'start',
  'start-twice',
  'submit',
  'submit-twice',
  'time-passes',
] as const;

export interface ModelRun {
  /** How often each kind of step was taken. */
  happened: ReadonlyMap<string, number>;
  met: ReadonlySet<string>;
  steps: number;
}

/**
 * Runs classes of two students against a model of what is promised, in any order of whatever can happen to
 * attempts, and compares all rows after each step.
 *
 * @param reopen the rooms anew over the same database, as after the end of every process
 * @throws Error with the seed and the shortest sequence that goes wrong
 */
export async function runQuizModel(
  rooms: Rooms,
  { runs, most, seed, reopen }: { runs: number; most: number; seed?: number; reopen: () => Promise<Rooms> },
): Promise<ModelRun> {
  const happened = new Map<string, number>();
  const met = new Set<Situation>();
  let current = rooms;
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(fc.commands(stepsOf(happened, met), { maxCommands: most, size: 'max' })),
      async (commands) => {
        const school = await aQuizClass(current, { students, block });
        const real: Real = {
          school,
          async restart() {
            current = await reopen();
            real.school = new QuizClass(current, school.academy, school.quizId);
          },
        };
        const nobody = (): StudentModel => ({ attempts: [], extraPercent: 0, revision: 0 });
        const model: Model = { students: { amara: nobody(), jonas: nobody() }, last: undefined };
        await fc.asyncModelRun(() => ({ model, real }), commands);
        current.announced.length = 0;
      },
    ),
    { numRuns: runs, endOnFailure: false, ...(seed !== undefined && { seed }) },
  );
  return { happened, met, steps: [...happened.values()].reduce((sum, times) => sum + times, 0) };
}
