import { deepStrictEqual as same } from 'node:assert/strict';
import fc from 'fast-check';
import { isOpen, type QuestionState } from '#features/qna/contract.ts';
import { outcomeOf } from '../../tests/support/academy.ts';
import { aQuestionClass, type QuestionClass } from '../../tests/support/questions.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

const students = ['amara', 'jonas', 'mina'] as const;
type Student = (typeof students)[number];

/** A question as it is thought of: votes stay where they were given, whatever is merged. */
interface QuestionModel {
  id: string;
  author: Student;
  state: QuestionState;
  /** Before it was dismissed or merged. */
  before: 'pending' | 'published' | 'answered';
  into: QuestionModel | undefined;
  votes: Set<Student>;
  /** Whether everybody could ever see it. */
  wasSeen: boolean;
}

interface Model {
  moderated: boolean;
  questions: QuestionModel[];
}

type Step = fc.AsyncCommand<Model, QuestionClass>;

const below = (model: Model, top: QuestionModel): QuestionModel[] =>
  model.questions.filter(({ into }) => into === top).flatMap((one) => [one, ...below(model, one)]);

function upvotesOf(model: Model, top: QuestionModel): number {
  if (top.state === 'merged') return 0;
  const voters = new Set([top, ...below(model, top)].flatMap(({ votes }) => [...votes]));
  voters.delete(top.author);
  return voters.size;
}

const canVote = ({ state }: QuestionModel): boolean => isOpen(state);
const settled = ({ state, before }: QuestionModel): QuestionModel['before'] => {
  if (state === 'dismissed' || state === 'merged') return before;
  return state === 'pending' || state === 'answered' ? state : 'published';
};

function show(question: QuestionModel, state: QuestionState): void {
  question.state = state;
  question.into = undefined;
  if (isOpen(state)) question.wasSeen = true;
}

/** What taking back does to a question; undefined: there is nothing to take back. */
function restored({ moderated }: Model, question: QuestionModel): QuestionState | undefined {
  switch (question.state) {
    case 'dismissed':
    case 'merged':
      return question.before;
    case 'answering':
    case 'answered':
      return 'published';
    case 'published':
      return moderated ? 'pending' : undefined;
    default:
      return undefined;
  }
}

/** What must come of voting: the code of a refusal, or `done`. */
function voteOutcome({ state, wasSeen }: QuestionModel): string {
  if (state === 'merged' && wasSeen) return 'conflict';
  return isOpen(state) ? 'done' : 'not_found';
}

/** Everything that can happen to questions, and what must come of it. */
function stepsOf(happened: Map<string, number>): fc.Arbitrary<Step>[] {
  const step = (
    kind: string,
    about: string,
    run: (model: Model, real: QuestionClass) => Promise<void>,
  ): Step => ({
    check: () => true,
    toString: () => `${kind} ${about}`,
    async run(model, real) {
      happened.set(kind, (happened.get(kind) ?? 0) + 1);
      await run(model, real);
      await agree(model, real);
    },
  });
  const student = fc.constantFrom(...students);
  const place = fc.nat({ max: 5 });
  const pick = ({ questions }: Model, at: number): QuestionModel | undefined =>
    questions.length === 0 ? undefined : questions[at % questions.length];
  const about = (
    kind: string,
    run: (model: Model, real: QuestionClass, question: QuestionModel) => Promise<void>,
  ): fc.Arbitrary<Step> =>
    place.map((at) =>
      step(kind, `${at}`, async (model, real) => {
        const question = pick(model, at);
        if (question) await run(model, real, question);
      }),
    );
  const byStudent = (
    kind: string,
    run: (model: Model, real: QuestionClass, question: QuestionModel, name: Student) => Promise<void>,
  ): fc.Arbitrary<Step> =>
    fc.tuple(student, place).map(([name, at]) =>
      step(kind, `${name} ${at}`, async (model, real) => {
        const question = pick(model, at);
        if (question) await run(model, real, question, name);
      }),
    );
  /** Staff do something that either is refused or changes the model. */
  const staff = (
    kind: string,
    input: object,
    change: (model: Model, question: QuestionModel) => string,
  ): fc.Arbitrary<Step> =>
    about(kind, async (model, real, question) => {
      const outcome = await outcomeOf(real.asStaff(kind, question, input));
      same(outcome, change(model, question));
    });

  return [
    student.map((name) =>
      step('ask', name, async (model, real) => {
        const { id } = await real.ask(name, `Question ${model.questions.length + 1}?`);
        const state = model.moderated ? 'pending' : 'published';
        model.questions.push({
          ...{ id, state, author: name, into: undefined, votes: new Set() },
          before: 'published',
          wasSeen: !model.moderated,
        });
      }),
    ),
    byStudent('upvote', async (model, real, question, name) => {
      const expected = question.author === name ? 'conflict' : voteOutcome(question);
      same(await outcomeOf(real.upvote(name, question)), expected);
      const group = [question, ...below(model, question)];
      if (expected === 'done' && !group.some(({ votes }) => votes.has(name))) question.votes.add(name);
    }),
    byStudent('upvote-twice', async (model, real, question, name) => {
      const group = [question, ...below(model, question)];
      const expected = question.author === name ? 'conflict' : voteOutcome(question);
      const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(real.upvote(name, question))));
      same(outcomes, [expected, expected, expected]);
      if (expected === 'done' && !group.some(({ votes }) => votes.has(name))) question.votes.add(name);
    }),
    byStudent('take-back', async (model, real, question, name) => {
      const expected = voteOutcome(question);
      same(await outcomeOf(real.takeBack(name, question)), expected);
      if (expected === 'done')
        for (const { votes } of [question, ...below(model, question)]) votes.delete(name);
    }),
    byStudent('withdraw', async (model, real, question, name) => {
      const { author, state } = question;
      const isTheirs = author === name;
      const expected = isTheirs
        ? state === 'dismissed'
          ? 'conflict'
          : 'done'
        : isOpen(state)
          ? 'forbidden'
          : 'not_found';
      same(await outcomeOf(real.withdraw(name, question)), expected);
      if (expected !== 'done' || state === 'withdrawn') return;
      for (const one of model.questions) if (one.into === question) show(one, one.before);
      show(question, 'withdrawn');
    }),
    fc.tuple(place, place).map(([from, to]) =>
      step('merge', `${from} ${to}`, async (model, real) => {
        const [question, into] = [pick(model, from), pick(model, to)];
        if (!question || !into) return;
        const isGone = ({ state }: QuestionModel): boolean => state === 'dismissed' || state === 'merged';
        const expected = ((): string => {
          if (question.state === 'withdrawn') return 'not_found';
          if (question === into) return 'conflict';
          if (into.state === 'withdrawn') return 'not_found';
          if (isGone(question) || isGone(into)) return 'conflict';
          return isOpen(question.state) && !isOpen(into.state) ? 'conflict' : 'done';
        })();
        same(await outcomeOf(real.asStaff('merge', question, { intoId: into.id })), expected);
        if (expected !== 'done') return;
        question.before = settled(question);
        question.state = 'merged';
        question.into = into;
      }),
    ),
    staff('dismiss', { reason: 'So.' }, (_model, question) => {
      if (question.state === 'withdrawn') return 'not_found';
      if (question.state === 'merged') return 'conflict';
      question.before = settled(question);
      question.state = 'dismissed';
      return 'done';
    }),
    staff('restore', {}, (model, question) => {
      if (question.state === 'withdrawn') return 'not_found';
      const state = restored(model, question);
      if (state === undefined) return 'conflict';
      show(question, state);
      return 'done';
    }),
    staff('publish', {}, (_model, question) => {
      if (question.state === 'withdrawn') return 'not_found';
      if (isOpen(question.state)) return 'done';
      if (question.state !== 'pending') return 'conflict';
      show(question, 'published');
      return 'done';
    }),
    staff('answer', { text: 'So.' }, (_model, question) => {
      if (question.state === 'withdrawn') return 'not_found';
      if (!canVote(question)) return 'conflict';
      show(question, 'answered');
      return 'done';
    }),
    staff('answer-now', {}, (model, question) => {
      if (question.state === 'withdrawn') return 'not_found';
      if (!canVote(question) || question.state === 'answered') return 'conflict';
      for (const one of model.questions) if (one.state === 'answering') one.state = 'published';
      question.state = 'answering';
      return 'done';
    }),
  ];
}

/** What each of three views has, thought of and found. */
async function agree(model: Model, real: QuestionClass): Promise<void> {
  const inOrder = model.questions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const desk = await real.desk();
  same(
    desk.questions.map(({ id, state, upvotes, mergedInto }) => ({ id, state, upvotes, mergedInto })),
    inOrder
      .filter(({ state }) => state !== 'withdrawn')
      .map((one) => ({
        ...{ id: one.id, state: one.state, upvotes: upvotesOf(model, one) },
        mergedInto: one.into?.id ?? null,
      })),
  );
  for (const name of students) {
    const { questions, own, voted } = await real.list(name);
    same(
      questions.map(({ id, state, upvotes, merged }) => ({ id, state, upvotes, merged })),
      inOrder.filter(canVote).map((one) => ({
        ...{ id: one.id, state: one.state, upvotes: upvotesOf(model, one) },
        merged: below(model, one)
          .filter(({ wasSeen }) => wasSeen)
          .map(({ id }) => id)
          .sort(),
      })),
    );
    same(
      own.map(({ id, state }) => [id, state]),
      inOrder.filter(({ author }) => author === name).map(({ id, state }) => [id, state]),
    );
    same(
      voted,
      inOrder.filter(({ votes }) => votes.has(name)).map(({ id }) => id),
    );
  }
}

/** The kinds of step that a run must have taken, so that it proves something. */
export const stepKinds = [
  'answer',
  'answer-now',
  'ask',
  'dismiss',
  'merge',
  'publish',
  'restore',
  'take-back',
  'upvote',
  'upvote-twice',
  'withdraw',
] as const;

export interface ModelRun {
  /** How often each kind of step was taken. */
  happened: ReadonlyMap<string, number>;
  steps: number;
}

/**
 * Runs sessions of three students against a model of what is promised, in any order of whatever can happen to
 * questions, and compares what students and staff are shown after each step.
 *
 * @throws Error with the seed and the shortest sequence that goes wrong
 */
export async function runQnaModel(
  rooms: Rooms,
  { runs, most, seed }: { runs: number; most: number; seed?: number },
): Promise<ModelRun> {
  const happened = new Map<string, number>();
  const [ask, ...others] = stepsOf(happened) as [fc.Arbitrary<Step>, ...fc.Arbitrary<Step>[]];
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.noBias(fc.commands([ask, ask, ask, ...others], { maxCommands: most, size: 'max' })),
      async (moderated, commands) => {
        const real = await aQuestionClass(rooms, { students, moderated });
        const model: Model = { moderated, questions: [] };
        await fc.asyncModelRun(() => ({ model, real }), commands);
        rooms.announced.length = 0;
      },
    ),
    { numRuns: runs, endOnFailure: false, ...(seed !== undefined && { seed }) },
  );
  return { happened, steps: [...happened.values()].reduce((sum, times) => sum + times, 0) };
}
