import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Announcement } from '#features/announcements/contract.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';

interface AnnouncementsExample {
  about: 'nothing in particular' | 'the cohort' | 'the organisation';
  input: Record<string, unknown>;
  passes?: string;
}

/** Ids of announcements, of the cohort and of its organisation. */
interface Both {
  ofCohort: string;
  ofOrganisation: string;
}

export interface AnnouncementsWritten {
  drafts: Both;
  /** Sent, when there was nobody. */
  sent: Both;
}

const words = { title: 'Room changed', text: 'To B2.' };

/** Some are written for the cohort, and some for the whole organisation. */
export async function announcementsWritten(
  house: TestHouse,
  { ines, paula }: Record<'ines' | 'paula', TestPerson>,
): Promise<AnnouncementsWritten> {
  const { cohortId, organisationId } = house.north;
  const draft = async (by: TestPerson, where: object): Promise<string> =>
    (await house.send<Announcement>(by, 'POST', '/api/announcements', { ...where, ...words })).id;
  const both = async (): Promise<Both> => ({
    ofCohort: await draft(ines, { cohortId }),
    ofOrganisation: await draft(paula, { organisationId }),
  });
  const [drafts, sent] = [await both(), await both()];
  await sql`
    update announcement set state = 'sent', sent_at = now(), sending = 1
    where id = any (${Object.values(sent)}::uuid[])`.execute(house.ground.db.query);
  return { drafts, sent };
}

/** Something to ask with for every command, view and topic of this room. */
export function announcementsExamples(
  { cohortId, organisationId }: Academy,
  { drafts, sent }: AnnouncementsWritten,
): Record<string, AnnouncementsExample[]> {
  const both = (
    { ofCohort, ofOrganisation }: Both,
    more: Record<string, unknown> = {},
    passes?: string,
  ): AnnouncementsExample[] => [
    { about: 'the cohort', input: { announcementId: ofCohort, ...more }, ...(passes && { passes }) },
    {
      about: 'the organisation',
      input: { announcementId: ofOrganisation, ...more },
      ...(passes && { passes }),
    },
  ];
  const somewhere = (more: Record<string, unknown> = {}): AnnouncementsExample[] => [
    { about: 'the cohort', input: { cohortId, ...more } },
    { about: 'the organisation', input: { organisationId, ...more } },
  ];
  const ofCohort = (more: Record<string, unknown> = {}, passes?: string): AnnouncementsExample[] => [
    { about: 'the cohort', input: { cohortId, ...more }, ...(passes && { passes }) },
  ];
  const own = (input: Record<string, unknown>): AnnouncementsExample[] => [
    { about: 'nothing in particular', input },
  ];
  const conflict = '409 conflict';
  const several = { announcementIds: [sent.ofCohort] };
  return {
    'announcements:draft': somewhere(words),
    'announcements:edit': both(drafts, { title: 'Room changed again' }),
    'announcements:discard': both(sent, {}, conflict),
    'announcements:send': both(sent, {}, conflict),
    'announcements:undo': both(drafts, {}, conflict),
    'announcements:pin': both(drafts, { pinned: true }),
    'announcements:recall': both(drafts, {}, conflict),
    'announcements:resend': both(drafts, {}, conflict),
    'announcements:save-group': ofCohort({ title: 'Table 1' }),
    'announcements:remove-group': ofCohort({ groupId: newId() }, '404 not_found'),
    'announcements:groups': ofCohort(),
    'announcements:preview': somewhere(),
    'announcements:receive': own(several),
    'announcements:see': own(several),
    // Whoever has it not hears that there is none.
    'announcements:acknowledge': both(sent, {}, '404 not_found'),
    'announcements:dismiss': both(sent, {}, '404 not_found'),
    'announcements:mine': own({}),
    'announcements:list': somewhere(),
    'announcements:one': both(sent),
    'announcements:recipients': both(sent),
    'announcement/:announcementId/reach': both(sent),
  };
}
