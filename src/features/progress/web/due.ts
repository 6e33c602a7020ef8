import { daysBetween, dayIn } from '#kernel/zonedTime.ts';

/** How a moment is said to somebody in one zone, when it was set in another. */
export interface DueWords {
  /** Of the reader's calendar. */
  day: 'yesterday' | 'today' | 'tomorrow' | 'other';
  /**
   * The other zone's clock, where it shows another time at that moment: on the reader's day, or on another one.
   * Null where both clocks show the same.
   */
  elsewhere: 'same-day' | 'other-day' | null;
}

interface DueAsked {
  at: string;
  now: Date;
  zone: string;
  otherZone: string;
}

export function dueWords({ at, now, zone, otherZone }: DueAsked): DueWords {
  const moment = new Date(at);
  const [here, there] = [dayIn(zone, moment), dayIn(otherZone, moment)];
  const days = daysBetween(dayIn(zone, now), here);
  const names: Record<number, DueWords['day']> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };
  const isSame = here === there && clockIn(zone, moment) === clockIn(otherZone, moment);
  return {
    day: names[days] ?? 'other',
    elsewhere: isSame ? null : here === there ? 'same-day' : 'other-day',
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes and hours as the clocks of the zone show them, whatever the reader's customs. */
function clockIn(zone: string, at: Date): string {
  const known =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, known);
  return known.format(at);
}
