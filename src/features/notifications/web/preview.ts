import { instantOf, dayAfter, dayIn } from '#kernel/zonedTime.ts';
import type { NotificationPreferences, QuietHours } from '../contract.ts';

/** What will happen, sentence by sentence; times as the clock's face shows them. */
export type Sentence =
  | { says: 'noMail' | 'never' | 'startsAnyway' | 'noDigest' }
  | { says: 'disturbed'; until: string }
  | { says: 'quiet'; from: string; to: string }
  | { says: 'daily'; at: string }
  | { says: 'weekly'; at: string; weekday: number }
  | { says: 'dailyWaits'; at: string; to: string }
  | { says: 'weeklyWaits'; at: string; weekday: number; to: string };

/** What mails will do with these preferences, from `now` on. */
export function previewOf(preferences: NotificationPreferences, now: Date): Sentence[] {
  const { types, quietHours } = preferences;
  if (types.every(({ mail }) => mail === 'none')) return [{ says: 'noMail' }];
  const starts = types.find(({ type }) => type === 'session-started');
  const isHeldBack = quietHours !== null || isUndisturbed(preferences, now);
  return [
    ...(isUndisturbed(preferences, now)
      ? [{ says: 'disturbed', until: preferences.doNotDisturbUntil! } as const]
      : []),
    quietHours ? { says: 'quiet', ...quietHours } : { says: 'never' },
    ...(preferences.startsAnyway && isHeldBack && starts?.mail === 'now'
      ? [{ says: 'startsAnyway' } as const]
      : []),
    ...digestSentences(preferences),
  ];
}

export function isUndisturbed({ doNotDisturbUntil }: NotificationPreferences, now: Date): boolean {
  return doNotDisturbUntil !== null && Date.parse(doNotDisturbUntil) > now.getTime();
}

function digestSentences({ types, digest, quietHours }: NotificationPreferences): Sentence[] {
  const { cadence, at, weekday } = digest;
  if (types.every(({ mail }) => mail !== 'digest')) return [{ says: 'noDigest' }];
  if (quietHours && isWithin(at, quietHours)) {
    const { to } = quietHours;
    return [cadence === 'daily' ? { says: 'dailyWaits', at, to } : { says: 'weeklyWaits', at, weekday, to }];
  }
  return [cadence === 'daily' ? { says: 'daily', at } : { says: 'weekly', at, weekday }];
}

/** Whether a time on the clock's face is within these hours, which may go over midnight. */
export function isWithin(time: string, { from, to }: QuietHours): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/** When tomorrow is this time, on the clocks of a zone. */
export function tomorrowAt(time: string, zone: string, now: Date): Date {
  const [hour, minute] = time.split(':').map(Number);
  return instantOf(dayAfter(dayIn(zone, now), 1), hour! * 60 + minute!, zone);
}
