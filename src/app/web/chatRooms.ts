import { chatLive } from '#features/chat/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';
import { sessionRooms } from './sessionRooms.ts';

/** A session's talk comes after what is voted and asked in it. */
export const chatRooms: readonly LiveRoom[] = [...sessionRooms, chatLive];
