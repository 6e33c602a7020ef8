import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { CompletionRule } from '#features/cohorts/contract.ts';
import type { LessonStay } from '../contract.ts';
import type { CompletionState } from './Completion.tsx';

/** What the server answered to this page's own command, until the event tells the same. */
export interface Answered {
  lessonId: string;
  completedAt: string | null;
  /** What the outline said when the command was sent. */
  toldBefore: string | null;
}

interface Known {
  lessonId: string;
  /** What the outline says. */
  told: string | null;
  answered: Answered | undefined;
  /** The newest command for this lesson that has not got through. */
  pending: Pick<PendingCommand, 'name' | 'state' | 'problem'> | undefined;
  /** No connection: what is kept is said to be kept. */
  isAway: boolean;
  /** What completes the lesson; absent while that is not known. */
  rule?: CompletionRule | undefined;
  /** What the reader did in it so far. */
  stay?: Pick<LessonStay, 'isMet' | 'seconds' | 'media'> | undefined;
}

/** How a lesson stands for the reader, from all that is known of it. */
export function completionState(known: Known): CompletionState {
  const { lessonId, told, answered, pending, isAway } = known;
  if (pending) {
    const what = pending.name === 'progress:undo' ? 'undo' : 'complete';
    if (pending.state === 'failed')
      return { state: 'failed', what, sentence: pending.problem?.message ?? '' };
    if (isAway || pending.state === 'needs-confirmation') return { state: 'waiting', what };
    return what === 'undo' ? { state: 'undoing' } : { state: 'sending' };
  }
  // The answer can be here before the event; once the outline has changed, the outline is right.
  const isNewer = answered !== undefined && answered.lessonId === lessonId && answered.toldBefore === told;
  const completedAt = isNewer ? answered.completedAt : told;
  if (completedAt !== null) return { state: 'done', at: completedAt };
  return lackingOf(known) ?? { state: 'open' };
}

/** What is still to be done where something other than the reader's word completes the lesson. */
function lackingOf({ rule, stay }: Known): CompletionState | undefined {
  // Once the rule is met the word is the reader's, who may have taken it back.
  if (!rule || rule.by === 'button' || stay?.isMet) return undefined;
  switch (rule.by) {
    case 'dwell':
      return { state: 'lacking', rule, seconds: stay?.seconds ?? 0 };
    case 'video':
      return { state: 'lacking', rule, watchedPercent: stay?.media[0]?.watchedPercent ?? 0 };
    case 'quiz':
      return { state: 'lacking', rule };
  }
}
