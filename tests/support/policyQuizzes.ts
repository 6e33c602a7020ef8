import type { Attempt } from '#features/quizzes/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';

interface Taken {
  attemptId: string;
  /** The first item, which is a single choice. */
  itemId: string;
  optionId: string;
}

/** Open attempts of three students, and one that Amara has handed in. */
export type QuizzesTaken = Record<'amara' | 'jonas' | 'yusuf' | 'handedIn', Taken>;

export async function quizzesTaken(
  house: TestHouse,
  people: Record<'amara' | 'jonas' | 'yusuf', TestPerson>,
): Promise<QuizzesTaken> {
  const path = ({ cohortId, quizId }: Academy): string =>
    `/api/cohorts/${cohortId}/quizzes/${quizId}/attempts`;
  const begin = async (as: TestPerson, academy: Academy): Promise<Taken> => {
    const { body } = await house.ask('POST', path(academy), { as, body: {} });
    const { id, asked } = (body as { data: Attempt }).data;
    const [first] = asked as [Extract<Attempt['asked'][0], { kind: 'single' }>];
    return { attemptId: id, itemId: first.id, optionId: first.options[0]!.id };
  };
  const handedIn = await begin(people.amara, house.north);
  const address = `${path(house.north)}/${handedIn.attemptId}/submission`;
  await house.ask('POST', address, { as: people.amara, body: {} });
  return {
    handedIn,
    amara: await begin(people.amara, house.north),
    jonas: await begin(people.jonas, house.north),
    yusuf: await begin(people.yusuf, house.south),
  };
}

interface QuizzesExample {
  about: 'the cohort' | 'amara in the cohort';
  input: Record<string, unknown>;
  passes?: string;
  own?: { 'jonas, another student': Record<string, unknown> };
}

/** Something to ask with for every command and view of the quiz room; Jonas has an attempt of his own. */
export function quizzesExamples(
  { cohortId, quizId }: Academy,
  amaraId: string,
  { amara, jonas, handedIn }: QuizzesTaken,
): Record<string, QuizzesExample[]> {
  const quiz = { cohortId, quizId };
  const one = (input: Record<string, unknown>, passes?: string): QuizzesExample[] => [
    { about: 'the cohort', input, ...(passes !== undefined && { passes }) },
  ];
  const { attemptId, itemId } = handedIn;
  return {
    'quiz:start': one(quiz),
    'quiz:answer': [
      {
        about: 'the cohort',
        input: {
          ...quiz,
          attemptId: amara.attemptId,
          itemId: amara.itemId,
          answer: { kind: 'single', optionId: amara.optionId },
          revision: 1,
        },
        own: { 'jonas, another student': { attemptId: jonas.attemptId } },
      },
    ],
    'quiz:submit': [
      {
        about: 'the cohort',
        input: { ...quiz, attemptId: amara.attemptId },
        own: { 'jonas, another student': { attemptId: jonas.attemptId } },
      },
    ],
    'quiz:release': one(quiz),
    'quiz:set-rules': one({ ...quiz, attempts: 50 }),
    'quiz:accommodate': [
      {
        about: 'amara in the cohort',
        input: { ...quiz, studentId: amaraId, extraPercent: 10, extraAttempts: 1 },
      },
    ],
    'quiz:accept-late': one({ ...quiz, attemptId }, '409 conflict'),
    'quiz:mark': one({ ...quiz, attemptId, itemId, points: 1, comment: 'Seen.' }),
    'quiz:regrade': one({ ...quiz, reason: 'To be sure.' }),
    'quiz:read-block': one({ cohortId, format: 'block', text: `key: ${newId()}` }),
    'quiz:overview': one({ cohortId }),
    'quiz:quiz': one(quiz),
    'quiz:attempt': [
      {
        about: 'the cohort',
        input: { ...quiz, attemptId },
        own: { 'jonas, another student': { attemptId: jonas.attemptId } },
      },
    ],
    'quiz:results': one(quiz),
    'quiz:statistics': one(quiz),
    'quiz:regrade-preview': one(quiz),
    'quiz:gradebook': one({ cohortId }),
    'quiz:bank': one({ cohortId }),
    'quiz:export-results': one(quiz),
    'quiz:export-gradebook': one({ cohortId }),
    'quiz:export-qti': one({ ...quiz, version: '2.1' }),
  };
}
