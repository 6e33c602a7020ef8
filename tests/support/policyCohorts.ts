import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { newId } from '#kernel/ids.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';

/** What the examples of the cohorts room need: ways in, and a cohort that takes whoever comes. */
export interface Ways {
  /** Another cohort of the academy. */
  spareId: string;
  /** One of a third academy, which takes whoever comes by the token: nobody becomes one of the others by it. */
  openId: string;
  token: string;
  revokedToken: string;
  /** An invitation that was revoked: nothing about it changes any more. */
  invitationId: string;
  adminInvitationId: string;
  administrator: string;
}

export async function waysIn(
  house: TestHouse,
  academy: Academy,
  { instructor, administrator }: { instructor: TestPerson; administrator: TestPerson },
): Promise<Ways> {
  const { organisationId, courseId, cohortId } = academy;
  const [spareId, openId] = await house.ground.log.write(async (write) => {
    const third = await organisations.create(write.tx, { title: 'Third' });
    const course = await courses.publish(write, {
      organisationId: third.id,
      key: 'third',
      title: 'Third course',
      summary: '',
      digest: 'third',
      modules: [],
    });
    const opened: string[] = [];
    for (const place of [
      { organisationId, courseId },
      { organisationId: third.id, courseId: course.courseId },
    ]) {
      const dates = { zone: 'Africa/Lagos', startsOn: '2026-06-09', endsOn: '2026-06-10' };
      const { id } = await organisations.openCohort(write, { ...place, title: 'Spare', ...dates });
      await enrolments.enrol(write, { cohortId: id, userId: instructor.userId, role: 'instructor' });
      opened.push(id);
    }
    return opened as [string, string];
  });
  const ask = async <Data>(method: string, path: string, as: TestPerson, body?: object): Promise<Data> => {
    const answer = await house.ask(method, path, { as, body: body ?? {} });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { data: Data }).data;
  };
  const link = `/api/cohorts/${openId}/invitations`;
  const { url } = await ask<{ url: string }>('POST', link, instructor, { kind: 'link' });
  const { invitation, url: revokedUrl } = await ask<{ invitation: { id: string }; url: string }>(
    'POST',
    `/api/cohorts/${cohortId}/invitations`,
    instructor,
    { kind: 'link' },
  );
  await ask('DELETE', `/api/cohorts/${cohortId}/invitations/${invitation.id}`, instructor);
  const admins = `/api/organisations/${organisationId}/invitations`;
  const { id } = await ask<{ id: string }>('POST', admins, administrator, { email: 'olga@school.example' });
  await ask('DELETE', `${admins}/${id}`, administrator);
  const me = await house.view<{ user: { email: string } }>('/api/me', administrator);
  return {
    spareId,
    openId,
    token: url.split('/').at(-1)!,
    revokedToken: revokedUrl.split('/').at(-1)!,
    invitationId: invitation.id,
    adminInvitationId: id,
    administrator: me.data.user.email,
  };
}

type About = 'nothing in particular' | 'the cohort' | 'somebody else and the cohort' | 'the organisation';

interface Example {
  about: About;
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command and view of the cohorts room, that changes nothing it needs again. */
export function cohortsExamples(
  { cohortId, organisationId, courseId, lessonIds }: Academy,
  guestId: string,
  ways: Ways,
): Record<string, Example[]> {
  const passing = (passes?: string) => passes !== undefined && { passes };
  const cohort = (more: object = {}, passes?: string): Example[] => [
    { about: 'the cohort', input: { cohortId, ...more }, ...passing(passes) },
  ];
  const organisation = (more: object = {}, passes?: string): Example[] => [
    { about: 'the organisation', input: { organisationId, ...more }, ...passing(passes) },
  ];
  const anybody = (input: Record<string, unknown>, passes?: string): Example[] => [
    { about: 'nothing in particular', input, ...passing(passes) },
  ];
  // They stand otherwise than the request says, so nothing is changed by it.
  const conflict = '409 conflict';
  const guest: Example[] = [{ about: 'somebody else and the cohort', input: { cohortId, userId: guestId } }];
  const userIds = [guestId];
  const { token, invitationId } = ways;
  const place = { zone: 'Africa/Lagos', language: 'en' };
  return {
    'cohorts:enrol': guest,
    'cohorts:remove': guest,
    'cohorts:create': organisation({
      courseId,
      title: 'Autumn',
      zone: 'Africa/Lagos',
      startsOn: '2026-09-01',
      endsOn: '2026-09-02',
    }),
    'cohorts:edit': cohort({ capacity: null }),
    'cohorts:archive': cohort({ archived: false }),
    'cohorts:clone': cohort({ title: 'Like it', startsOn: '2026-10-01' }),
    'cohorts:move': cohort({ days: 1, startsOn: '2001-01-01' }, conflict),
    'cohorts:set-plan': cohort({ rules: [{ lessonId: lessonIds[0], opens: null, due: null }] }),
    'cohorts:change-people': cohort({ userIds, change: 'resume' }),
    'cohorts:set-expiry': cohort({ userIds, expiresOn: null }),
    'cohorts:transfer': cohort({ userIds: [newId()], toCohortId: ways.spareId }),
    'cohorts:open-invitation': cohort({ kind: 'code' }),
    'cohorts:invite': cohort({ lines: ['nobody'], dryRun: true }),
    'cohorts:resend-invitation': cohort({ invitationId }, conflict),
    'cohorts:revoke-invitation': cohort({ invitationId }),
    'cohorts:invite-admin': organisation({ email: ways.administrator }, conflict),
    'cohorts:revoke-admin-invitation': organisation({ invitationId: ways.adminInvitationId }),
    'cohorts:dismiss-admin': organisation({ userId: guestId }),
    'cohorts:join': anybody({ token }),
    'cohorts:join-by-mail': anybody(
      { token: ways.revokedToken, email: 'nia@school.example', name: 'Nia', ...place },
      conflict,
    ),
    'cohorts:join-here': anybody({ token, ...place }, '410 spent_link'),
    // Whoever is signed in has come by the link before.
    'cohorts:answer': anybody({ cohortId: ways.openId, coming: true }),
    'cohorts:me': anybody({}),
    'cohorts:enrolments': cohort(),
    'cohorts:find-person': cohort({ email: 'guest@school.example' }),
    'cohorts:roster': cohort(),
    'cohorts:invitations': cohort(),
    'cohorts:invitation': anybody({ token }),
    'cohorts:plan': cohort(),
    'cohorts:move-preview': cohort({ days: 7 }),
    'cohorts:organisation': organisation(),
    'cohorts:organisation-people': organisation(),
    'cohorts:audit': organisation({ until: '2030-01-01T00:00:00.000Z' }),
  };
}
