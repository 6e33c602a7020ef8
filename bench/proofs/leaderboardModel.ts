import { deepStrictEqual as same } from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pointsFor, type Board } from '#features/leaderboard/contract.ts';
import { polls, type DeskPoll } from '#features/polls/contract.ts';
import { outcomeOf } from '../../tests/support/academy.ts';
import {
  aBoardClass,
  rebuildFromLedger,
  standingsFrom,
  type BoardClass,
} from '../../tests/support/leaderboards.ts';
import { aKey } from '../../tests/support/polls.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

const students = ['amara', 'jonas', 'mina', 'zoe'] as const;
type Student = (typeof students)[number];

/** A round of a question: who answered right, and how long after its opening. */
interface Round {
  quiz: DeskPoll;
  questionId: string;
  session: number;
  isAnonymous: boolean;
  state: 'open' | 'revealed';
  right: Map<Student, number>;
}

/** The boards as they are thought of: a page on which every payment stands, and who is to be seen how. */
interface Model {
  rounds: Round[];
  /** Questions that were shown once: they pay no more. */
  spent: Set<string>;
  page: { session: number; name: Student; points: number }[];
  off: Set<number>;
  out: Set<Student>;
  gone: Set<Student>;
  pseudonyms: Map<Student, string>;
}

interface Real {
  school: BoardClass;
  sessionIds: readonly [string, string];
}

type Step = fc.AsyncCommand<Model, Real>;

const canAct = ({ gone }: Model, name: Student): boolean => !gone.has(name);

function pay(model: Model, { questionId, session, isAnonymous, right }: Round): void {
  if (isAnonymous || model.spent.has(questionId)) return;
  model.spent.add(questionId);
  if (model.off.has(session)) return;
  for (const [name, afterMs] of right) {
    if (model.gone.has(name) || model.out.has(name)) continue;
    model.page.push({ session, name, points: pointsFor({ afterMs, seconds: null }) });
  }
}

/** Everything that can happen to boards, and what must come of it. */
function stepsOf(happened: Map<string, number>): fc.Arbitrary<Step>[] {
  const step = (
    kind: string,
    about: unknown,
    session: number,
    run: (model: Model, school: BoardClass) => Promise<void>,
  ): Step => ({
    check: () => true,
    toString: () => `${kind} ${JSON.stringify(about)} in ${session}`,
    async run(model, { school, sessionIds }) {
      happened.set(kind, (happened.get(kind) ?? 0) + 1);
      school.school.sessionId = sessionIds[session]!;
      await run(model, school);
      await agree(model, { school, sessionIds });
    },
  });
  const inSession = fc.nat({ max: 1 });
  const who = fc.constantFrom(...students);
  const at = fc.nat({ max: 4 });
  const pick = ({ rounds }: Model, place: number): Round | undefined =>
    rounds.length === 0 ? undefined : rounds[rounds.length - 1 - (place % rounds.length)];

  const asking = fc.tuple(inSession, fc.nat({ max: 4 })).map(([session, chance]) => {
    const isAnonymous = chance === 0;
    return step('ask', { isAnonymous }, session, async (model, school) => {
      const quiz = await school.quiz(isAnonymous ? { anonymity: 'anonymous' } : {});
      const round = { quiz, questionId: quiz.id, session, isAnonymous };
      model.rounds.push({ ...round, state: 'open', right: new Map() });
    });
  });
  const answering = fc
    .tuple(who, at, fc.nat({ max: 2 }), fc.nat({ max: 40 }))
    .map(([name, where, place, seconds]) =>
      step('answer', { name, where, place, seconds }, 0, async (model, school) => {
        const round = pick(model, where);
        if (round?.state !== 'open' || !canAct(model, name)) return;
        const { quiz } = round;
        if (round.isAnonymous) {
          const choice = { optionIds: [quiz.options[1]!.id], ballotKey: aKey() };
          // Of two keys the second is another's.
          await outcomeOf(school.vote(name, quiz, choice));
          return;
        }
        await school.answer(name, quiz, place === 0 ? 0 : 1, seconds * 1_000);
        if (place === 0) round.right.delete(name);
        else round.right.set(name, seconds * 1_000);
      }),
    );
  /** Staff do something with a round of a question. */
  const running = (
    kind: 'reveal' | 'reset' | 'revote',
    change: (model: Model, round: Round, answer: DeskPoll) => void,
  ): fc.Arbitrary<Step> =>
    at.map((where) =>
      step(kind, where, 0, async (model, school) => {
        const round = pick(model, where);
        if (round) change(model, round, await school.asStaff(kind, round.quiz));
      }),
    );
  const reveal = (model: Model, round: Round): void => {
    pay(model, round);
    round.state = 'revealed';
  };

  return [
    asking,
    asking,
    answering,
    answering,
    answering,
    answering,
    running('reveal', reveal),
    running('reveal', reveal),
    running('reset', (_model, round) => {
      round.state = 'open';
      round.right.clear();
    }),
    running('revote', (model, round, quiz) => {
      // It is closed by that, and takes no more votes; its result may still be shown.
      if (round.state === 'open') round.state = 'revealed';
      model.rounds.push({ ...round, quiz, state: 'open', right: new Map() });
    }),
    at.map((where) =>
      step('delivered-again', where, 0, async (model, school) => {
        const round = pick(model, where);
        if (!round || !model.spent.has(round.questionId)) return;
        const right = students.map((name) => ({ personId: school.person(name).userId, afterMs: 0 }));
        const { cohortId, rooms } = school;
        const data = { pollId: round.quiz.id, questionId: round.questionId, cohortId, seconds: null, right };
        await Promise.all(
          Array.from({ length: 5 }, () =>
            rooms.log.write(
              async ({ tell }) =>
                void tell(polls, 'poll:solved', [], { ...data, sessionId: round.quiz.sessionId }),
            ),
          ),
        );
      }),
    ),
    fc
      .tuple(
        inSession,
        who,
        fc.integer({ min: -900, max: 900 }).filter((points) => points !== 0),
      )
      .map(([session, name, points]) =>
        step('adjust', { name, points }, session, async (model, school) => {
          const outcome = await outcomeOf(school.adjust(name, points));
          if (model.gone.has(name)) return same(outcome, 'not_found');
          if (model.off.has(session)) return same(outcome, 'conflict');
          same(outcome, 'done');
          model.page.push({ session, name, points });
        }),
      ),
    fc.tuple(inSession, fc.boolean()).map(([session, on]) =>
      step('switch', on, session, async (model, school) => {
        await school.switchBoard(on);
        if (on) model.off.delete(session);
        else model.off.add(session);
      }),
    ),
    fc.tuple(who, fc.boolean()).map(([name, takesPart]) =>
      step('take-part', { name, takesPart }, 0, async (model, school) => {
        if (!canAct(model, name)) return;
        await school.takePart(name, takesPart);
        if (takesPart) model.out.delete(name);
        else model.out.add(name);
      }),
    ),
    fc.tuple(who, fc.boolean()).map(([name, madeUp]) =>
      step('take-name', { name, madeUp }, 0, async (model, school) => {
        if (!canAct(model, name)) return;
        const pseudonym = await school.takeName(name, madeUp);
        same(pseudonym !== null, madeUp);
        if (pseudonym === null) model.pseudonyms.delete(name);
        else model.pseudonyms.set(name, pseudonym);
      }),
    ),
    fc.tuple(who, fc.boolean()).map(([name, comes]) =>
      step('come-or-go', { name, comes }, 0, async (model, school) => {
        const place = { cohortId: school.cohortId, userId: school.person(name).userId };
        if (comes) await school.act('ines', 'cohorts:enrol', { ...place, role: 'student' });
        else await school.act('ines', 'cohorts:remove', place);
        if (comes) model.gone.delete(name);
        else model.gone.add(name);
      }),
    ),
    fc.tuple(who, at).map(([name, where]) =>
      step('opt-out-while-shown', { name, where }, 0, async (model, school) => {
        const round = pick(model, where);
        if (!round || !canAct(model, name)) return;
        await Promise.all([school.asStaff('reveal', round.quiz), school.takePart(name, false)]);
        // Whichever came first: the ledger says it, and it is on no board in either case.
        const wasPaid = await isPaid(school, round.questionId, name);
        const before = model.page.length;
        reveal(model, round);
        const paid = model.page.splice(before).filter((line) => line.name !== name || wasPaid);
        model.page.push(...paid);
        model.out.add(name);
      }),
    ),
  ];
}

async function isPaid(school: BoardClass, questionId: string, name: Student): Promise<boolean> {
  const { rows } = await sql`
    select 1 as one from points_entry
    where event_id = ${questionId} and person_id = ${school.person(name).userId}`.execute(
    school.rooms.db.query,
  );
  return rows.length > 0;
}

/** What a board must show by the page: everybody there is, from the most points on. */
function expected(model: Model, session?: number): { name: string; student: Student; points: number }[] {
  const sums = new Map<Student, number>();
  for (const line of model.page) {
    if (model.off.has(line.session) || (session !== undefined && line.session !== session)) continue;
    if (model.out.has(line.name) || model.gone.has(line.name)) continue;
    sums.set(line.name, (sums.get(line.name) ?? 0) + line.points);
  }
  return [...sums]
    .map(([student, points]) => ({ student, name: model.pseudonyms.get(student) ?? student, points }))
    .sort((a, b) => b.points - a.points || (a.name < b.name ? -1 : 1));
}

function boardFrom(all: ReturnType<typeof expected>): Board {
  const lines = all.map(({ name, points }) => {
    const rank = 1 + all.filter((other) => other.points > points).length;
    return { rank, name, points };
  });
  return { lines, standings: standingsFrom(new Map(all.map(({ student, points }) => [student, points]))) };
}

/** What each view has, what was told last, and what the ledger comes to: thought of and found. */
async function agree(model: Model, { school, sessionIds }: Real): Promise<void> {
  const { cohortId, rooms } = school;
  const rebuilt = await rebuildFromLedger(rooms, cohortId);
  for (const [session, sessionId] of sessionIds.entries()) {
    const all = expected(model, session);
    const { board, isOn } = await school.board('ines', sessionId);
    same({ board, isOn }, { board: boardFrom(all), isOn: !model.off.has(session) });
    same(board.standings, standingsFrom(rebuilt.sessions.get(sessionId)));
    const told = rooms.announced
      .filter(({ topic, type }) => topic === `session/${sessionId}/board` && type === 'leaderboard:changed')
      .sort((a, b) => a.seq - b.seq);
    if (told.length > 0) same((JSON.parse(told.at(-1)!.data) as { board: Board }).board, board);
    for (const name of students) {
      if (model.gone.has(name)) continue;
      const { own } = await school.board(name, sessionId);
      const points = all.find(({ student }) => student === name)?.points ?? null;
      const pseudonym = model.pseudonyms.get(name) ?? null;
      same(own, { takesPart: !model.out.has(name), pseudonym, points });
    }
  }
  const { board } = await school.cohortBoard();
  same(board, boardFrom(expected(model)));
  same(board.standings, standingsFrom(rebuilt.cohort));
}

/** The kinds of step that a run must have taken, so that it proves something. */
export const stepKinds = [
  'adjust',
  'answer',
  'ask',
  'come-or-go',
  'delivered-again',
  'opt-out-while-shown',
  'reset',
  'reveal',
  'revote',
  'switch',
  'take-name',
  'take-part',
] as const;

export interface ModelRun {
  /** How often each kind of step was taken. */
  happened: ReadonlyMap<string, number>;
  steps: number;
}

/**
 * Runs cohorts of four students with two sessions against a model of what is promised, in any order of whatever can
 * happen to their boards, and compares all that is shown and told after each step.
 *
 * @throws Error with the seed and the shortest sequence that goes wrong
 */
export async function runLeaderboardModel(
  rooms: Rooms,
  { runs, most, seed }: { runs: number; most: number; seed?: number },
): Promise<ModelRun> {
  const happened = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(fc.commands(stepsOf(happened), { maxCommands: most, size: 'max' })),
      async (commands) => {
        const school = await aBoardClass(rooms, students);
        const sessionIds = [school.sessionId, (await school.school.schedule()).session.id] as const;
        const model: Model = {
          ...{ rounds: [], spent: new Set<string>(), page: [], off: new Set<number>() },
          ...{ out: new Set<Student>(), gone: new Set<Student>(), pseudonyms: new Map<Student, string>() },
        };
        await fc.asyncModelRun(() => ({ model, real: { school, sessionIds } }), commands);
        rooms.announced.length = 0;
      },
    ),
    { numRuns: runs, endOnFailure: false, ...(seed !== undefined && { seed }) },
  );
  return { happened, steps: [...happened.values()].reduce((sum, times) => sum + times, 0) };
}
