import { newId } from '#kernel/ids.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { tellMailBack } from '#features/identity/server/credentials.ts';
import { placeOf, type Bell } from '#features/notifications/contract.ts';
import { stopToken } from '#features/notifications/server/stopping.ts';
import { recordBounce } from '#platform/server/mail/bounces.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

/** What this room's views are asked for; the page is the one behind what is still to come. */
export const notificationsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'notifications:bell': () => ({}),
  'notifications:page': () => ({
    before: placeOf({ at: '2999-01-01T00:00:00.000Z', id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }),
  }),
  // It is as it was when staff asked for it; nothing that is done here is told of in it.
  'notifications:sent': ({ cohortId }) => ({
    cohortId,
    before: placeOf({ at: '2000-01-01T00:00:00.000Z', id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }),
  }),
  'notifications:preferences': () => ({}),
};

type Act = (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;

interface NotificationsCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
  /** Which bells hear of it, of a command of another room. */
  news?: readonly string[];
}

const bells = (...viewers: string[]): string[] => viewers.map((viewer) => `${viewer} notifications:bell`);
const both = ['amara notifications:bell', 'amara notifications:page'];
const preferences = ['amara notifications:preferences'];

/** Every command of this room, and what other rooms' commands bring into bells. */
export function notificationsCases(roomsOf: () => Rooms): NotificationsCase[] {
  const amara =
    (command: string, inputOf: (academy: Academy, first: Bell) => object): Act =>
    (academy, _devices, first) =>
      roomsOf().perform(academy.person('amara'), `notifications:${command}`, inputOf(academy, first as Bell));
  const mention = ({ cohortId, person }: Academy, more: object = {}): Promise<unknown> =>
    roomsOf().perform(person('jonas'), 'chat:send', {
      ...{ channelId: cohortId, text: 'Look here' },
      ...{ mentions: [person('amara').userId], ...more },
    });
  /** Three lines in Amara's bell. */
  const told = async (academy: Academy): Promise<unknown> => {
    for (let times = 0; times < 3; times++) await mention(academy);
    return roomsOf().look(academy.person('amara'), 'notifications:bell');
  };
  const reading = (
    command: string,
    what: string,
    inputOf: (academy: Academy, first: Bell) => object,
  ): NotificationsCase => ({
    ...{ command: `notifications:${command}`, what, first: told },
    ...{ act: amara(command, inputOf), heard: both },
  });
  const choosing = (command: string, what: string, inputOf: (academy: Academy) => object) => ({
    ...{ command: `notifications:${command}`, what, act: amara(command, inputOf), heard: preferences },
  });
  return [
    reading('read', 'one of three', (_academy, { notifications }) => ({ ids: [notifications[1]!.id] })),
    reading('read-group', 'what is about one message', (_academy, { notifications }) => ({
      group: notifications[0]!.group,
    })),
    reading('read-all', 'up to the second', (_academy, { notifications }) => ({
      until: notifications[1]!.at,
    })),
    choosing('set-type', 'no mail', () => ({ type: 'mention', inApp: true, mail: 'none' })),
    choosing('mute-cohort', 'their own', ({ cohortId }) => ({ cohortId, muted: true })),
    choosing('do-not-disturb', 'for an hour', () => ({
      until: new Date(Date.now() + 3_600_000).toISOString(),
    })),
    choosing('set-quiet-hours', 'none', () => ({ quietHours: null, startsAnyway: true })),
    choosing('set-digest', 'on Fridays', () => ({ cadence: 'weekly', at: '09:00', weekday: 5 })),
    {
      ...{ command: 'notifications:trust-address', what: 'of a student', heard: ['amara identity:security'] },
      first: ({ person }) =>
        roomsOf().log.write(async (write) => {
          const { email } = await accounts.byId(write.tx, person('amara').userId);
          const of = { effectKey: `test/${newId()}`, address: email };
          await recordBounce(write.tx, { ...of, code: 550, status: '5.1.1', endsAddress: true });
          await tellMailBack(write, email);
        }),
      act: ({ cohortId, person }) =>
        roomsOf().perform(person('ines'), 'notifications:trust-address', {
          ...{ cohortId, userId: person('amara').userId },
        }),
    },
    {
      ...{ command: 'notifications:stop-mail', what: 'by a secret', heard: preferences },
      first: ({ person }) =>
        roomsOf().log.write(({ tx }) => stopToken(tx, person('amara').userId, 'mention')),
      act: (_academy, _devices, token) =>
        roomsOf().perform({ kind: 'anonymous' }, 'notifications:stop-mail', { token }),
    },
    {
      ...{ command: 'session:cancel', what: 'as news in bells', first: told },
      act: async (academy) => {
        const { sessions } = (await roomsOf().look(academy.person('ines'), 'session:timetable', {
          cohortId: academy.cohortId,
        })) as { sessions: { id: string }[] };
        await roomsOf().perform(academy.person('ines'), 'session:cancel', { sessionId: sessions[0]!.id });
      },
      heard: [
        ...['amara', 'jonas', 'ines', 'paula'].flatMap((viewer) =>
          ['session:list', 'session:timetable', 'session:one'].map((view) => `${viewer} ${view}`),
        ),
        ...['ines session:console', 'paula session:console'],
      ],
      news: bells('amara', 'jonas'),
    },
  ];
}

/** What is told and read in the middle of everything else. */
export function notificationsActs(roomsOf: () => Rooms): Act[] {
  return [
    async ({ person }) => {
      const { notifications } = (await roomsOf().look(person('amara'), 'notifications:bell')) as Bell;
      if (notifications.length === 0) return;
      await roomsOf().perform(person('amara'), 'notifications:read-all', { until: notifications[0]!.at });
    },
    ({ cohortId, person }) =>
      roomsOf().perform(person('ines'), 'chat:send', {
        ...{ channelId: cohortId, text: 'All of you', calls: 'everyone' },
      }),
  ];
}
