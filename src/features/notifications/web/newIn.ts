import type { Bell, Notification } from '../contract.ts';

/** What came between two looks at the newest, or came again, and is not read; the oldest of it first. */
export function newIn(former: Bell, now: Bell): Notification[] {
  const newest = former.notifications[0]?.at ?? '';
  const known = new Map(former.notifications.map(({ id, at }) => [id, at]));
  return now.notifications
    .filter(({ id, at, readAt }) => readAt === null && at >= newest && known.get(id) !== at)
    .reverse();
}
