import { announcementsLive } from '#features/announcements/web/reduce.ts';
import { notificationsLive } from '#features/notifications/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** What the bell, and the banners beside it, show on every page: their code comes with them, and without that of others. */
export const bellRooms: readonly LiveRoom[] = [notificationsLive, announcementsLive];
