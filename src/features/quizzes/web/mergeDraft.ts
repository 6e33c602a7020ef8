import type { AnswerKept, ItemAnswer } from '../contract.ts';
import { sameAnswer } from './answers.ts';
import type { Draft } from './keptAttempts.ts';

export interface Merged {
  answer: ItemAnswer | null;
  flagged: boolean;
  /** The server has all of it. */
  isThere: boolean;
  /** The answer of this device gives way to a later one. */
  isOverruled: boolean;
}

/**
 * What becomes of a change that is not with the server yet, now that the server says how the item stands. What
 * only one of two devices touched stands as that one left it; of two answers the later one counts.
 *
 * @returns null when the change goes on as it is
 */
export function mergeDraft(draft: Draft, server: AnswerKept): Merged | null {
  const isAnswered = !sameAnswer(draft.answer, draft.base.answer);
  const isNews = !sameAnswer(server.answer, draft.base.answer) && !sameAnswer(server.answer, draft.answer);
  if (server.revision < draft.revision && (isAnswered || !isNews)) return null;

  const isLater = draft.changedAtMs >= Date.parse(server.savedAt);
  const answer = isAnswered && (!isNews || isLater) ? draft.answer : server.answer;
  const flagged = draft.flagged === draft.base.flagged ? server.flagged : draft.flagged;
  return {
    answer,
    flagged,
    isThere: sameAnswer(answer, server.answer) && flagged === server.flagged,
    isOverruled: isAnswered && !sameAnswer(answer, draft.answer),
  };
}
