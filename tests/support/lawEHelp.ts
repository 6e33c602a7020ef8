import type { HelpOffer } from '#features/help/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

const standingIn = new WeakMap<Academy, string>();
const closedIn = new WeakMap<Academy, string>();

async function offer(rooms: Rooms, academy: Academy, by: string, to: string): Promise<string> {
  const { cohortId, person } = academy;
  const input = { cohortId, studentId: person(to).userId, text: 'Shall we look at it together?' };
  return ((await rooms.perform(person(by), 'help:offer', input)) as HelpOffer).id;
}

/** Jonas was helped before, and is offered help again. */
export async function helpBegins(rooms: Rooms, academy: Academy): Promise<void> {
  const helpOfferId = await offer(rooms, academy, 'omar', 'jonas');
  await rooms.perform(academy.person('omar'), 'help:close', { helpOfferId, outcome: 'helped' });
  closedIn.set(academy, helpOfferId);
  standingIn.set(academy, await offer(rooms, academy, 'omar', 'jonas'));
}

/** What the views of this room are asked for. */
export const helpInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'help:mine': ({ cohortId }) => ({ cohortId }),
  'help:standing': ({ cohortId }) => ({ cohortId }),
  'help:student': ({ cohortId, person }) => ({ cohortId, studentId: person('jonas').userId }),
};

type Act = (academy: Academy) => Promise<unknown>;
interface HelpCase {
  command: string;
  what: string;
  act: Act;
  heard: readonly string[];
  news?: readonly string[];
}

const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((view) => `${viewer} help:${view}`));

/** What staff see of Jonas. */
export const staffOfJonas = staff('standing', 'student');

/** Every command of this room. */
export function helpCases(roomsOf: () => Rooms): HelpCase[] {
  const answer =
    (answer: string, reply = ''): Act =>
    (academy) =>
      roomsOf().perform(academy.person('jonas'), 'help:answer', {
        ...{ helpOfferId: standingIn.get(academy)!, answer, reply },
      });
  const close =
    (which: WeakMap<Academy, string>, outcome: string): Act =>
    (academy) =>
      roomsOf().perform(academy.person('ines'), 'help:close', {
        ...{ helpOfferId: which.get(academy)!, outcome },
      });
  return [
    {
      ...{ command: 'help:offer', what: 'a student is offered help' },
      act: (academy) => offer(roomsOf(), academy, 'ines', 'amara'),
      heard: ['amara help:mine', ...staff('standing')],
    },
    {
      ...{ command: 'help:answer', what: 'a student says yes' },
      act: answer('accepted', 'On Friday, please.'),
      heard: ['jonas help:mine', ...staffOfJonas],
    },
    {
      ...{ command: 'help:answer', what: 'a student says not now' },
      act: answer('declined'),
      heard: ['jonas help:mine', ...staffOfJonas],
    },
    {
      ...{ command: 'help:close', what: 'staff say what came of it' },
      act: close(standingIn, 'helped'),
      heard: ['jonas help:mine', ...staffOfJonas],
    },
    {
      ...{ command: 'help:close', what: 'staff say anew what had come of it' },
      act: close(closedIn, 'not-helped'),
      heard: staff('student'),
    },
  ];
}

/** What may happen in a row. */
export const helpActs = (roomsOf: () => Rooms): Act[] => helpCases(roomsOf).map(({ act }) => act);
