import { sql } from 'kysely';
import { announcements } from '#features/announcements/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, lineOf, type Plot } from './world.ts';

/** Announcements with all payloads in their titles and words, of which the students have all and the first is urgent. */
export async function plantAnnouncements(
  { house, planter, ines, paula, organisationId, cohortId }: Plot,
  students: readonly TestPerson[],
) {
  const fitting = { role: null, unlessCompletedId: null, unlessStudiedDays: null };
  const plain = { ...fitting, groupId: null, pinned: false };
  const manner = { ...plain, needsAcknowledgement: false, expiresAt: null };
  const ids: string[] = [];
  const groupIds: string[] = [];
  for (const payload of payloads) {
    const next = after(payload);
    const { id } = await planter.plant(ines, announcements, 'announcements:draft', {
      ...{ ...manner, cohortId, title: lineOf(payload), text: payload.text },
      urgent: payload.number === payloads[0]!.number,
    });
    await planter.plant(ines, announcements, 'announcements:edit', {
      ...{ announcementId: id, title: lineOf(next), text: next.text },
    });
    const free = payload.number % 2 === 0 ? undefined : groupIds.at(-1);
    const group = await planter.plant(ines, announcements, 'announcements:save-group', {
      ...{ cohortId, title: lineOf(payload), ...fitting, personIds: null },
      ...(free !== undefined && { groupId: free }),
    });
    groupIds.push(group.id);
    ids.push(id);
  }
  const [first] = payloads;
  const ofAll = await planter.plant(paula, announcements, 'announcements:draft', {
    ...{ ...manner, organisationId, title: lineOf(first!), text: first!.text, urgent: false },
  });
  const { query } = house.ground.db;
  await sql`
    update announcement set state = 'sent', sending = 1, sent_at = now() where id = any (${ids}::uuid[])`.execute(
    query,
  );
  await sql`
    insert into announcement_recipient (announcement_id, person_id, cohort_id)
    select announcement.id, person.id, ${cohortId}
    from announcement cross join unnest(${students.map(({ userId }) => userId)}::uuid[]) as person (id)
    where announcement.id = any (${ids}::uuid[])`.execute(query);
  return { announcementIds: { ofCohort: ids[0]!, ofAll: ofAll.id } };
}
