import { deepStrictEqual as same } from 'node:assert/strict';
import fc from 'fast-check';
import type { DeskPoll, OwnBallot, PollAnonymity, PollResults } from '#features/polls/contract.ts';
import { closeLapsed } from '#features/polls/server/closing.ts';
import { outcomeOf } from '../../tests/support/academy.ts';
import { aPollClass, countsOf, type PollClass } from '../../tests/support/polls.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

const students = ['amara', 'jonas', 'mina'] as const;
type Student = (typeof students)[number];

/** A poll as it is thought of: who has voted for which place, and under which key where nobody may know. */
interface PollModel {
  poll: DeskPoll;
  results: PollResults;
  anonymity: PollAnonymity;
  state: 'draft' | 'open' | 'closed';
  /** Its time is over, whether or not it was closed for that. */
  isPast: boolean;
  hasTime: boolean;
  revealed: boolean;
  edition: number;
  revoteOf: string | null;
  ballots: Map<Student, { place: number; key: string }>;
}

interface Model {
  polls: PollModel[];
  /** The session is over. */
  isOver: boolean;
}

type Step = fc.AsyncCommand<Model, PollClass>;

const keyOf = (name: Student, which: number): string => `${name}-${which}-`.padEnd(22, 'k');

const fresh = (poll: DeskPoll, more: Partial<PollModel>): PollModel => ({
  ...{ poll, results: poll.results, anonymity: poll.anonymity, state: 'open', isPast: false },
  ...{ hasTime: poll.seconds !== null, revealed: false, edition: 1, revoteOf: null, ballots: new Map() },
  ...more,
});

function close(poll: PollModel): void {
  poll.state = 'closed';
}

/** What must come of a vote: the code of a refusal, or `done`. */
function voteOutcome(poll: PollModel, name: Student, key: string): string {
  if (poll.state === 'draft') return 'not_found';
  if (poll.state === 'closed' || poll.isPast) return 'conflict';
  const ballot = poll.ballots.get(name);
  return poll.anonymity === 'anonymous' && ballot && ballot.key !== key ? 'conflict' : 'done';
}

/** Everything that can happen to polls, and what must come of it. */
function stepsOf(happened: Map<string, number>): fc.Arbitrary<Step>[] {
  const step = (
    kind: string,
    about: string,
    run: (model: Model, real: PollClass) => Promise<void>,
  ): Step => ({
    check: () => true,
    toString: () => `${kind} ${about}`,
    async run(model, real) {
      happened.set(kind, (happened.get(kind) ?? 0) + 1);
      await run(model, real);
      await agree(model, real);
    },
  });
  const at = fc.nat({ max: 5 });
  const pick = ({ polls }: Model, place: number): PollModel | undefined =>
    polls.length === 0 ? undefined : polls[polls.length - 1 - (place % polls.length)];
  const how = fc.constantFrom(
    ...([
      { results: 'on-reveal', anonymity: 'confidential' },
      { results: 'live', anonymity: 'named' },
      { results: 'staff', anonymity: 'confidential' },
      { results: 'on-reveal', anonymity: 'anonymous', seconds: 600 },
      { results: 'live', anonymity: 'confidential', seconds: 600 },
    ] as const),
  );
  const writing = (kind: 'launch' | 'draft') =>
    how.map((written) =>
      step(kind, JSON.stringify(written), async (model, real) => {
        const work = kind === 'launch' ? real.launch(written) : real.draft(written);
        if (model.isOver) return same(await outcomeOf(work), 'conflict');
        model.polls.push(fresh(await work, { state: kind === 'launch' ? 'open' : 'draft' }));
      }),
    );
  /** Staff do something that either is refused or changes the model. */
  const staff = (
    kind: string,
    input: object,
    change: (model: Model, poll: PollModel, answer: () => DeskPoll) => string,
  ): fc.Arbitrary<Step> =>
    at.map((place) =>
      step(kind, `${place}`, async (model, real) => {
        const poll = pick(model, place);
        if (!poll) return;
        let answer: DeskPoll | undefined;
        const outcome = await outcomeOf(
          real.asStaff(kind, poll.poll, input).then((given) => {
            answer = given;
          }),
        );
        same(
          outcome,
          change(model, poll, () => answer!),
        );
      }),
    );
  const voting = (kind: 'vote' | 'vote-from-windows' | 'vote-with-another-key') =>
    fc.tuple(fc.constantFrom(...students), at, fc.nat({ max: 2 })).map(([name, where, place]) =>
      step(kind, `${name} ${where} ${place}`, async (model, real) => {
        const poll = pick(model, where);
        if (!poll) return;
        const key = keyOf(name, kind === 'vote-with-another-key' ? 1 : 0);
        const optionIds = [poll.poll.options[place]!.id];
        const expected = voteOutcome(poll, name, key);
        const windows = kind === 'vote-from-windows' ? 3 : 1;
        const outcomes = await Promise.all(
          Array.from({ length: windows }, () =>
            outcomeOf(real.vote(name, poll.poll, { optionIds, ballotKey: key })),
          ),
        );
        same(
          outcomes,
          outcomes.map(() => expected),
        );
        if (expected === 'done') poll.ballots.set(name, { place, key });
      }),
    );

  return [
    writing('launch'),
    writing('draft'),
    voting('vote'),
    voting('vote'),
    voting('vote-from-windows'),
    voting('vote-with-another-key'),
    staff('open', {}, ({ isOver }, poll) => {
      if (isOver || poll.state !== 'draft') return 'conflict';
      poll.state = 'open';
      return 'done';
    }),
    staff('close', {}, (_model, poll) => {
      if (poll.state === 'draft') return 'conflict';
      close(poll);
      return 'done';
    }),
    staff('reveal', {}, (_model, poll) => {
      if (poll.state === 'draft' || poll.results === 'staff') return 'conflict';
      close(poll);
      poll.revealed = true;
      return 'done';
    }),
    staff('reset', {}, ({ isOver }, poll) => {
      if (isOver || poll.state === 'draft') return 'conflict';
      Object.assign(poll, { state: 'open', isPast: false, revealed: false, edition: poll.edition + 1 });
      poll.hasTime = poll.poll.seconds !== null;
      poll.ballots.clear();
      return 'done';
    }),
    staff('revote', {}, (model, poll, answer) => {
      if (model.isOver || poll.state === 'draft') return 'conflict';
      close(poll);
      model.polls.push(fresh(answer(), { revoteOf: poll.poll.id }));
      return 'done';
    }),
    staff('countdown', { seconds: 300 }, (_model, poll) => {
      if (poll.state !== 'open' || poll.isPast) return 'conflict';
      poll.hasTime = true;
      return 'done';
    }),
    at.map((place) =>
      step('time-runs-out', `${place}`, async (model, real) => {
        const poll = pick(model, place);
        if (poll?.state !== 'open' || !poll.hasTime) return;
        await real.runOut(poll.poll);
        poll.isPast = true;
      }),
    ),
    fc.constant(
      step('lapse', '', async (model, real) => {
        await closeLapsed({ db: real.rooms.db.query, log: real.rooms.log });
        for (const poll of model.polls) if (poll.state === 'open' && poll.isPast) close(poll);
      }),
    ),
  ];
}

/** Rarely, and then nothing is asked any more. */
const ending = (happened: Map<string, number>): Step => ({
  check: ({ isOver, polls }) => !isOver && polls.length > 4,
  toString: () => 'session-ends',
  async run(model, real) {
    happened.set('session-ends', (happened.get('session-ends') ?? 0) + 1);
    await real.school.asStaff('session:end');
    model.isOver = true;
    for (const poll of model.polls) if (poll.state === 'open') close(poll);
    await agree(model, real);
  },
});

const countsIn = ({ ballots }: PollModel): number[] =>
  [0, 1, 2].map((place) => [...ballots.values()].filter((ballot) => ballot.place === place).length);

/** What each view has, thought of and found. */
async function agree(model: Model, real: PollClass): Promise<void> {
  const inOrder = model.polls.toSorted((a, b) => (a.poll.id < b.poll.id ? -1 : 1));
  const facts = ({ poll, state, edition, ballots, revoteOf }: PollModel) => ({
    ...{ id: poll.id, state, edition, revoteOf, voters: ballots.size },
  });
  const seen = ({ id, state, edition, revoteOf, voters }: ReturnType<typeof facts>) => ({
    ...{ id, state, edition, revoteOf, voters },
  });
  const desk = await real.desk();
  same(
    desk.polls.map((poll) => ({ ...seen(poll), counts: countsOf(poll) })),
    inOrder.map((poll) => {
      const isCounted = poll.state === 'closed' || (poll.state === 'open' && poll.anonymity !== 'anonymous');
      return { ...facts(poll), counts: isCounted ? countsIn(poll) : null };
    }),
  );
  const asked = inOrder.filter(({ state }) => state !== 'draft');
  for (const name of students) {
    const { polls, own } = await real.list(name);
    same(
      polls.map((poll) => ({ ...seen(poll), counts: countsOf(poll) })),
      asked.map((poll) => ({
        ...facts(poll),
        counts: poll.results === 'live' || poll.revealed ? countsIn(poll) : null,
      })),
    );
    same(own.map(chosen), asked.flatMap(ownIn(name)));
  }
}

const chosen = ({ pollId, edition, choice }: OwnBallot) => ({
  ...{ pollId, edition, optionIds: choice && choice.optionIds },
});

const ownIn =
  (name: Student) =>
  ({ poll, ballots, edition, anonymity }: PollModel) => {
    const ballot = ballots.get(name);
    if (!ballot) return [];
    const optionIds = anonymity === 'anonymous' ? null : [poll.options[ballot.place]!.id];
    return [{ pollId: poll.id, edition, optionIds }];
  };

/** The kinds of step that a run must have taken, so that it proves something. */
export const stepKinds = [
  'close',
  'countdown',
  'draft',
  'lapse',
  'launch',
  'open',
  'reset',
  'reveal',
  'revote',
  'session-ends',
  'time-runs-out',
  'vote',
  'vote-from-windows',
  'vote-with-another-key',
] as const;

export interface ModelRun {
  /** How often each kind of step was taken. */
  happened: ReadonlyMap<string, number>;
  steps: number;
}

/**
 * Runs sessions of three students against a model of what is promised, in any order of whatever can happen to polls,
 * and compares what students and staff are shown after each step.
 *
 * @throws Error with the seed and the shortest sequence that goes wrong
 */
export async function runPollsModel(
  rooms: Rooms,
  { runs, most, seed }: { runs: number; most: number; seed?: number },
): Promise<ModelRun> {
  const happened = new Map<string, number>();
  const steps = stepsOf(happened);
  const [launch] = steps as [fc.Arbitrary<Step>];
  const all = [launch, ...steps, fc.constant(ending(happened))];
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.commands(all, { maxCommands: most, size: 'max' })), async (commands) => {
      const real = await aPollClass(rooms, students);
      await real.school.asStaff('session:start');
      await fc.asyncModelRun(() => ({ model: { polls: [], isOver: false }, real }), commands);
      rooms.announced.length = 0;
    }),
    { numRuns: runs, endOnFailure: false, ...(seed !== undefined && { seed }) },
  );
  return { happened, steps: [...happened.values()].reduce((sum, times) => sum + times, 0) };
}
