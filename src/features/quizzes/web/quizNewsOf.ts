import type { OwnQuiz, Score } from '../contract.ts';
import { outcomeOf, stanceOf } from './quizStance.ts';

export type QuizNewsLine = { quiz: OwnQuiz } & (
  | { state: 'under-way'; answered: number; items: number }
  | { state: 'closes'; at: string }
  | { state: 'graded'; attemptId: string; score: Score }
  | { state: 'held'; attemptId: string }
);

/** A result is news for so long after the attempt was handed in. */
const newsForMs = 14 * 24 * 3_600_000;
/** A quiz that closes later than this presses nobody yet. */
const closesWithinMs = 7 * 24 * 3_600_000;

const rank = { 'under-way': 0, closes: 1, graded: 2, held: 3 } as const;

/** What is under way, what closes soon and was not taken, what has a result; the most pressing first. */
export function newsOf(quizzes: readonly OwnQuiz[], nowMs: number): QuizNewsLine[] {
  return quizzes
    .flatMap((quiz) => lineOf(quiz, nowMs) ?? [])
    .sort((a, b) => rank[a.state] - rank[b.state] || closing(a) - closing(b));
}

function lineOf(quiz: OwnQuiz, nowMs: number): QuizNewsLine | null {
  const stance = stanceOf(quiz, nowMs);
  if (stance.state === 'in-progress') {
    const { answered, items } = stance.attempt;
    return { quiz, state: 'under-way', answered, items };
  }
  const outcome = outcomeOf(quiz.attempts);
  if (outcome.state !== 'none') {
    const { id: attemptId, submittedAt } = outcome.attempt;
    const isNews = submittedAt !== null && nowMs - Date.parse(submittedAt) < newsForMs;
    if (!isNews) return null;
    return outcome.state === 'released'
      ? { quiz, state: 'graded', attemptId, score: outcome.score }
      : { quiz, state: 'held', attemptId };
  }
  const at = quiz.rules.closesAt;
  const isSoon = at !== null && Date.parse(at) - nowMs < closesWithinMs;
  return stance.state === 'open' && isSoon ? { quiz, state: 'closes', at } : null;
}

function closing(line: QuizNewsLine): number {
  return line.state === 'closes' ? Date.parse(line.at) : 0;
}
