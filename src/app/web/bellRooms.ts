import { notificationsLive } from '#features/notifications/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** What the bell on every page shows: its code comes with it, and without that of other rooms. */
export const bellRooms: readonly LiveRoom[] = [notificationsLive];
