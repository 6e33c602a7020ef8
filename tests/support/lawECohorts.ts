import { sql } from 'kysely';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { newId } from '#kernel/ids.ts';
import type { Academy } from './academy.ts';
import { cohortActs, tokenIn } from './cohortActs.ts';
import { sessionsOfCohort } from './lawESessions.ts';
import type { Rooms } from './rooms.ts';

/** What the cohorts room's views are asked for. */
export const cohortsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'cohorts:invitations': ({ cohortId }) => ({ cohortId }),
  // It says how an invitation stands at that moment, to whoever has it; nobody follows it.
  'cohorts:invitation': () => ({ token: 'x'.repeat(43) }),
  'cohorts:plan': ({ cohortId }) => ({ cohortId }),
  'cohorts:move-preview': ({ cohortId }) => ({ cohortId, days: 7 }),
  'cohorts:organisation-people': ({ organisationId }) => ({ organisationId }),
  'cohorts:audit': ({ organisationId }) => ({ organisationId, until: '2026-01-01T00:00:00.000Z' }),
};

type Act = (academy: Academy) => Promise<unknown>;

interface CohortsCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: Act;
  act: (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;
  heard: readonly string[];
}

const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));

/** Who also sees, by what was told alone, what a cohort is now. */
const facts = ['amara cohorts:me', 'jonas cohorts:me', 'paula cohorts:organisation'];

/** Every command of the cohorts room beyond enrolling and removing. */
export function cohortsCases(roomsOf: () => Rooms): CohortsCase[] {
  const by =
    (name: string, command: string, more: (academy: Academy) => object): Act =>
    (academy) =>
      roomsOf().perform(academy.person(name), command, more(academy));
  const ines = (command: string, more: object | ((academy: Academy) => object) = {}): Act =>
    by('ines', command, (academy) => ({
      cohortId: academy.cohortId,
      ...(typeof more === 'function' ? more(academy) : more),
    }));
  const paula = (command: string, more: object = {}): Act =>
    by('paula', command, ({ cohortId }) => ({ cohortId, ...more }));
  const idOf = (name: string) => (academy: Academy) => ({ userIds: [academy.person(name).userId] });
  const full: Act = async (academy) => {
    await paula('cohorts:edit', { capacity: 2 })(academy);
    await ines('cohorts:enrol', ({ person }) => ({ userId: person('tom').userId }))(academy);
  };
  const aLink: Act = async (academy) => {
    const { url } = (await ines('cohorts:open-invitation', { kind: 'link' })(academy)) as { url: string };
    return url.split('/').at(-1);
  };
  const tomInvited: Act = async (academy) => {
    const { user } = await cohortActs(roomsOf()).me(academy.person('tom'));
    await ines('cohorts:invite', { lines: [user.email] })(academy);
    return newest(academy);
  };
  const inviteOlga = by('paula', 'cohorts:invite-admin', ({ organisationId }) => ({
    organisationId,
    email: 'olga@mail.test',
  }));
  const invited: Act = async (academy) => {
    const email = `new-${newId().slice(-12)}@mail.test`;
    await ines('cohorts:invite', { lines: [email] })(academy);
    return tokenIn((await cohortActs(roomsOf()).mailsTo(email)).at(-1));
  };
  const newest = async ({ cohortId, person }: Academy): Promise<string> => {
    const view = await roomsOf().look(person('ines'), 'cohorts:invitations', { cohortId });
    return (view as { invitations: { id: string }[] }).invitations[0]!.id;
  };
  const place = { zone: 'Africa/Lagos', language: 'en' };

  return [
    {
      command: 'cohorts:edit',
      what: 'title, zone, days and capacity',
      act: ines('cohorts:edit', {
        title: 'Summer',
        zone: 'Europe/Lisbon',
        startsOn: '2026-06-08',
        capacity: 9,
      }),
      heard: [...staff('cohorts:enrolments', 'cohorts:plan', 'cohorts:me'), ...facts, ...sessionsOfCohort],
    },
    {
      command: 'cohorts:archive',
      what: 'a cohort is put away',
      act: paula('cohorts:archive', { archived: true }),
      heard: [
        ...staff('cohorts:enrolments', 'cohorts:plan', 'cohorts:me'),
        ...facts,
        ...staff('chat:channels', 'chat:room'),
        ...['amara', 'jonas'].flatMap((name) => [`${name} chat:channels`, `${name} chat:room`]),
      ],
    },
    {
      command: 'cohorts:clone',
      what: 'a cohort like another one',
      act: paula('cohorts:clone', { title: 'Autumn', startsOn: '2026-10-01' }),
      heard: [],
    },
    {
      command: 'cohorts:move',
      what: 'a week later',
      act: ines('cohorts:move', { days: 7, startsOn: '2026-06-09' }),
      heard: [...staff('cohorts:enrolments', 'cohorts:me'), ...facts],
    },
    {
      command: 'cohorts:set-plan',
      what: 'a module opens later',
      act: ines('cohorts:set-plan', {
        rules: [{ moduleKey: 'module-1', opens: { day: 1, minute: 540 }, due: null }],
      }),
      heard: [],
    },
    {
      command: 'cohorts:change-people',
      what: 'a student is paused',
      act: ines('cohorts:change-people', (academy) => ({ ...idOf('amara')(academy), change: 'pause' })),
      heard: ['amara cohorts:me', ...staff('cohorts:enrolments')],
    },
    {
      command: 'cohorts:change-people',
      what: 'many are removed',
      act: ines('cohorts:change-people', ({ person }) => ({
        userIds: ['amara', 'jonas', 'omar'].map((name) => person(name).userId),
        change: 'remove',
      })),
      heard: ['amara cohorts:me', 'jonas cohorts:me', ...staff('cohorts:enrolments', 'progress:cohort')],
    },
    {
      command: 'cohorts:change-people',
      what: 'who waited comes in',
      first: full,
      act: ines('cohorts:change-people', (academy) => ({ ...idOf('jonas')(academy), change: 'finish' })),
      heard: ['jonas cohorts:me', ...staff('cohorts:enrolments')],
    },
    {
      command: 'cohorts:set-expiry',
      what: 'a last day',
      act: ines('cohorts:set-expiry', (academy) => ({ ...idOf('amara')(academy), expiresOn: '2026-12-31' })),
      heard: staff('cohorts:enrolments'),
    },
    {
      command: 'cohorts:transfer',
      what: 'to another cohort',
      first: (academy) => academy.openCohort('Autumn'),
      act: (academy, _devices, toCohortId) =>
        paula('cohorts:transfer', { ...idOf('amara')(academy), toCohortId })(academy),
      heard: staff('cohorts:enrolments', 'progress:cohort'),
    },
    {
      command: 'cohorts:open-invitation',
      what: 'a code',
      act: ines('cohorts:open-invitation', { kind: 'code' }),
      heard: staff('cohorts:invitations'),
    },
    {
      command: 'cohorts:invite',
      what: 'somebody with an account and somebody without',
      async act(academy) {
        const { user } = await cohortActs(roomsOf()).me(academy.person('tom'));
        await ines('cohorts:invite', { lines: [user.email, 'nobody@mail.test'] })(academy);
      },
      heard: staff('cohorts:enrolments', 'cohorts:invitations'),
    },
    {
      command: 'cohorts:resend-invitation',
      what: 'once more',
      async first(academy) {
        await invited(academy);
        await sql`update invitation set sent_at = sent_at - interval '5 minutes'`.execute(roomsOf().db.query);
        return newest(academy);
      },
      act: (academy, _devices, invitationId) => ines('cohorts:resend-invitation', { invitationId })(academy),
      heard: staff('cohorts:invitations'),
    },
    {
      command: 'cohorts:revoke-invitation',
      what: 'of somebody with an account',
      first: tomInvited,
      act: (academy, _devices, invitationId) => ines('cohorts:revoke-invitation', { invitationId })(academy),
      heard: [...staff('cohorts:enrolments', 'cohorts:invitations'), 'tom cohorts:me'],
    },
    {
      command: 'cohorts:invite-admin',
      what: 'somebody new',
      act: inviteOlga,
      heard: ['paula cohorts:organisation'],
    },
    {
      command: 'cohorts:revoke-admin-invitation',
      what: 'of somebody new',
      first: inviteOlga,
      act: ({ organisationId, person }, _devices, line) =>
        roomsOf().perform(person('paula'), 'cohorts:revoke-admin-invitation', {
          organisationId,
          invitationId: (line as { id: string }).id,
        }),
      heard: ['paula cohorts:organisation'],
    },
    {
      command: 'cohorts:dismiss-admin',
      what: 'another administrator',
      first: ({ organisationId, person }) =>
        roomsOf().log.write(({ tx }) => organisations.appoint(tx, organisationId, person('tom').userId)),
      act: by('paula', 'cohorts:dismiss-admin', ({ organisationId, person }) => ({
        organisationId,
        userId: person('tom').userId,
      })),
      heard: ['paula cohorts:organisation'],
    },
    {
      command: 'cohorts:join',
      what: 'by a link',
      first: aLink,
      act: (academy, _devices, token) => roomsOf().perform(academy.person('tom'), 'cohorts:join', { token }),
      heard: staff('cohorts:enrolments', 'cohorts:invitations'),
    },
    {
      command: 'cohorts:join-by-mail',
      what: 'somebody asks for a way in',
      first: aLink,
      act: (_academy, _devices, token) =>
        roomsOf().perform({ kind: 'anonymous' }, 'cohorts:join-by-mail', {
          token,
          email: 'nia@mail.test',
          name: 'Nia',
          ...place,
        }),
      heard: [],
    },
    {
      command: 'cohorts:join-here',
      what: 'somebody new comes by a personal invitation',
      first: invited,
      act: (_academy, _devices, token) =>
        roomsOf().perform({ kind: 'anonymous' }, 'cohorts:join-here', { token, name: 'Nia', ...place }),
      heard: staff('cohorts:enrolments', 'cohorts:invitations'),
    },
    {
      command: 'cohorts:answer',
      what: 'somebody leaves the row of those who wait',
      first: full,
      act: by('tom', 'cohorts:answer', ({ cohortId }) => ({ cohortId, coming: false })),
      heard: [...staff('cohorts:enrolments'), 'tom cohorts:me'],
    },
    {
      command: 'cohorts:answer',
      what: 'somebody takes up an invitation',
      first: tomInvited,
      act: by('tom', 'cohorts:answer', ({ cohortId }) => ({ cohortId, coming: true })),
      heard: staff('cohorts:enrolments', 'cohorts:invitations'),
    },
  ];
}
