import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Joining } from '#features/identity/server/joining.ts';
import type { Access } from '#platform/server/access.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type CommandContext } from '#platform/server/feature.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import type { Log } from '#platform/server/log/log.ts';
import { cohorts } from '../contract.ts';
import { access } from './access.ts';
import { inviteAdmin, revokeAdminInvitation } from './adminInvitations.ts';
import { changePeople, setExpiry, transfer } from './changePeople.ts';
import * as enrolments from './enrolments.ts';
import * as invitations from './invitations.ts';
import * as invitationStore from './invitationStore.ts';
import * as joining from './joining.ts';
import { cohortsMigrations } from './migrations.ts';
import * as organisations from './organisations.ts';
import { cohortsPersonal } from './personal.ts';
import * as organisationViews from './organisationViews.ts';
import * as planning from './planning.ts';
import { roster } from './roster.ts';
import * as store from './store.ts';
import { progressTopic, topicsOf } from './topics.ts';

/** The room, and what the house asks of it beyond its contract. */
export interface Cohorts {
  feature: AnyFeature;
  access: Access;
  renamed: typeof enrolments.tellRenamed;
  progressTopic: typeof progressTopic;
}

export interface CohortsParts {
  db: Database;
  log: Log;
  /** Whether this Stoa shows its demo class at the moment. */
  demo: () => boolean;
  /** Where browsers reach this Stoa, for links; never taken from a request. */
  origin: () => string;
  /** How newcomers get accounts. */
  joining: () => Joining;
}

const expireEveryMs = 60_000;

/** Organisations, courses with their versions, cohorts, and who belongs to them. */
export function cohortsFeature({ db, log, demo, origin, joining: joiningOf }: CohortsParts): Cohorts {
  const { topics } = cohorts;
  const url = (path: string): string => origin() + path;
  const mailLimits = memoryLimits();
  /** A command that may mail links. */
  const mailing =
    <Input, Answer>(act: (context: CommandContext & { url: typeof url }, input: Input) => Promise<Answer>) =>
    (context: CommandContext, input: Input): Promise<Answer> =>
      act({ ...context, url }, input);

  const built = feature<typeof cohorts>({
    contract: cohorts,
    migrations: cohortsMigrations,
    personal: cohortsPersonal,
    commands: {
      'cohorts:enrol': mailing(enrolments.enrol),
      'cohorts:remove': mailing(enrolments.remove),
      'cohorts:change-people': mailing(changePeople),
      'cohorts:set-expiry': setExpiry,
      'cohorts:transfer': mailing(transfer),
      'cohorts:create': organisations.openCohort,
      'cohorts:clone': organisations.clone,
      'cohorts:edit': mailing(organisations.edit),
      'cohorts:archive': mailing(organisations.archive),
      'cohorts:move': planning.move,
      'cohorts:set-plan': planning.setPlan,
      'cohorts:open-invitation': mailing(invitations.open),
      'cohorts:invite': mailing(invitations.invite),
      'cohorts:resend-invitation': mailing(invitations.resend),
      'cohorts:revoke-invitation': mailing(invitations.revoke),
      'cohorts:invite-admin': mailing(inviteAdmin),
      'cohorts:revoke-admin-invitation': revokeAdminInvitation,
      'cohorts:dismiss-admin': organisations.dismissAdmin,
      'cohorts:join': mailing(joining.join),
      'cohorts:join-by-mail': (context, input) =>
        joining.joinByMail(context, input, { url, limits: mailLimits }),
      'cohorts:join-here': (context, input) => joining.joinHere({ ...context, url }, input, joiningOf()),
      'cohorts:answer': mailing(joining.answer),
    },
    views: {
      'cohorts:me': async ({ actor: { userId, isGuest = false }, tx }) => ({
        user: await accounts.byId(tx, userId),
        cohorts: await store.cohortsOf(tx, userId),
        pending: await store.pendingOf(tx, userId),
        organisations: await store.organisationsAdministeredBy(tx, userId),
        demo: demo(),
        guest: isGuest,
      }),
      'cohorts:enrolments': async ({ tx }, { cohortId }) => {
        const cohort = await store.cohort(tx, cohortId);
        if (!cohort) throw new Refusal('not_found');
        const { courseId: _courseId, ...shown } = cohort;
        return { cohort: shown, enrolments: await enrolments.linesOf(tx, cohortId) };
      },
      'cohorts:find-person': async ({ tx }, { email }) => {
        const account = await accounts.byEmail(tx, email);
        return { person: account ? { id: account.id, name: account.name } : null };
      },
      'cohorts:roster': ({ tx }, { cohortId }) => roster(tx, cohortId),
      'cohorts:invitations': async ({ tx }, { cohortId }) => {
        const { organisationId } = (await store.cohort(tx, cohortId))!;
        const found = await invitationStore.of(tx, { organisationId, cohortId });
        return { cohortId, invitations: found.map(invitationStore.lineOf) };
      },
      'cohorts:invitation': ({ tx }, { token }) => joining.look(tx, token),
      'cohorts:plan': ({ tx }, { cohortId }) => planning.planOf(tx, cohortId),
      'cohorts:move-preview': ({ tx }, input) => planning.previewMove(tx, input),
      'cohorts:organisation': ({ tx }, { organisationId }) =>
        organisationViews.organisation(tx, organisationId),
      'cohorts:organisation-people': ({ tx }, asked) => organisationViews.people(tx, asked),
      'cohorts:audit': ({ tx }, asked) => organisationViews.audit(tx, asked),
    },
    follow: {
      // All that is the person's: a page that loads this first listens from here, whatever it shows next.
      'cohorts:me': async ({ userId }, _input, tx) => [
        identity.topics.person.of({ userId }),
        ...(await topicsOf(tx, userId)),
      ],
      'cohorts:enrolments': (_actor, { cohortId }) => [topics.cohortStaff.of({ cohortId })],
      'cohorts:find-person': () => [],
      'cohorts:roster': () => [],
      'cohorts:invitations': (_actor, { cohortId }) => [topics.cohortStaff.of({ cohortId })],
      'cohorts:invitation': () => [],
      'cohorts:plan': (_actor, { cohortId }) => [
        topics.cohortStaff.of({ cohortId }),
        topics.cohort.of({ cohortId }),
      ],
      'cohorts:move-preview': (_actor, { cohortId }) => [
        topics.cohortStaff.of({ cohortId }),
        topics.cohort.of({ cohortId }),
      ],
      'cohorts:organisation': (_actor, { organisationId }) => [topics.organisation.of({ organisationId })],
      'cohorts:organisation-people': (_actor, { organisationId }) => [
        topics.organisation.of({ organisationId }),
      ],
      'cohorts:audit': () => [],
    },
    topicsOf,
    revokedBy: ['enrolment:changed', 'organisation:admin-changed'],
    chores: [
      { name: 'expiry', everyMs: expireEveryMs, run: () => enrolments.endExpired(db.query, log, { url }) },
    ],
  });

  return { feature: built, access, renamed: enrolments.tellRenamed, progressTopic };
}
