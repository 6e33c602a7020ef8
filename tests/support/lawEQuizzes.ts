import { sql } from 'kysely';
import type { Attempt, OwnQuiz } from '#features/quizzes/contract.ts';
import type { Academy } from './academy.ts';
import { choose, smallQuiz, withHead } from './quizzes.ts';
import type { Rooms } from './rooms.ts';

/** Amara has handed in one attempt and has another one open, when anybody begins to look. */
export const lawQuizzes = { a: withHead(smallQuiz, 'time: 30 minutes', 'attempts: 3', 'release: by hand') };

interface Taken {
  quizId: string;
  handedIn: Attempt;
  open: Attempt;
}

const takenIn = new WeakMap<Academy, Taken>();
/** Which of the two attempts is looked at. */
let looksAt: 'open' | 'handedIn' = 'open';

/** A view without the moment at which it was made. */
export function atRest(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('now' in data)) return data;
  return { ...data, now: null };
}

export async function quizzesBegin(rooms: Rooms, academy: Academy): Promise<void> {
  looksAt = 'open';
  const { cohortId, person } = academy;
  const amara = person('amara');
  const { quizzes } = (await rooms.look(amara, 'quiz:overview', { cohortId })) as { quizzes: OwnQuiz[] };
  const key = { cohortId, quizId: quizzes[0]!.id };
  const start = (): Promise<Attempt> => rooms.perform(amara, 'quiz:start', key) as Promise<Attempt>;
  const answer = (attempt: Attempt, label: 'r' | 'w'): Promise<unknown> => {
    const [asked] = attempt.asked as [Attempt['asked'][0]];
    const given = { itemId: asked.id, answer: choose(asked, label), revision: 1 };
    return rooms.perform(amara, 'quiz:answer', { ...key, attemptId: attempt.id, ...given });
  };
  const first = await start();
  await answer(first, 'w');
  const handedIn = (await rooms.perform(amara, 'quiz:submit', { ...key, attemptId: first.id })) as Attempt;
  const open = await start();
  await answer(open, 'r');
  takenIn.set(academy, { quizId: key.quizId, handedIn, open });
}

const quizKey = (academy: Academy) => ({
  cohortId: academy.cohortId,
  quizId: takenIn.get(academy)!.quizId,
});

/** What the quiz room's views are asked for. */
export const quizzesInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'quiz:overview': ({ cohortId }) => ({ cohortId }),
  'quiz:quiz': quizKey,
  'quiz:attempt': (academy) => ({ ...quizKey(academy), attemptId: takenIn.get(academy)![looksAt].id }),
  'quiz:results': quizKey,
  'quiz:statistics': quizKey,
  'quiz:regrade-preview': quizKey,
  'quiz:gradebook': ({ cohortId }) => ({ cohortId }),
  'quiz:bank': ({ cohortId }) => ({ cohortId, q: '' }),
};

type Act = (academy: Academy, ...more: unknown[]) => Promise<unknown>;

interface QuizzesCase {
  command: string;
  what: string;
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const amara = (...views: string[]): string[] => views.map((name) => `amara ${name}`);
const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));

function actsOf(roomsOf: () => Rooms) {
  const by =
    (name: string, command: string, more: (taken: Taken, academy: Academy) => object = () => ({})): Act =>
    (academy) => {
      const taken = takenIn.get(academy)!;
      const input = { cohortId: academy.cohortId, quizId: taken.quizId, ...more(taken, academy) };
      return roomsOf().perform(academy.person(name), command, input);
    };
  const answerSecond = by('amara', 'quiz:answer', ({ open }) => ({
    attemptId: open.id,
    itemId: open.asked[1]!.id,
    answer: { kind: 'truth', value: true },
    revision: 7,
  }));
  const submit = by('amara', 'quiz:submit', ({ open }) => ({ attemptId: open.id }));
  const release = by('ines', 'quiz:release');
  const mark = by('ines', 'quiz:mark', ({ handedIn }) => ({
    attemptId: handedIn.id,
    itemId: handedIn.asked[0]!.id,
    points: 0.5,
    comment: 'Half.',
  }));
  const pass = (minutes: number): Act => {
    return async (academy) => {
      const { open } = takenIn.get(academy)!;
      await sql`
        update quiz_attempt set started_at = started_at - ${minutes} * interval '1 minute',
          deadline_at = deadline_at - ${minutes} * interval '1 minute',
          late_until = late_until - ${minutes} * interval '1 minute'
        where id = ${open.id}`.execute(roomsOf().db.query);
    };
  };
  return { by, answerSecond, submit, release, mark, pass };
}

/** Every command of the quiz room. */
export function quizzesCases(roomsOf: () => Rooms): QuizzesCase[] {
  const { by, answerSecond, submit, release, mark, pass } = actsOf(roomsOf);
  const late: Act = async (academy) => {
    await pass(31)(academy);
    return undefined;
  };
  const lookAtHandedIn = async (): Promise<void> => {
    looksAt = 'handedIn';
  };
  const otherKey = smallQuiz.replace('(x) r', '( ) r').replace('( ) w', '(x) w');
  return [
    {
      command: 'quiz:start',
      what: 'another attempt begins',
      first: submit,
      act: by('amara', 'quiz:start'),
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results')],
    },
    {
      command: 'quiz:answer',
      what: 'one more item is answered',
      act: answerSecond,
      heard: [
        ...amara('quiz:overview', 'quiz:quiz', 'quiz:attempt'),
        ...staff('quiz:results', 'quiz:attempt'),
      ],
    },
    {
      command: 'quiz:answer',
      what: 'an answer comes after the limit',
      first: late,
      act: answerSecond,
      heard: [
        ...amara('quiz:overview', 'quiz:quiz', 'quiz:attempt'),
        ...staff('quiz:results', 'quiz:attempt'),
      ],
    },
    {
      command: 'quiz:submit',
      what: 'an attempt is handed in, to be released later',
      act: submit,
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results', 'quiz:gradebook')],
    },
    {
      command: 'quiz:submit',
      what: 'an attempt is handed in and released',
      first: release,
      act: submit,
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results', 'quiz:gradebook')],
    },
    { command: 'quiz:release', what: 'results are shown', act: release, heard: [] },
    {
      command: 'quiz:set-rules',
      what: 'the quiz is taken otherwise',
      act: by('ines', 'quiz:set-rules', () => ({ timeLimitMinutes: 60, attempts: 5, release: 'now' })),
      heard: [],
    },
    {
      command: 'quiz:accommodate',
      what: 'a student with an open attempt has more time',
      act: by('ines', 'quiz:accommodate', (_taken, { person }) => ({
        studentId: person('amara').userId,
        extraPercent: 50,
        extraAttempts: 1,
      })),
      heard: [],
    },
    {
      command: 'quiz:accept-late',
      what: 'late answers count',
      first: async (academy) => {
        await late(academy);
        await answerSecond(academy);
        await submit(academy);
      },
      act: by('ines', 'quiz:accept-late', ({ open }) => ({ attemptId: open.id })),
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results')],
    },
    {
      command: 'quiz:mark',
      what: 'points are given by hand',
      first: lookAtHandedIn,
      act: mark,
      heard: staff('quiz:results'),
    },
    {
      command: 'quiz:mark',
      what: 'points are given by hand to what is released',
      first: async (academy) => {
        await release(academy);
        await lookAtHandedIn();
      },
      act: mark,
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results')],
    },
    {
      command: 'quiz:regrade',
      what: 'by another key',
      first: async (academy) => {
        await release(academy);
        await academy.publish([['a', 'b', 'c']], { quizzes: { a: otherKey } });
        await lookAtHandedIn();
      },
      act: by('ines', 'quiz:regrade', () => ({ reason: 'The key was wrong.' })),
      heard: [],
    },
    {
      command: 'quiz:read-block',
      what: 'a block is looked at',
      act: ({ cohortId, person }) =>
        roomsOf().perform(person('ines'), 'quiz:read-block', { cohortId, format: 'block', text: smallQuiz }),
      heard: [],
    },
    {
      command: 'quiz:submit',
      what: 'while somebody looks at what was handed in before',
      first: lookAtHandedIn,
      act: submit,
      heard: [...amara('quiz:overview', 'quiz:quiz'), ...staff('quiz:results', 'quiz:gradebook')],
    },
  ];
}

/** What happens to quizzes in the middle of everything else. */
export function quizzesActs(roomsOf: () => Rooms): Act[] {
  const { by, answerSecond, submit, release, mark } = actsOf(roomsOf);
  return [
    answerSecond,
    submit,
    release,
    mark,
    by('amara', 'quiz:start'),
    by('ines', 'quiz:regrade', () => ({ reason: 'To be sure.' })),
  ];
}
