import { newId } from '#kernel/ids.ts';
import type { AnnouncementGroup } from '#features/announcements/contract.ts';
import type { Academy } from './academy.ts';
import { anAnnouncement, announce, comeDue } from './announcements.ts';
import type { Rooms } from './rooms.ts';

interface Announced {
  /** Urgent and to be acknowledged; everybody has it. */
  sentId: string;
  draftId: string;
  scheduledId: string;
  groupId: string;
}
const announcedIn = new WeakMap<Academy, Announced>();

/** Everybody has one that is pinned and one that is urgent; one is written, and one is to be sent. */
export async function announcementsBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const omar = person('omar');
  await announce(rooms, omar, { cohortId, title: 'Read this first', pinned: true });
  const sentId = await announce(rooms, omar, { cohortId, urgent: true, needsAcknowledgement: true });
  const { id: draftId } = await anAnnouncement(rooms, omar, { cohortId, title: 'Tomorrow' });
  const { id: scheduledId } = await anAnnouncement(rooms, omar, {
    ...{ cohortId, title: 'Later', role: 'student' },
  });
  await rooms.perform(omar, 'announcements:send', { announcementId: scheduledId });
  const group = { cohortId, title: 'Table 1', personIds: [person('amara').userId] };
  const { id: groupId } = (await rooms.perform(omar, 'announcements:save-group', group)) as AnnouncementGroup;
  announcedIn.set(academy, { sentId, draftId, scheduledId, groupId });
}

/** What the views of this room are asked for. */
export const announcementsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'announcements:mine': () => ({}),
  'announcements:list': ({ cohortId }) => ({ cohortId }),
  'announcements:groups': ({ cohortId }) => ({ cohortId }),
  'announcements:one': (academy) => ({ announcementId: announcedIn.get(academy)!.sentId }),
  // It is as it was when staff asked for it: nobody comes behind whoever is not there.
  'announcements:recipients': (academy) => ({
    ...{ announcementId: announcedIn.get(academy)!.sentId, after: newId() },
  }),
};

type Act = (academy: Academy) => Promise<unknown>;
interface AnnouncementsCase {
  command: string;
  what: string;
  act: Act;
  heard: readonly string[];
}

const readers = ['amara', 'jonas', 'ines'].map((viewer) => `${viewer} announcements:mine`);
const lists = ['ines', 'paula'].map((viewer) => `${viewer} announcements:list`);
const ones = ['ines', 'paula'].map((viewer) => `${viewer} announcements:one`);
const own = ['amara announcements:mine'];
const groups = ['ines', 'paula'].map((viewer) => `${viewer} announcements:groups`);

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
  return [
    one(
      'draft',
      'one is written',
      ({ cohortId, person }) => anAnnouncement(roomsOf(), person('ines'), { cohortId }),
      lists,
    ),
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
      act: (academy) => comeDue(roomsOf(), announcedIn.get(academy)!.scheduledId),
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
    one(
      'save-group',
      'there is another group',
      ({ cohortId, person }) =>
        roomsOf().perform(person('ines'), 'announcements:save-group', { cohortId, title: 'All of us' }),
      groups,
    ),
    one(
      'save-group',
      'others are in a group',
      (academy) =>
        roomsOf().perform(academy.person('ines'), 'announcements:save-group', {
          ...{ cohortId: academy.cohortId, groupId: announcedIn.get(academy)!.groupId, title: 'Table 2' },
          personIds: [academy.person('jonas').userId],
        }),
      groups,
    ),
    one(
      'remove-group',
      'a group is kept no longer',
      (academy) =>
        roomsOf().perform(academy.person('ines'), 'announcements:remove-group', {
          ...{ cohortId: academy.cohortId, groupId: announcedIn.get(academy)!.groupId },
        }),
      groups,
    ),
    one('receive', 'a browser has it', severally('receive'), [...own, ...ones]),
    one('see', 'somebody has seen it', severally('see'), [...own, ...ones]),
    one('acknowledge', 'somebody has read it', by('amara', 'acknowledge', 'sentId'), [...own, ...ones]),
    one('dismiss', 'somebody puts the banner away', by('amara', 'dismiss', 'sentId'), [...own, ...ones]),
  ];
}

/** What may happen in a row. */
export const announcementsActs = (roomsOf: () => Rooms): Act[] =>
  announcementsCases(roomsOf).map(({ act }) => act);
