import { progressLive } from '#features/progress/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** Rooms that home shows beside those that every page needs: their code comes with its own. */
export const homeRooms: readonly LiveRoom[] = [progressLive];
