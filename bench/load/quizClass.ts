import type { LoadPerson } from '#app/seedLoad.ts';
import type { Client } from './client.ts';
import { anyAnswer, attemptIn, quizIdOf, QuizTaker } from './quizTaker.ts';

export interface OpenAttempt {
  taker: QuizTaker;
  attemptId: string;
}

/** A class that has answered the first question of a quiz, and has handed in nothing yet; in the order of the students. */
export async function beginQuiz(
  client: Client,
  students: readonly LoadPerson[],
  key: string,
): Promise<OpenAttempt[]> {
  const quizId = await quizIdOf(client, students[0]!, key);
  const open: OpenAttempt[] = [];
  const waiting = students.entries();
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const work = async (): Promise<void> => {
    for (const [place, student] of waiting) {
      const taker = new QuizTaker(client, student, quizId);
      const attempt = attemptIn(await taker.start());
      const asked = attempt.asked[0]!;
      const answer = anyAnswer(asked, random);
      const { status, body } = await taker.answer(attempt.id, asked.id, { answer, revision: 1 });
      if (status !== 200) throw new Error(`an answer was answered ${status}: ${body}`);
      open[place] = { taker, attemptId: attempt.id };
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return open;
}

/** @throws Error when one of them is refused */
export async function handInAll(open: readonly OpenAttempt[]): Promise<void> {
  const waiting = open.values();
  const work = async (): Promise<void> => {
    for (const { taker, attemptId } of waiting) attemptIn(await taker.submit(attemptId));
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
