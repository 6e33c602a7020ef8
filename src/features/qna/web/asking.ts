import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { questionLimits, type Anonymity, type OwnQuestion } from '../contract.ts';

/** A question of one's own that is not with the server yet. */
export interface Unsent {
  commandId: string;
  question: string;
  state: 'sending' | 'waiting' | 'asks' | 'failed';
  reason: string;
}

/**
 * What was asked in this session and has not got through, oldest first. The event can be here before the
 * answer: what is listed already is not shown a second time.
 */
export function unsentOf(
  pending: readonly PendingCommand[],
  { sessionId, own, isAway }: { sessionId: string; own: readonly OwnQuestion[]; isAway: boolean },
): Unsent[] {
  return pending.flatMap(({ commandId, name, input, state, problem }) => {
    if (name !== 'qa:ask' || input['sessionId'] !== sessionId) return [];
    const question = String(input['text']);
    if (state === 'sending' && own.some((one) => one.question === question)) return [];
    const shown = state === 'needs-confirmation' ? 'asks' : state === 'sending' && isAway ? 'waiting' : state;
    return [{ commandId, question, state: shown, reason: problem?.message ?? '' }];
  });
}

/** How many characters may still be typed; below 0 there are too many. Blanks around do not count. */
export function charactersLeft(text: string): number {
  return questionLimits.questionLength - text.trim().length;
}

/** From whom the name is hidden, as the asker has chosen and the session allows. */
export function hiddenFrom(anonymity: Anonymity, withoutName: boolean): Anonymity {
  return withoutName ? anonymity : 'none';
}

/** Whether a question may be put differently still. */
export function mayEdit({ state, editableUntil }: OwnQuestion, nowMs: number): boolean {
  if (editableUntil === null) return state === 'pending';
  return nowMs < Date.parse(editableUntil);
}

/** Whether there is something left to take away: what staff dismissed stays with them. */
export function mayWithdraw({ state }: OwnQuestion): boolean {
  return state !== 'dismissed' && state !== 'withdrawn';
}
