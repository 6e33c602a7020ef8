import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { placesOf } from '#features/cohorts/server/audience.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { announcements } from '../contract.ts';
import { expiringJob } from './expiring.ts';
import type { Study } from './fitting.ts';
import { groupsOf, removeGroup, saveGroup } from './groups.ts';
import { invalid } from './invalid.ts';
import { pin, recall } from './keeping.ts';
import { markOne, markSeveral } from './marking.ts';
import { announcementsMigrations } from './migrations.ts';
import { announcementsPersonal } from './personal.ts';
import { preview, type Ways } from './preview.ts';
import * as recipients from './recipients.ts';
import { resend, send, sendingJob, undo } from './sending.ts';
import * as store from './store.ts';
import { staffTopic } from './tell.ts';
import { discard, draft, edit } from './writing.ts';

/** What other rooms know that this one has to. */
export interface AnnouncementParts {
  study: Study;
  ways: Ways;
}

/** What staff tell their people, to whom it came, and what became of it. */
export function announcementsFeature(parts: AnnouncementParts): AnyFeature {
  return feature<typeof announcements>({
    contract: announcements,
    migrations: announcementsMigrations,
    personal: announcementsPersonal,
    commands: {
      'announcements:draft': draft,
      'announcements:edit': edit,
      'announcements:discard': discard,
      'announcements:send': send,
      'announcements:undo': undo,
      'announcements:pin': pin,
      'announcements:recall': recall,
      'announcements:resend': resend,
      'announcements:save-group': saveGroup,
      'announcements:remove-group': removeGroup,
      'announcements:preview': ({ actor, tx }, input) => preview(tx, actor.userId, input, parts),
      'announcements:receive': markSeveral('received'),
      'announcements:see': markSeveral('seen'),
      'announcements:acknowledge': markOne('acknowledged'),
      'announcements:dismiss': markOne('dismissed'),
    },
    views: {
      'announcements:mine': async ({ actor: { userId }, tx }) => ({
        announcements: await recipients.own(tx, userId, await placesOf(tx, userId)),
      }),
      'announcements:list': async ({ tx }, input) => {
        if ((input.cohortId === undefined) === (input.organisationId === undefined))
          throw invalid('organisationId', 'or a cohort is to be named, and one of them alone');
        return { announcements: (await store.list(tx, input)).map(store.shown) };
      },
      'announcements:one': async ({ tx }, { announcementId }) => {
        const row = await store.find(tx, announcementId);
        if (!row) throw new Refusal('not_found');
        return { announcement: store.shown(row), reach: await recipients.reachOf(tx, announcementId) };
      },
      'announcements:recipients': ({ tx }, { announcementId, which, after }) =>
        recipients.named(tx, announcementId, which, after),
      'announcements:groups': async ({ tx }, { cohortId }) => ({ groups: await groupsOf(tx, cohortId) }),
    },
    follow: {
      'announcements:mine': ({ userId }) => [identity.topics.person.of({ userId })],
      'announcements:list': (_actor, { cohortId = null, organisationId }) => [
        staffTopic({ cohortId, organisationId: organisationId! }),
      ],
      'announcements:recipients': () => [],
      'announcements:groups': (_actor, { cohortId }) => [cohorts.topics.cohortStaff.of({ cohortId })],
      'announcements:one': async (_actor, { announcementId }, tx) => {
        const row = await store.find(tx, announcementId);
        return row ? [staffTopic(row), announcements.topics.reach.of({ announcementId })] : [];
      },
    },
    leads: {
      announcementId: async (db, id) => {
        const row = await store.find(db, id);
        if (!row) return undefined;
        return row.cohortId === null ? { organisationId: row.organisationId } : { cohortId: row.cohortId };
      },
    },
    jobs: [sendingJob(parts.study), expiringJob],
  });
}
