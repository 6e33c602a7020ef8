import { doorsOpenMinutes, type AgendaItem, type LiveSession } from '../contract.ts';

/** What students have before them, as far as the console has heard. */
export type ClassSees =
  /** That it is planned; its doors are not open yet. */
  | { is: 'planned' }
  | { is: 'waiting-room' }
  /** In a rehearsal staff alone see an item; students see that it is planned, or the waiting room. */
  | { is: 'rehearsal'; item: SeenItem | null }
  | { is: 'item'; item: SeenItem }
  | { is: 'no-item' }
  | { is: 'ended' }
  | { is: 'cancelled' };

export interface SeenItem extends AgendaItem {
  /** Counting from 1. */
  place: number;
  of: number;
}

type Seen = Pick<LiveSession, 'state' | 'startsAt' | 'agenda' | 'currentItemId'>;

export function classSees(session: Seen, nowMs: number): ClassSees {
  switch (session.state) {
    case 'scheduled':
      return Date.parse(session.startsAt) - nowMs > doorsOpenMinutes * 60_000
        ? { is: 'planned' }
        : { is: 'waiting-room' };
    case 'rehearsal':
      return { is: 'rehearsal', item: shownItem(session) };
    case 'live': {
      const item = shownItem(session);
      return item ? { is: 'item', item } : { is: 'no-item' };
    }
    case 'ended':
    case 'cancelled':
      return { is: session.state };
  }
}

export function shownItem({
  agenda,
  currentItemId,
}: Pick<Seen, 'agenda' | 'currentItemId'>): SeenItem | null {
  const at = agenda.findIndex(({ id }) => id === currentItemId);
  const item = agenda[at];
  return item ? { ...item, place: at + 1, of: agenda.length } : null;
}

/** Whether the session is run now, for students or in a rehearsal: items can be shown. */
export function isRun({ state }: Pick<Seen, 'state'>): boolean {
  return state === 'live' || state === 'rehearsal';
}

/** Begun so much too early, it is asked about once more: a start cannot be taken back. */
const earlyMinutes = doorsOpenMinutes;

export function isEarly({ startsAt }: Pick<Seen, 'startsAt'>, nowMs: number): boolean {
  return Date.parse(startsAt) - nowMs > earlyMinutes * 60_000;
}
