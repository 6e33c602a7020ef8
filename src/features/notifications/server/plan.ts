import { dayAfter, dayIn, instantOf, minuteIn } from '#kernel/zonedTime.ts';
import type { Digest, NotificationPreferences, NotificationType, QuietHours } from '../contract.ts';

/** What decides when a mail goes to somebody. */
export interface Circumstances {
  preferences: Pick<
    NotificationPreferences,
    'types' | 'doNotDisturbUntil' | 'quietHours' | 'startsAnyway' | 'digest'
  >;
  /** The person's own, as in the tz database. */
  zone: string;
  /** The last day, on the clocks of that zone, on which a digest went out; null: none ever did. */
  digestedOn: string | null;
}

/** When something is said by mail: in one of its own, or in a digest. */
export interface MailPlan {
  channel: 'now' | 'digest';
  /** Never before the moment that it was planned at. */
  at: Date;
}

export interface Plan {
  inApp: boolean;
  /** null: no mail says it. */
  mail: MailPlan | null;
}

/**
 * A digest that is nearer than this is not joined any more: what is told in a transaction that commits late would
 * miss it, and be told to nobody.
 */
const closingMs = 60_000;

/** Through which channels somebody hears of something that happens now, and when. */
export function planOf(type: NotificationType, now: Date, circumstances: Circumstances): Plan {
  const { preferences } = circumstances;
  const { inApp, mail } = preferences.types.find((one) => one.type === type)!;
  if (mail === 'none') return { inApp, mail: null };
  if (mail === 'digest') return { inApp, mail: { channel: 'digest', at: nextDigest(now, circumstances) } };
  return { inApp, mail: { channel: 'now', at: mayLeave(type, now, circumstances) } };
}

/** The first moment from now on at which a mail of some kind may come to somebody; `digest` is a kind, too. */
export function mayLeave(kind: string, now: Date, circumstances: Circumstances): Date {
  const atOnce = kind === 'session-started' && circumstances.preferences.startsAnyway;
  return atOnce ? now : undisturbed(now, circumstances);
}

/** The first moment from now on at which a mail disturbs nobody. */
export function undisturbed(now: Date, { preferences, zone }: Circumstances): Date {
  const { doNotDisturbUntil, quietHours } = preferences;
  const until = doNotDisturbUntil === null ? now : new Date(doNotDisturbUntil);
  const free = until > now ? until : now;
  return quietHours === null ? free : afterQuiet(free, quietHours, zone);
}

/**
 * When the next digest goes out that something can be in which happens now: at its hour, after quiet hours and
 * do-not-disturb, on a day that has had none.
 */
export function nextDigest(now: Date, circumstances: Circumstances): Date {
  const { zone, digestedOn, preferences } = circumstances;
  const { at } = preferences.digest;
  const today = dayIn(zone, now);
  // Each of the days gives one; a week and a day hold every weekday, with the ones that are over already.
  for (let ahead = -1; ; ahead++) {
    const day = dayAfter(today, ahead);
    if (!isDigestDay(day, preferences.digest)) continue;
    const due = undisturbed(instantOf(day, minuteOf(at), zone), circumstances);
    if (due.getTime() <= now.getTime() + closingMs) continue;
    if (digestedOn === null || dayIn(zone, due) > digestedOn) return due;
  }
}

/** Whether what is due may go out in a digest now; wishes and zone may be others than when it was planned. */
export function mayDigest(now: Date, circumstances: Circumstances): boolean {
  const { zone, digestedOn } = circumstances;
  if (undisturbed(now, circumstances) > now) return false;
  return digestedOn === null || dayIn(zone, now) > digestedOn;
}

function isDigestDay(day: string, { cadence, weekday }: Digest): boolean {
  return cadence === 'daily' || (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === weekday;
}

/** Whether the clocks of the zone show a time within quiet hours. */
export function isQuiet(at: Date, { from, to }: QuietHours, zone: string): boolean {
  const [begin, end, minute] = [minuteOf(from), minuteOf(to), minuteIn(zone, at)];
  return begin < end ? minute >= begin && minute < end : minute >= begin || minute < end;
}

/** The first moment from this one on that is not within quiet hours. */
function afterQuiet(at: Date, quiet: QuietHours, zone: string): Date {
  let free = at;
  while (isQuiet(free, quiet, zone)) free = endAfter(free, quiet, zone);
  return free;
}

/** When quiet hours end next, as the clocks show it, for a moment within them. */
function endAfter(at: Date, { to }: QuietHours, zone: string): Date {
  const today = dayIn(zone, at);
  for (const day of [today, dayAfter(today, 1)]) {
    const end = instantOf(day, minuteOf(to), zone);
    if (end > at) return end;
    // Of a time that the clocks show twice the first one is over, and the second is still to come.
    const leftMs = ((minuteOf(to) - minuteIn(zone, at) + 1_440) % 1_440) * 60_000;
    const again = new Date(Math.floor(at.getTime() / 60_000) * 60_000 + leftMs);
    if (again > at && dayIn(zone, again) === today && minuteIn(zone, again) === minuteOf(to)) return again;
  }
  throw new Error('a day has an end');
}

function minuteOf(at: string): number {
  const [hours, minutes] = at.split(':');
  return Number(hours) * 60 + Number(minutes);
}
