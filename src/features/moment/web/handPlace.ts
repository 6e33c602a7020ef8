import type { SessionNow } from '../contract.ts';

/** How one's own hand stands. */
export type HandPlace =
  | { is: 'down' }
  | { is: 'called' }
  /** `before`: how many come first; null: that has not been told yet. */
  | { is: 'up'; before: number | null }
  /** So many come first, and more. */
  | { is: 'far'; before: number };

/** One's place in the queue: it is told on another topic than one's hand, so either may be there first. */
export function placeOf({ own: { hand }, queue }: Pick<SessionNow, 'own' | 'queue'>): HandPlace {
  if (!hand) return { is: 'down' };
  if (hand.calledAt !== null) return { is: 'called' };
  const before = queue.nextIds.indexOf(hand.id);
  if (before !== -1) return { is: 'up', before };
  const isCut = queue.waiting > queue.nextIds.length;
  return isCut ? { is: 'far', before: queue.nextIds.length } : { is: 'up', before: null };
}
