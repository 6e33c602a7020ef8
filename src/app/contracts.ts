import { announcements } from '#features/announcements/contract.ts';
import { certificates } from '#features/certificates/contract.ts';
import { chat } from '#features/chat/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { dataRights } from '#features/dataRights/contract.ts';
import { help } from '#features/help/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { jobs } from '#features/jobs/contract.ts';
import { leaderboard } from '#features/leaderboard/contract.ts';
import { lessons } from '#features/lessons/contract.ts';
import { moment } from '#features/moment/contract.ts';
import { notifications } from '#features/notifications/contract.ts';
import { presence } from '#features/presence/contract.ts';
import { polls } from '#features/polls/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { qna } from '#features/qna/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { webhooks } from '#features/webhooks/contract.ts';

/** Every room's wire, one line each; the documents, the policy and the house itself are made from it. */
export const contracts = [
  identity,
  cohorts,
  sessions,
  lessons,
  progress,
  quizzes,
  qna,
  presence,
  polls,
  leaderboard,
  chat,
  moment,
  certificates,
  announcements,
  help,
  notifications,
  webhooks,
  dataRights,
  jobs,
];
