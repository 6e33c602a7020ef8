import type { Academy } from './academy.ts';
import { anAnnouncement, announce, sendNow } from './announcements.ts';
import type { Rooms } from './rooms.ts';

interface Announced {
  /** Urgent and to be acknowledged; everybody has it. */
  sentId: string;
  draftId: string;
  scheduledId: string;
}
const announcedIn = new WeakMap<Academy, Announced>();

/** Everybody has one that is pinned and one that is urgent; one is written, and one is to be sent. */
export async function announcementsBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const ines = person('omar');
  await announce(rooms, ines, { cohortId, title: 'Read this first', pinned: true });
  const sentId = await announce(rooms, ines, { cohortId, urgent: true, needsAcknowledgement: true });
  const { id: draftId } = await anAnnouncement(rooms, ines, { cohortId, title: 'Tomorrow' });
  const { id: scheduledId } = await anAnnouncement(rooms, ines, { cohortId, title: 'Later' });
  await rooms.perform(ines, 'announcements:send', { announcementId: scheduledId });
  announcedIn.set(academy, { sentId, draftId, scheduledId });
}

/** What the views of this room are asked for. */
export const announcementsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'announcements:mine': () => ({}),
  'announcements:list': ({ cohortId }) => ({ cohortId }),
  'announcements:one': (academy) => ({ announcementId: announcedIn.get(academy)!.sentId }),
};

type Act = (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;
interface AnnouncementsCase {
  command: string;
  what: string;
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const readers = ['amara', 'jonas', 'ines'].map((viewer) => `${viewer} announcements:mine`);
const lists = ['ines', 'paula'].map((viewer) => `${viewer} announcements:list`);
const ones = ['ines', 'paula'].map((viewer) => `${viewer} announcements:one`);
const own = ['amara announcements:mine'];

/** Every command of this room, and its jobs. */
export function announcementsCases(roomsOf: () => Rooms): AnnouncementsCase[] {
  const by =
    (who: string, name: string, which: keyof Announced, input: object = {}): Act =>
    (academy) =>
      roomsOf().perform(academy.person(who), `announcements:${name}`, {
        ...{ announcementId: announcedIn.get(academy)![which], ...input },
      });
  const severally =
    (name: string): Act =>
    (academy) =>
      roomsOf().perform(academy.person('amara'), `announcements:${name}`, {
        announcementIds: [announcedIn.get(academy)!.sentId],
      });
  const one = (command: string, what: string, act: Act, heard: readonly string[]): AnnouncementsCase => ({
    ...{ command: `announcements:${command}`, what, act, heard },
  });
  const draft = (more: object, who = 'ines'): Act => {
    return ({ cohortId, person }) => anAnnouncement(roomsOf(), person(who), { cohortId, ...more });
  };
  return [
    one('draft', 'one is written', draft({}), lists),
    one(
      'draft',
      'one is written for the whole organisation',
      ({ organisationId, person }) => anAnnouncement(roomsOf(), person('paula'), { organisationId }),
      [],
    ),
    one('edit', 'a draft is changed', by('ines', 'edit', 'draftId', { title: 'Today', urgent: true }), lists),
    one('edit', 'what everybody has is changed', by('ines', 'edit', 'sentId', { title: 'Room B3' }), [
      ...readers,
      ...lists,
      ...ones,
    ]),
    one('discard', 'a draft is thrown away', by('ines', 'discard', 'draftId'), lists),
    one('send', 'a draft is to be sent', by('ines', 'send', 'draftId'), lists),
    one('undo', 'what is to be sent is taken back', by('ines', 'undo', 'scheduledId'), lists),
    {
      ...{ command: 'announcements sent', what: 'its moment has come' },
      first: draft({ role: 'student' }, 'omar'),
      act: ({ person }, _devices, first) => sendNow(roomsOf(), person('omar'), (first as { id: string }).id),
      heard: ['amara announcements:mine', 'jonas announcements:mine', ...lists],
    },
    one('pin', 'it is pinned', by('ines', 'pin', 'sentId', { pinned: true }), [
      ...readers,
      ...lists,
      ...ones,
    ]),
    one('recall', 'it is taken away', by('ines', 'recall', 'sentId'), [...readers, ...lists, ...ones]),
    one('resend', 'it is told again', by('ines', 'resend', 'sentId'), [...lists, ...ones]),
    one(
      'preview',
      'somebody asks who would get one',
      ({ cohortId, person }) => roomsOf().perform(person('ines'), 'announcements:preview', { cohortId }),
      [],
    ),
    one('receive', 'a browser has it', severally('receive'), [...own, ...ones]),
    one('see', 'somebody has seen it', severally('see'), [...own, ...ones]),
    one('acknowledge', 'somebody has read it', by('amara', 'acknowledge', 'sentId'), [...own, ...ones]),
    one('dismiss', 'somebody puts the banner away', by('amara', 'dismiss', 'sentId'), [...own, ...ones]),
  ];
}

/** What may happen in a row. */
export const announcementsActs = (roomsOf: () => Rooms): Act[] =>
  announcementsCases(roomsOf).flatMap(({ command, act, first }) =>
    first || command === 'announcements:preview' ? [] : [act],
  );
