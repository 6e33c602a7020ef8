import { announcementsLive } from '#features/announcements/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** What was announced, which may stand on every page: its code comes with it, and without that of other rooms. */
export const announcementRooms: readonly LiveRoom[] = [announcementsLive];
