import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { activeIn, placeOfCohort } from '#features/cohorts/server/audience.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { announcementLimits, announcements, type AnnouncementGroup } from '../contract.ts';
import { requireFitting, roleOf, type Fitting } from './fitting.ts';
import { invalid } from './invalid.ts';

interface GroupRow extends Fitting {
  id: string;
  cohortId: string;
  title: string | null;
  personIds: string[] | null;
}

const columns = sql`
  g.id, g.cohort_id as "cohortId", g.title, g.role, g.unless_completed_id as "unlessCompletedId",
  g.unless_studied_days as "unlessStudiedDays",
  case when g.names_people then array(
    select person_id from announcement_group_member where group_id = g.id order by person_id
  )::text[] end as "personIds"`;

const shown = ({ title, ...row }: GroupRow): AnnouncementGroup => ({ ...row, title: title ?? '' });

/** The groups of a cohort, in the order in which they were made. */
export async function groupsOf(db: Queryable, cohortId: string): Promise<AnnouncementGroup[]> {
  const { rows } = await sql<GroupRow>`
    select ${columns} from announcement_group g
    where g.cohort_id = ${cohortId} and g.place is not null order by g.id`.execute(db);
  return rows.map(shown);
}

/** One group, also where it is kept no longer: what is to be sent to it still is. */
export async function group(
  db: Queryable,
  cohortId: string,
  groupId: string,
): Promise<AnnouncementGroup | undefined> {
  const { rows } = await sql<GroupRow>`
    select ${columns} from announcement_group g
    where g.id = ${groupId} and g.cohort_id = ${cohortId}`.execute(db);
  return rows[0] && shown(rows[0]);
}

interface Given extends Fitting {
  cohortId: string;
  groupId?: string | undefined;
  title: string;
  personIds: readonly string[] | null;
}

/** @throws Refusal `invalid` for people who are not in the cohort, `conflict` where there are as many as there may be */
export async function saveGroup(
  { tx, tell }: CommandContext,
  given: Given,
): Promise<Told<AnnouncementGroup>> {
  const { cohortId, personIds } = given;
  await requireFitting(tx, { cohortId }, given);
  if (personIds !== null) await requirePeople(tx, cohortId, personIds);
  const id = await write(tx, { ...given, role: roleOf(given) });
  await sql`
    delete from announcement_group_member
    where group_id = ${id} and not person_id = any (${[...(personIds ?? [])]}::uuid[])`.execute(tx);
  await sql`
    insert into announcement_group_member (group_id, person_id)
    select distinct ${id}::uuid, person_id from unnest(${[...(personIds ?? [])]}::uuid[]) as one (person_id)
    order by person_id on conflict do nothing`.execute(tx);
  return tellGroup(tell, (await group(tx, cohortId, id))!);
}

/** @returns its id */
async function write(tx: Tx, given: Given): Promise<string> {
  const { cohortId, groupId, title, role, unlessCompletedId, unlessStudiedDays } = given;
  const namesPeople = given.personIds !== null;
  if (groupId !== undefined) {
    const { rows } = await sql<{ id: string }>`
      update announcement_group
      set title = ${title}, role = ${role}, unless_completed_id = ${unlessCompletedId},
        unless_studied_days = ${unlessStudiedDays}, names_people = ${namesPeople}
      where id = ${groupId} and cohort_id = ${cohortId} and place is not null returning id`.execute(tx);
    if (!rows[0]) throw new Refusal('not_found');
    return rows[0].id;
  }
  // The lowest place that is free; of two that are made at once, the second finds it taken, and asks for the next.
  for (let attempts = 0; attempts < announcementLimits.groups; attempts += 1) {
    const { rows } = await sql<{ id: string }>`
      insert into announcement_group (id, cohort_id, place, title, role, unless_completed_id,
        unless_studied_days, names_people)
      select ${newId()}::uuid, ${cohortId}::uuid, min(free.place), ${title}::text, ${role}::text,
        ${unlessCompletedId}::uuid, ${unlessStudiedDays}::integer, ${namesPeople}::boolean
      from generate_series(1, ${announcementLimits.groups}::integer) as free (place)
      where not exists (select from announcement_group taken
        where taken.cohort_id = ${cohortId} and taken.place = free.place)
      having min(free.place) is not null
      on conflict (cohort_id, place) do nothing returning id`.execute(tx);
    if (rows[0]) return rows[0].id;
    if (!(await hasFreePlace(tx, cohortId))) break;
  }
  throw new Refusal(
    'conflict',
    `There are ${announcementLimits.groups} groups already: take one away first.`,
  );
}

async function hasFreePlace(db: Queryable, cohortId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: number }>`
    select count(place) as taken from announcement_group where cohort_id = ${cohortId}`.execute(db);
  return rows[0]!.taken < announcementLimits.groups;
}

async function requirePeople(db: Queryable, cohortId: string, personIds: readonly string[]): Promise<void> {
  const place = await placeOfCohort(db, cohortId);
  const known = new Set((await activeIn(db, { ...place!, courseId: null })).map(({ userId }) => userId));
  if (personIds.some((id) => !known.has(id)))
    throw invalid('personIds', 'has somebody who is not active there');
}

export async function removeGroup(
  { tx, tell }: CommandContext,
  { cohortId, groupId }: { cohortId: string; groupId: string },
): Promise<Told<{ cohortId: string; groupId: string }>> {
  const { rows } = await sql`
    update announcement_group set place = null
    where id = ${groupId} and cohort_id = ${cohortId} and place is not null returning id`.execute(tx);
  if (rows.length === 0) throw new Refusal('not_found');
  const topic = cohorts.topics.cohortStaff.of({ cohortId });
  return tell(announcements, 'announcements:group-removed', [topic], { cohortId, groupId });
}

export function tellGroup(tell: Tell, one: AnnouncementGroup): Told<AnnouncementGroup> {
  return tell(announcements, 'announcements:group-changed', [cohorts.topics.cohortStaff.of(one)], one);
}

/** Takes somebody who is forgotten out of every group. */
export async function forgetMember(write: { tx: Tx; tell: Tell }, userId: string): Promise<void> {
  const { rows } = await sql<{ groupId: string; cohortId: string; place: number | null }>`
    with gone as (
      delete from announcement_group_member where person_id = ${userId} returning group_id
    )
    select g.id as "groupId", g.cohort_id as "cohortId", g.place
    from announcement_group g join gone on gone.group_id = g.id order by g.id`.execute(write.tx);
  for (const { groupId, cohortId, place } of rows)
    if (place !== null) tellGroup(write.tell, (await group(write.tx, cohortId, groupId))!);
}
