import type { AttemptLine, OwnQuiz, Score } from '../contract.ts';

/** What a student can do with a quiz now. */
export type QuizStance =
  | { state: 'not-yet'; opensAt: string | null }
  | { state: 'in-progress'; attempt: AttemptLine }
  | { state: 'open' }
  | { state: 'used-up' }
  | { state: 'closed' };

type Standing = Pick<OwnQuiz, 'state' | 'rules' | 'attempts' | 'attemptsLeft'>;

/** @param nowMs by the server's clock: a page that stays open goes on with the time */
export function stanceOf({ state, rules, attempts, attemptsLeft }: Standing, nowMs: number): QuizStance {
  const open = attempts.find((attempt) => attempt.state === 'open');
  if (open) return { state: 'in-progress', attempt: open };
  const hasOpened = rules.opensAt === null ? state !== 'not-yet' : Date.parse(rules.opensAt) <= nowMs;
  if (!hasOpened) return { state: 'not-yet', opensAt: rules.opensAt };
  const hasClosed = rules.closesAt === null ? state === 'closed' : Date.parse(rules.closesAt) <= nowMs;
  if (hasClosed) return { state: 'closed' };
  return attemptsLeft === 0 ? { state: 'used-up' } : { state: 'open' };
}

export type Outcome =
  | { state: 'none' }
  /** Handed in, and not shown yet. */
  | { state: 'held'; attempt: AttemptLine }
  | { state: 'released'; attempt: AttemptLine; score: Score };

/** The newest attempt that is over. */
export function outcomeOf(attempts: OwnQuiz['attempts']): Outcome {
  const over = attempts.filter(({ state }) => state !== 'open');
  const newest = over.reduce<(typeof over)[number] | undefined>(
    (best, one) => (best && best.number > one.number ? best : one),
    undefined,
  );
  if (!newest) return { state: 'none' };
  return newest.state === 'released' && newest.score
    ? { state: 'released', attempt: newest, score: newest.score }
    : { state: 'held', attempt: newest };
}
