import type { ViewData } from '#kernel/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  announcementLimits,
  announcements,
  comesBefore,
  type Announcement,
  type AnnouncementGroup,
  type AnnouncementMarks,
  type AnnouncementReach,
  type AnnouncementShown,
  type OwnAnnouncement,
} from '../contract.ts';

export type Mine = ViewData<typeof announcements, 'announcements:mine'>;
export type List = ViewData<typeof announcements, 'announcements:list'>;
export type Groups = ViewData<typeof announcements, 'announcements:groups'>;
type AboutCohort = Pick<About<{ cohortId: string }>, 'input'>;
export type One = ViewData<typeof announcements, 'announcements:one'>;

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
const unmarked = { receivedAt: null, seenAt: null, acknowledgedAt: null, dismissedAt: null };

/** Whether more may be there than is shown: then only the server knows who moves up. */
const isFull = ({ announcements: all }: Mine): boolean => all.length >= announcementLimits.mine;

function placed(all: readonly OwnAnnouncement[], one: OwnAnnouncement): OwnAnnouncement[] {
  const others = all.filter(({ id }) => id !== one.id);
  const place = others.findIndex((other) => comesBefore(one, other));
  const at = place === -1 ? others.length : place;
  return [...others.slice(0, at), one, ...others.slice(at)].slice(0, announcementLimits.mine);
}

/** One that nobody here had; heard again it is there already, and keeps what was done with it. */
export function came(data: Mine, shown: AnnouncementShown): Mine {
  if (data.announcements.some(({ id }) => id === shown.id)) return data;
  return { announcements: placed(data.announcements, { ...shown, ...unmarked }) };
}

export function revised(data: Mine, shown: AnnouncementShown): Mine | 'refetch' {
  const known = data.announcements.find(({ id }) => id === shown.id);
  // It may stand behind those that are shown; what was done with it is not said here.
  if (!known) return isFull(data) && !shown.pinned ? data : 'refetch';
  if (known.pinned && !shown.pinned && isFull(data)) return 'refetch';
  const one = { ...known, ...shown };
  return isSame(one, known) ? data : { announcements: placed(data.announcements, one) };
}

export function gone(data: Mine, { announcementId }: { announcementId: string }): Mine | 'refetch' {
  const left = data.announcements.filter(({ id }) => id !== announcementId);
  if (left.length === data.announcements.length) return data;
  return isFull(data) ? 'refetch' : { announcements: left };
}

export function marked(data: Mine, { marks }: AnnouncementMarks): Mine {
  const changed = new Map<string, OwnAnnouncement>();
  for (const { announcementId, ...made } of marks) {
    const known = data.announcements.find(({ id }) => id === announcementId);
    if (known && !isSame({ ...known, ...made }, known)) changed.set(announcementId, { ...known, ...made });
  }
  if (changed.size === 0) return data;
  return { announcements: data.announcements.map((one) => changed.get(one.id) ?? one) };
}

/** Of others' comings staff hear as well. */
const places = (data: Mine, _event: unknown, { topic }: About<object>): Mine | 'refetch' =>
  topic.startsWith('user/') ? 'refetch' : data;

/** The newest first, like their ids. */
export function listChanged(
  data: List,
  one: Announcement,
  { input }: Pick<About<{ cohortId?: string | undefined; organisationId?: string | undefined }>, 'input'>,
): List {
  const { cohortId, organisationId } = one.audience;
  const isOfList =
    input.cohortId === undefined
      ? cohortId === null && organisationId === input.organisationId
      : cohortId === input.cohortId;
  if (!isOfList) return data;
  const known = data.announcements.find(({ id }) => id === one.id);
  if (known) {
    if (isSame(known, one)) return data;
    return { announcements: data.announcements.map((other) => (other === known ? one : other)) };
  }
  const all = [...data.announcements, one].sort((a, b) => (a.id < b.id ? 1 : -1));
  return { announcements: all.slice(0, announcementLimits.list) };
}

export function listDiscarded(data: List, { announcementId }: { announcementId: string }): List | 'refetch' {
  const left = data.announcements.filter(({ id }) => id !== announcementId);
  if (left.length === data.announcements.length) return data;
  return data.announcements.length >= announcementLimits.list ? 'refetch' : { announcements: left };
}

export function oneChanged(data: One, announcement: Announcement): One {
  const isKnown = data.announcement.id !== announcement.id || isSame(data.announcement, announcement);
  return isKnown ? data : { ...data, announcement };
}

export function reachChanged(data: One, reach: AnnouncementReach): One {
  const isKnown = data.reach.announcementId !== reach.announcementId || isSame(data.reach, reach);
  return isKnown ? data : { ...data, reach };
}

export function groupChanged(data: Groups, one: AnnouncementGroup, { input }: AboutCohort): Groups {
  if (one.cohortId !== input.cohortId) return data;
  const known = data.groups.find(({ id }) => id === one.id);
  if (!known) return { groups: [...data.groups, one].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  return isSame(known, one) ? data : { groups: data.groups.map((other) => (other === known ? one : other)) };
}

export function groupRemoved(data: Groups, { groupId }: { groupId: string }): Groups {
  const groups = data.groups.filter(({ id }) => id !== groupId);
  return groups.length === data.groups.length ? data : { groups };
}

export const announcementsLive = liveRoom(announcements, {
  'announcements:mine': {
    'announcements:came': came,
    'announcements:revised': revised,
    'announcements:gone': gone,
    'announcements:marked': marked,
    'enrolment:changed': places,
    'enrolment:transferred': places,
  },
  'announcements:list': { 'announcements:changed': listChanged, 'announcements:discarded': listDiscarded },
  'announcements:groups': {
    'announcements:group-changed': groupChanged,
    'announcements:group-removed': groupRemoved,
  },
  'announcements:one': {
    'announcements:changed': oneChanged,
    'announcements:reach-changed': reachChanged,
    'announcements:discarded': (data: One, { announcementId }: { announcementId: string }) =>
      data.announcement.id === announcementId ? 'refetch' : data,
  },
});
