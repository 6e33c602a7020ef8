import { certificatesLive } from '#features/certificates/web/reduce.ts';
import { dataRightsLive } from '#features/dataRights/web/reduce.ts';
import { helpLive } from '#features/help/web/reduce.ts';
import { jobsLive } from '#features/jobs/web/reduce.ts';
import { lessonsLive } from '#features/lessons/web/reduce.ts';
import { leaderboardLive } from '#features/leaderboard/web/reduce.ts';
import { presenceLive } from '#features/presence/web/reduce.ts';
import { quizzesLive } from '#features/quizzes/web/reduce.ts';
import { webhooksLive } from '#features/webhooks/web/reduce.ts';
import type { LiveRoom } from '#platform/web/query/liveRoom.ts';
import { bellRooms } from './bellRooms.ts';
import { homeRooms } from './homeRooms.ts';
import { chatRooms } from './chatRooms.ts';

/**
 * Rooms that no first page shows: their code comes once something of theirs is asked for, and with it that of the
 * rooms whose events they follow.
 */
export const laterRooms: readonly LiveRoom[] = [
  ...homeRooms,
  ...chatRooms,
  ...bellRooms,
  lessonsLive,
  quizzesLive,
  certificatesLive,
  dataRightsLive,
  helpLive,
  jobsLive,
  presenceLive,
  leaderboardLive,
  webhooksLive,
];
