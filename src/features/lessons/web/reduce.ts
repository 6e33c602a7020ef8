import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { lessons } from '../contract.ts';

/** A lesson only changes with its course's version, and is then fetched again. */
export const lessonsLive = liveRoom(lessons, {});
