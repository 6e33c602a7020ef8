import type { Person } from '#platform/server/feature.ts';
import type { Academy } from './academy.ts';
import { PresenceClass, PresenceNode } from './presence.ts';
import { staffOfJonas } from './lawEHelp.ts';
import type { Rooms } from './rooms.ts';

/** What the presence room's views are asked for. */
export const presenceInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'presence:mine': () => ({}),
  'presence:cohort': ({ cohortId }) => ({ cohortId }),
  'presence:people': ({ cohortId }) => ({ cohortId }),
};

type Devices = Readonly<Record<'laptop' | 'phone' | 'tablet', Person>>;
type Act = (academy: Academy, devices: Devices) => Promise<unknown>;

interface PresenceCase {
  command: string;
  what: string;
  /** What was before anybody looked. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const nodes = new WeakMap<Rooms, PresenceNode>();

function actsOf(roomsOf: () => Rooms) {
  const node = (): PresenceNode => {
    const rooms = roomsOf();
    const known = nodes.get(rooms) ?? new PresenceNode(rooms);
    nodes.set(rooms, known);
    return known;
  };
  const of = (academy: Academy): PresenceClass => new PresenceClass(roomsOf(), academy);
  const come =
    (...names: string[]) =>
    (academy: Academy) =>
      of(academy).come(node(), ...names.map((name) => academy.person(name)));
  const go = (name: string) => (academy: Academy) => of(academy).go(node(), academy.person(name));
  const rest =
    (name: string, resting = true) =>
    async (academy: Academy): Promise<void> => {
      await of(academy).rest(academy.person(name), resting);
      await of(academy).frame(node());
    };
  const hide =
    (name: string, hidden = true) =>
    (academy: Academy) =>
      of(academy).hide(name, hidden);
  const enrolment =
    (command: 'cohorts:enrol' | 'cohorts:remove', name: string) =>
    ({ cohortId, person }: Academy) =>
      roomsOf().perform(person('ines'), command, { cohortId, userId: person(name).userId });
  return { come, go, rest, hide, enrolment };
}

const everybody = (...viewers: string[]): string[] => viewers.map((viewer) => `${viewer} presence:cohort`);
/** What others see of somebody who leaves or is called something else. */
const elsewhere = [
  'jonas cohorts:me',
  ...['ines', 'paula'].flatMap((viewer) => [`${viewer} cohorts:enrolments`, `${viewer} progress:cohort`]),
];
const staff = ['ines presence:people', 'paula presence:people'];

/** Every command of the presence room, and what others do that shows there. */
export function presenceCases(roomsOf: () => Rooms, opsOf: () => Person): PresenceCase[] {
  const { come, hide, enrolment } = actsOf(roomsOf);
  const forget =
    (name: string) =>
    async ({ person }: Academy): Promise<unknown> => {
      const { userId } = person(name);
      const { seal } = (await roomsOf().look(opsOf(), 'rights:preview-person', { userId })) as {
        seal: string;
      };
      return roomsOf().perform(opsOf(), 'rights:erase-person', { userId, seal });
    };
  const both = come('amara', 'jonas');
  return [
    {
      command: 'presence:rest',
      what: 'a browser that nobody touches: it shows with the next frame',
      first: both,
      act: ({ person }) => roomsOf().perform(person('amara'), 'presence:rest', { resting: true }),
      heard: [],
    },
    {
      command: 'presence:hide',
      what: 'somebody who is here is not seen any more',
      first: both,
      act: hide('amara'),
      heard: ['amara presence:mine', ...everybody('amara', 'jonas', 'ines', 'paula'), ...staff],
    },
    {
      command: 'presence:hide',
      what: 'somebody who is here is seen again',
      first: async (academy) => {
        await both(academy);
        await hide('amara')(academy);
      },
      act: hide('amara', false),
      heard: ['amara presence:mine', ...everybody('amara', 'jonas', 'ines', 'paula'), ...staff],
    },
    {
      command: 'presence:hide',
      what: 'somebody who is away',
      act: hide('amara'),
      heard: ['amara presence:mine'],
    },
    {
      command: 'cohorts:remove',
      what: 'somebody who is here leaves the cohort',
      first: both,
      act: enrolment('cohorts:remove', 'jonas'),
      heard: [...elsewhere, ...everybody('amara', 'ines', 'paula')],
    },
    {
      command: 'rights:erase-person',
      what: 'somebody who is here is forgotten',
      first: both,
      act: forget('jonas'),
      heard: [
        ...elsewhere,
        'jonas identity:security',
        'ines announcements:one',
        'paula announcements:one',
        ...staffOfJonas,
        ...everybody('amara', 'ines', 'paula'),
      ],
    },
    {
      command: 'identity:update-profile',
      what: 'somebody who is here takes another name',
      first: both,
      act: ({ person }) =>
        roomsOf().perform(person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' }),
      heard: [...elsewhere, ...everybody('amara', 'jonas', 'ines', 'paula')],
    },
  ];
}

/** Comings and goings in the middle of everything else. */
export function presenceActs(roomsOf: () => Rooms): Act[] {
  const { come, go, rest, hide } = actsOf(roomsOf);
  return [
    come('amara'),
    come('jonas', 'ines'),
    go('amara'),
    go('jonas'),
    rest('amara'),
    rest('amara', false),
    hide('amara'),
    hide('amara', false),
  ];
}
