import type { ViewData } from '#kernel/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  isNewer,
  notificationLimits,
  notifications,
  placeOf,
  type Bell,
  type Notification,
  type NotificationPage,
  type NotificationPreferences,
  type NotificationsRead,
  type NotificationTold,
} from '../contract.ts';

type OlderInput = { before: string };

/** The newest page with one that came, or came again: whatever it pushes out stands on the page behind it. */
export function bellTold(data: Bell, { notification, unread }: NotificationTold): Bell {
  const others = data.notifications.filter(({ id }) => id !== notification.id);
  const after = others.filter((one) => isNewer(notification, one));
  const before = others.slice(0, others.length - after.length);
  const all = [...before, notification, ...after];
  const page = all.slice(0, notificationLimits.page);
  const isAll = data.before === null && all.length === page.length;
  return { unread, notifications: page, before: isAll ? null : placeOf(page.at(-1)!) };
}

function withRead(list: Notification[], { ids, readAt }: NotificationsRead): Notification[] {
  const read = new Set(ids);
  const isChanged = ({ id, readAt: former }: Notification): boolean => former === null && read.has(id);
  return list.some(isChanged) ? list.map((one) => (isChanged(one) ? { ...one, readAt } : one)) : list;
}

export function bellRead(data: Bell, event: NotificationsRead): Bell {
  return { ...data, unread: event.unread, notifications: withRead(data.notifications, event) };
}

/** One that comes again leaves its page, and the next one moves up; who stands next, only the server knows. */
export function olderTold(
  data: NotificationPage,
  { notification }: NotificationTold,
  { input }: Pick<About<OlderInput>, 'input'>,
): NotificationPage | 'refetch' {
  if (data.before !== null || placeOf(notification) < input.before) return 'refetch';
  const rest = data.notifications.filter(({ id }) => id !== notification.id);
  return rest.length === data.notifications.length ? data : { ...data, notifications: rest };
}

export function olderRead(data: NotificationPage, event: NotificationsRead): NotificationPage | 'refetch' {
  const notifications = withRead(data.notifications, event);
  // Not all that were read are named.
  if (event.more && notifications.some(({ readAt }) => readAt === null)) return 'refetch';
  return notifications === data.notifications ? data : { ...data, notifications };
}

type Preferences = ViewData<typeof notifications, 'notifications:preferences'>;

/** How events keep the list and the preferences true; what has changed in no way that they tell is fetched again. */
export const notificationsLive = liveRoom(notifications, {
  'notifications:bell': { 'notifications:told': bellTold, 'notifications:read': bellRead },
  'notifications:page': { 'notifications:told': olderTold, 'notifications:read': olderRead },
  'notifications:preferences': {
    'notifications:preferences-changed': (_data: Preferences, now: NotificationPreferences) => now,
  },
});
