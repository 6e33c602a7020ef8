import { announcementsMigrations } from '#features/announcements/server/migrations.ts';
import { announcementsReactions } from '#features/announcements/server/reactions.ts';
import { certificatesMigrations } from '#features/certificates/server/migrations.ts';
import { certificatesReactions } from '#features/certificates/server/reactions.ts';
import type { Deeds } from '#features/certificates/server/standing.ts';
import { chatMigrations } from '#features/chat/server/migrations.ts';
import { cohortsMigrations } from '#features/cohorts/server/migrations.ts';
import { cohortsReactions } from '#features/cohorts/server/reactions.ts';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import { dataRightsMigrations } from '#features/dataRights/server/migrations.ts';
import { helpMigrations } from '#features/help/server/migrations.ts';
import { identityMigrations } from '#features/identity/server/migrations.ts';
import { argon2Passwords, type Passwords } from '#features/identity/server/passwords.ts';
import { jobsRoomMigrations } from '#features/jobs/server/migrations.ts';
import { leaderboardMigrations } from '#features/leaderboard/server/migrations.ts';
import { leaderboardReactions } from '#features/leaderboard/server/reactions.ts';
import { lessonsMigrations } from '#features/lessons/server/migrations.ts';
import { momentMigrations } from '#features/moment/server/migrations.ts';
import { notificationsMigrations } from '#features/notifications/server/migrations.ts';
import { notificationsReactions } from '#features/notifications/server/rules.ts';
import { presenceMigrations } from '#features/presence/server/migrations.ts';
import { presenceReactions } from '#features/presence/server/reactions.ts';
import { pollsMigrations } from '#features/polls/server/migrations.ts';
import { progressMigrations } from '#features/progress/server/migrations.ts';
import { progressReactions } from '#features/progress/server/reactions.ts';
import type { QuizzesIn } from '#features/progress/server/rules.ts';
import { completedLessons } from '#features/progress/server/store.ts';
import { qnaMigrations } from '#features/qna/server/migrations.ts';
import * as quizzes from '#features/quizzes/server/cohortQuiz.ts';
import { quizzesMigrations } from '#features/quizzes/server/migrations.ts';
import { quizzesOf } from '#features/quizzes/server/passes.ts';
import { quizPart } from '#features/quizzes/server/publish.ts';
import { quizzesReactions } from '#features/quizzes/server/reactions.ts';
import { sessionsMigrations } from '#features/sessions/server/migrations.ts';
import { webhooksMigrations } from '#features/webhooks/server/migrations.ts';
import { webhooksReactions } from '#features/webhooks/server/reactions.ts';
import { auditMigrations } from '#platform/server/audit.ts';
import type { Database, DatabaseNote, Migration } from '#platform/server/db/database.ts';
import { inProcessFanout, type Fanout } from '#platform/server/fanout/fanout.ts';
import { jobsMigrations } from '#platform/server/jobs/migrations.ts';
import type { Reaction } from '#platform/server/log/events.ts';
import { openLog, type Log } from '#platform/server/log/log.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { mailMigrations } from '#platform/server/mail/migrations.ts';
import { databaseOf, type DatabaseSettings } from './database.ts';
import { demoMigrations } from './demo/migrations.ts';

/** Rooms in the order in which their tables stand on each other. */
export const migrations: readonly Migration[] = [
  ...logMigrations,
  ...mailMigrations,
  ...jobsMigrations,
  ...auditMigrations,
  ...identityMigrations,
  ...cohortsMigrations,
  ...sessionsMigrations,
  ...lessonsMigrations,
  ...progressMigrations,
  ...quizzesMigrations,
  ...qnaMigrations,
  ...presenceMigrations,
  ...pollsMigrations,
  ...leaderboardMigrations,
  ...chatMigrations,
  ...momentMigrations,
  ...certificatesMigrations,
  ...announcementsMigrations,
  ...helpMigrations,
  ...notificationsMigrations,
  ...webhooksMigrations,
  ...dataRightsMigrations,
  ...jobsRoomMigrations,
  ...demoMigrations,
];

/** The quizzes that stand in a lesson. */
export const quizzesIn: QuizzesIn = quizzes.quizzesIn;

/** What a certificate is given for. */
export const deeds: Deeds = { completedLessons, quizzesOf };

/** Rooms whose blocks stand in lessons. */
export const courseParts: readonly CoursePart[] = [quizPart];

/** What rooms do about each other's events, whichever program of Stoa tells them. */
export const reactions: readonly Reaction[] = [
  ...cohortsReactions,
  ...quizzesReactions,
  ...certificatesReactions(deeds),
  ...progressReactions({ quizzesIn }),
  ...presenceReactions,
  ...leaderboardReactions,
  ...announcementsReactions,
  ...notificationsReactions,
  ...webhooksReactions,
];

/** What every program of Stoa stands on: the database, the log, and the rooms' own services. */
export interface Ground {
  db: Database;
  log: Log;
  fanout: Fanout;
  passwords: Passwords;
  /** Rooms whose blocks stand in lessons. */
  courseParts: readonly CoursePart[];
  close(): Promise<void>;
}

/** @throws DatabaseUnusable in plain words */
export async function openGround(
  settings: DatabaseSettings,
  notify: (note: DatabaseNote) => void = () => {},
): Promise<Ground> {
  return groundOn(await databaseOf(settings, { migrations, notify }));
}

export function groundOn(db: Database): Ground {
  const fanout = inProcessFanout();
  return {
    db,
    log: openLog({ db, fanout, reactions }),
    fanout,
    passwords: argon2Passwords(),
    courseParts,
    async close() {
      await fanout.close();
      await db.close();
    },
  };
}
