import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
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
}

/** How a lesson stands for the reader, from all that is known of it. */
export function completionState({ lessonId, told, answered, pending, isAway }: Known): CompletionState {
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
  return completedAt === null ? { state: 'open' } : { state: 'done', at: completedAt };
}
