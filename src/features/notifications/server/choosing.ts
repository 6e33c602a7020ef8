import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import {
  notificationLimits,
  notifications,
  type Digest,
  type MailChannel,
  type NotificationPreferences,
  type NotificationType,
  type QuietHours,
} from '../contract.ts';
import * as preferences from './preferences.ts';
import type { Write } from './telling.ts';

type Chosen = Promise<Told<NotificationPreferences>>;

const dayMs = 86_400_000;

/** Tells somebody's windows what they are told from now on. */
export function tellPreferences(
  { tell }: Pick<Write, 'tell'>,
  userId: string,
): Told<NotificationPreferences> {
  return tell(
    notifications,
    'notifications:preferences-changed',
    [identity.topics.person.of({ userId })],
    (held) => preferences.preferencesOf(held, userId),
  );
}

export async function setType(
  { actor, tx, tell }: CommandContext,
  { type, ...channels }: { type: NotificationType; inApp: boolean; mail: MailChannel },
): Chosen {
  await preferences.setChannels(tx, actor.userId, { [type]: channels });
  return tellPreferences({ tell }, actor.userId);
}

/** @throws Refusal `conflict` when somebody has muted as many as there may be */
export async function muteCohort(
  { actor, tx, tell }: CommandContext,
  { cohortId, muted }: { cohortId: string; muted: boolean },
): Chosen {
  const { userId } = actor;
  if (!muted) await preferences.unmute(tx, userId, cohortId);
  else if (!(await preferences.mute(tx, userId, cohortId, notificationLimits.mutedCohorts)))
    throw new Refusal('conflict', 'You have muted as many cohorts as you can: take one out first.');
  return tellPreferences({ tell }, userId);
}

/** @throws Refusal `invalid` for a moment that is too far away */
export async function doNotDisturb(
  { actor, tx, tell }: CommandContext,
  { until }: { until: string | null },
): Chosen {
  if (until !== null && Date.parse(until) > Date.now() + notificationLimits.doNotDisturbDays * dayMs) {
    const message = `is more than ${notificationLimits.doNotDisturbDays} days away`;
    throw new Refusal('invalid', `until: ${message}`, { faults: [{ field: 'until', message }] });
  }
  await preferences.setDoNotDisturb(tx, actor.userId, until);
  return tellPreferences({ tell }, actor.userId);
}

export async function setQuietHours(
  { actor, tx, tell }: CommandContext,
  chosen: { quietHours: QuietHours | null; startsAnyway: boolean },
): Chosen {
  await preferences.setQuietHours(tx, actor.userId, chosen);
  return tellPreferences({ tell }, actor.userId);
}

export async function setDigest({ actor, tx, tell }: CommandContext, digest: Digest): Chosen {
  await preferences.setDigest(tx, actor.userId, digest);
  return tellPreferences({ tell }, actor.userId);
}
