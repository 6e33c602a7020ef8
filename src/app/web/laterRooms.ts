import { certificatesLive } from '#features/certificates/web/reduce.ts';
import { chatLive } from '#features/chat/web/reduce.ts';
import { dataRightsLive } from '#features/dataRights/web/reduce.ts';
import { lessonsLive } from '#features/lessons/web/reduce.ts';
import { momentLive } from '#features/moment/web/reduce.ts';
import { leaderboardLive } from '#features/leaderboard/web/reduce.ts';
import { presenceLive } from '#features/presence/web/reduce.ts';
import { pollsLive } from '#features/polls/web/reduce.ts';
import { qnaLive } from '#features/qna/web/reduce.ts';
import { quizzesLive } from '#features/quizzes/web/reduce.ts';
import { sessionsLive } from '#features/sessions/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';

/** Rooms that no first page shows: their code comes once something of theirs is asked for. */
export const laterRooms: readonly LiveRoom[] = [
  lessonsLive,
  quizzesLive,
  certificatesLive,
  dataRightsLive,
  sessionsLive,
  qnaLive,
  presenceLive,
  pollsLive,
  leaderboardLive,
  chatLive,
  momentLive,
];
