import { momentLive } from '#features/moment/web/reduce.ts';
import { pollsLive } from '#features/polls/web/reduce.ts';
import { qnaLive } from '#features/qna/web/reduce.ts';
import { sessionsLive } from '#features/sessions/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** Rooms that a live session shows: their code comes once something of theirs is asked for. */
export const sessionRooms: readonly LiveRoom[] = [sessionsLive, qnaLive, pollsLive, momentLive];
