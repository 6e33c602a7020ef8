import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { AuditLine } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { auditEntries } from '#platform/server/audit.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CohortRole, EnrolmentState } from '../contract.ts';
import * as invitationStore from './invitationStore.ts';
import * as store from './store.ts';

/** An organisation with all that hangs on it. @throws Refusal `not_found` */
export async function organisation(db: Queryable, organisationId: string) {
  const found = await store.organisation(db, organisationId);
  if (!found) throw new Refusal('not_found');
  const admins = await accounts.byIds(db, await store.adminIds(db, organisationId));
  const invitations = await invitationStore.of(db, { organisationId, cohortId: null });
  return {
    ...found,
    courses: await store.coursesOf(db, organisationId),
    cohorts: await store.cohortsOfOrganisation(db, organisationId),
    admins: admins
      .map(({ id, name, email }) => ({ userId: id, name, email }))
      .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    invitations: invitations.map(invitationStore.lineOf),
  };
}

interface OrganisationPlace {
  userId: string;
  cohortId: string;
  title: string;
  role: CohortRole;
  state: EnrolmentState;
}

const peoplePerPage = 50;

/** The people of an organisation with what they are where, in the order of their ids, a page at a time. */
export async function people(
  db: Queryable,
  {
    organisationId,
    find,
    after,
  }: { organisationId: string; find?: string | undefined; after?: string | undefined },
) {
  const { rows: members } = await sql<{ userId: string; admin: boolean }>`
    select "userId", bool_or(admin) as admin
    from (
      select user_id as "userId", true as admin from organisation_admin where organisation_id = ${organisationId}
      union all
      select enrolment.user_id, false
      from enrolment join cohort on cohort.id = enrolment.cohort_id
      where cohort.organisation_id = ${organisationId} and enrolment.state <> 'removed'
    ) as theirs
    group by "userId"
    order by "userId"`.execute(db);
  const admins = new Map(members.map(({ userId, admin }) => [userId, admin]));
  const found = await accounts.searchAmong(db, [...admins.keys()], { find, after, most: peoplePerPage + 1 });
  const shown = found.slice(0, peoplePerPage);
  const places = await placesOf(
    db,
    organisationId,
    shown.map(({ id }) => id),
  );
  return {
    people: shown.map(({ id, name, email }) => ({
      userId: id,
      name,
      email,
      admin: admins.get(id)!,
      places: places.filter(({ userId }) => userId === id).map(({ userId: _userId, ...place }) => place),
    })),
    more: found.length > peoplePerPage,
  };
}

async function placesOf(
  db: Queryable,
  organisationId: string,
  userIds: readonly string[],
): Promise<OrganisationPlace[]> {
  const { rows } = await sql<OrganisationPlace>`
    select enrolment.user_id as "userId", cohort.id as "cohortId", cohort.title, enrolment.role, enrolment.state
    from enrolment join cohort on cohort.id = enrolment.cohort_id
    where cohort.organisation_id = ${organisationId} and enrolment.state <> 'removed'
      and enrolment.user_id = any (${userIds}::uuid[])
    order by cohort.starts_on desc, cohort.id`.execute(db);
  return rows;
}

const entriesPerPage = 50;

/** One page of what was done in an organisation, with the names of people and cohorts that are still here. */
export async function audit(
  db: Queryable,
  asked: {
    organisationId: string;
    until: string;
    act?: string | undefined;
    about?: string | undefined;
    kind?: string | undefined;
    before?: string | undefined;
  },
): Promise<{ entries: AuditLine[]; more: boolean }> {
  const { organisationId, until, act, about: aboutId, kind: aboutKind, before } = asked;
  const entries = await auditEntries(db, {
    organisationId,
    until,
    act,
    aboutId,
    aboutKind,
    before,
    most: entriesPerPage + 1,
  });
  const peopleIds = entries.flatMap(({ actorId, about }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(about.kind === 'person' ? [about.id] : []),
  ]);
  const named = await accounts.byIds(db, [...new Set(peopleIds)]);
  const names = new Map([
    ...named.map(({ id, name }) => [id, name] as const),
    ...(await titles(db, organisationId)),
  ]);
  return {
    entries: entries.slice(0, entriesPerPage).map(({ at, actorId, about, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      actor: actorId === null ? null : { id: actorId, name: names.get(actorId) ?? null },
      about: { ...about, name: names.get(about.id) ?? null },
    })),
    more: entries.length > entriesPerPage,
  };
}

async function titles(db: Queryable, organisationId: string): Promise<[string, string][]> {
  const cohorts = await store.cohortsOfOrganisation(db, organisationId);
  return cohorts.map(({ id, title }) => [id, title]);
}
