import { TestHouse, type TestPerson } from '../house.ts';
import { plantAnnouncements } from './announcements.ts';
import { plantChats } from './chats.ts';
import { plantCohorts } from './cohorts.ts';
import { plantCourse } from './course.ts';
import { plantHelp } from './help.ts';
import { plantJobs } from './jobs.ts';
import { plantPoints } from './leaderboard.ts';
import { plantMoments } from './moments.ts';
import { plantCertificates, plantNotes, plantReasons } from './papers.ts';
import { plantPeople, plantStrangers } from './people.ts';
import { Planter } from './planter.ts';
import { plantPolls } from './polls.ts';
import { plantProvider } from './provider.ts';
import { plantQuestions } from './questions.ts';
import { plantAnswers } from './quiz.ts';
import { plantSessions } from './sessions.ts';
import { plantWebhooks } from './webhooks.ts';
import type { Plot } from './world.ts';

/** An academy in whose every text payloads stand, brought there by the commands that people send. */
export interface PlantedAcademy extends Plot {
  /** Each has a payload for a name, and had another one before. */
  students: TestPerson[];
  /** All payloads as text, a film with all payloads beside it, a quiz of payloads. */
  lessonIds: { texts: string; film: string; quiz: string };
  quizId: string;
  attemptIds: string[];
  /** Of the last student. */
  openAttemptId: string;
  certificateIds: string[];
  sessionIds: { live: string; over: string; cancelled: string };
  draftPageId: string;
  linkToken: string;
  webhookId: string;
  announcementIds: { ofCohort: string; ofAll: string };
}

/** @param webFolder where the browser's application was built */
export async function plantAcademy(webFolder: string): Promise<PlantedAcademy> {
  const house = await TestHouse.open({ TRUST_PROXY: '1' }, { webFolder });
  const { organisationId, cohortId } = house.north;
  const plot: Plot = {
    house,
    planter: new Planter(house.base),
    organisationId,
    cohortId,
    ines: await house.instructor('ines'),
    paula: await house.person('paula', { academy: house.north, role: 'organisationAdmin' }),
    ops: await house.person('ops', undefined, { platformAdmin: true }),
  };
  const { students, linkToken } = await plantPeople(plot);
  const { otherCohortId } = await plantCohorts(plot);
  await plantStrangers(plot, otherCohortId);
  const { lessonIds, draftPageId } = await plantCourse(plot);
  const { quizId, attemptIds, openAttemptId } = await plantAnswers(plot, students);
  await plantNotes(plot, students[0]!, lessonIds.texts);
  const { certificateIds } = await plantCertificates(plot, students, lessonIds.texts);
  const sessionIds = await plantSessions(plot, students);
  await plantQuestions(plot, students, sessionIds.live);
  await plantPolls(plot, students, sessionIds.live);
  await plantPoints(plot, students, sessionIds.live);
  await plantChats(plot, students, sessionIds.live);
  await plantMoments(plot, students, sessionIds.live);
  await plantReasons(plot, students);
  await plantProvider(plot);
  await plantJobs(plot);
  const { announcementIds } = await plantAnnouncements(plot, students);
  await plantHelp(plot, students);
  const { webhookId } = await plantWebhooks(plot);
  return {
    ...plot,
    students,
    linkToken,
    lessonIds,
    draftPageId,
    webhookId,
    announcementIds,
    quizId,
    attemptIds,
    openAttemptId,
    certificateIds,
    sessionIds,
  };
}
