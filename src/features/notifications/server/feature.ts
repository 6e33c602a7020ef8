import { identity } from '#features/identity/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import { notifications } from '../contract.ts';
import * as choosing from './choosing.ts';
import { closingChore, type ClosingParts } from './closings.ts';
import { deadlineChore, type DeadlineParts } from './deadlines.ts';
import { mailingJobs, type MailingParts } from './mailing.ts';
import { notificationsMigrations } from './migrations.ts';
import { notificationsPersonal } from './personal.ts';
import { preferencesOf } from './preferences.ts';
import * as reading from './reading.ts';
import { reminderChore } from './reminders.ts';
import { sentPage, trustAddress } from './sent.ts';
import { stopMail } from './stopping.ts';
import * as store from './store.ts';

/** Who is told what has happened, once, and on the channel that they chose. */
export function notificationsFeature(parts: MailingParts & DeadlineParts & ClosingParts): AnyFeature {
  const own = ({ userId }: Person): readonly string[] => [identity.topics.person.of({ userId })];
  return feature<typeof notifications>({
    contract: notifications,
    migrations: notificationsMigrations,
    personal: notificationsPersonal,
    commands: {
      'notifications:read': reading.readNamed,
      'notifications:read-group': reading.readGroup,
      'notifications:read-all': reading.readAll,
      'notifications:set-type': choosing.setType,
      'notifications:mute-cohort': choosing.muteCohort,
      'notifications:do-not-disturb': choosing.doNotDisturb,
      'notifications:set-quiet-hours': choosing.setQuietHours,
      'notifications:set-digest': choosing.setDigest,
      'notifications:trust-address': trustAddress,
      'notifications:stop-mail': stopMail,
    },
    views: {
      'notifications:bell': async ({ actor: { userId }, tx }) => ({
        unread: await store.unreadOf(tx, userId),
        ...(await store.page(tx, userId)),
      }),
      'notifications:page': async ({ actor: { userId }, tx }, { before }) =>
        store.page(tx, userId, placeIn(before)),
      'notifications:sent': ({ tx }, asked) =>
        sentPage(tx, asked, asked.before === undefined ? undefined : placeIn(asked.before)),
      'notifications:preferences': ({ actor: { userId }, tx }) => preferencesOf(tx, userId),
    },
    follow: {
      'notifications:bell': own,
      'notifications:page': own,
      'notifications:sent': () => [],
      'notifications:preferences': own,
    },
    jobs: mailingJobs(parts),
    chores: [reminderChore(parts), deadlineChore(parts), closingChore(parts)],
    tidy: (db: Queryable) => store.tidy(db),
  });
}

/** @throws Refusal `invalid` for what is no place that a page ends at */
function placeIn(before: string): store.Place {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(before) ?? [];
  if (at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at)) && uuid.test(id))
    return { at, id };
  const message = 'is no place that a page ends at';
  throw new Refusal('invalid', `before: ${message}`, { faults: [{ field: 'before', message }] });
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
