import { placedQuizzes } from '#features/quizzes/server/catalogueStore.ts';
import { askedOf } from '#features/quizzes/server/grading/asked.ts';
import { rightAnswer } from '#features/quizzes/server/grading/rightAnswer.ts';
import { restoreAttempts, type AttemptToRestore } from '#features/quizzes/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { guess } from './quizAnswers.ts';
import { seededRandom } from './simulator.ts';

interface LearnedCourse {
  cohortId: string;
  courseId: string;
  version: number;
  /** In their order. */
  lessonIds: readonly string[];
}

interface Learner {
  id: string;
  /** How many lessons, from the first one. */
  completed: number;
}

const minuteMs = 60_000;

/** How often somebody is right: what they know, less how hard the item is, more the second time. */
function chanceOf(ability: number, key: string, number: number): number {
  const hardness = [...key].reduce((sum, letter) => (sum * 7 + letter.charCodeAt(0)) % 100, 0) / 250;
  return ability - hardness + (number - 1) * 0.2;
}

/**
 * What the class has done of its quizzes so far: whoever has completed the lesson before has taken the quiz,
 * some of them twice. The last quiz nobody has taken yet.
 */
export async function takeQuizzes(
  tx: Tx,
  { cohortId, courseId, version, lessonIds }: LearnedCourse,
  learners: readonly Learner[],
  now: Date,
): Promise<void> {
  const random = seededRandom('what the class knows');
  const abilities = new Map(learners.map(({ id }) => [id, 0.5 + random() * 0.6]));
  const [first, second] = await placedQuizzes(tx, { courseId, version });
  const after = (lessonId: string) => lessonIds.indexOf(lessonId) + 1;
  for (const [quiz, least] of [
    [first, first && after(first.lessonId)],
    // The keenest look ahead.
    [second, 8],
  ] as const) {
    if (!quiz || least === undefined) continue;
    const attempts = learners
      .filter(({ completed }) => completed >= least)
      .flatMap(({ id }) => attemptsOf(id, abilities.get(id)!, now, random));
    await restoreAttempts(tx, { cohortId, quizId: quiz.id }, attempts, random);
  }
}

function attemptsOf(studentId: string, ability: number, now: Date, random: () => number): AttemptToRestore[] {
  let startedMs = now.getTime() - (2 + random() * 40) * 60 * minuteMs;
  return Array.from({ length: random() < 0.25 ? 2 : 1 }, (_, index) => {
    const number = index + 1;
    const submittedMs = startedMs + (3 + random() * 9) * minuteMs;
    const attempt: AttemptToRestore = {
      studentId,
      number,
      startedAt: new Date(startedMs),
      submittedAt: new Date(submittedMs),
      answer(kept) {
        if (random() < chanceOf(ability, kept.item.key, number)) return rightAnswer(kept);
        return random() < 0.05 ? null : guess(askedOf('', kept, { shufflesOptions: true, random }), random);
      },
    };
    startedMs = submittedMs + (5 + random() * 50) * minuteMs;
    return attempt;
  });
}
