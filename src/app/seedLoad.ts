import { open } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { LiveSessions, sessionDefaults } from '#features/identity/server/sessions.ts';
import { restoreSession } from '#features/sessions/server/restore.ts';
import * as liveSessions from '#features/sessions/server/store.ts';
import { importCourse } from '#features/lessons/server/importCourse.ts';
import { plainCookieName } from '#platform/server/doors/request.ts';
import type { Ground } from './ground.ts';

const courseFolder = path.resolve(import.meta.dirname, '../../courses/ai-enablement');
const zone = 'Africa/Lagos';
const dayMs = 86_400_000;

/** A class as it comes: so many students, and one instructor with them. */
const usualStudentsPerCohort = 100;
/** What a bench may ask for. */
const mostStudentsPerCohort = 500;
const cohortsPerOrganisation = 10;

/** One line of the file. */
export interface LoadPerson {
  userId: string;
  cohortId: string;
  /** The session of the cohort that is on air: the same for all of them. */
  sessionId: string;
  /** The value of a `Cookie` header of somebody who is signed in. */
  cookie: string;
  role: 'student' | 'instructor';
}

interface Wanted {
  /** How many people, one instructor per cohort among them. */
  people: number;
  /**
   * The file: one line of JSON per person, the students of a cohort before its instructor. It holds
   * sessions, so its owner alone may read it.
   */
  out: string;
  /** Students per cohort, 100 unless said, 500 at most. */
  studentsPerCohort?: number;
  /** A password for everybody; absent: nobody signs in by password. */
  password?: string;
}

/**
 * Fills a scratch database with people who are signed in, for load tools: organisations that learn the demo
 * course in cohorts of up to 100 students and one instructor, each with a session on air. The people are marked as simulated, so a
 * second filling finds nobody real.
 *
 * @returns what was made, which is also what the file says
 * @throws Refusal `conflict` when the database has real people: among them nothing is simulated
 * @throws RangeError when `people` is no whole number of at least 1
 */
export async function seedLoad(
  ground: Ground,
  { people, out, studentsPerCohort = usualStudentsPerCohort, password }: Wanted,
): Promise<LoadPerson[]> {
  if (!Number.isSafeInteger(people) || people < 1)
    throw new RangeError(`people must be a whole number of at least 1, got ${people}`);
  if (studentsPerCohort < 1 || studentsPerCohort > mostStudentsPerCohort)
    throw new RangeError(`a cohort has 1 to ${mostStudentsPerCohort} students, got ${studentsPerCohort}`);
  if (await accounts.anyReal(ground.db.query)) {
    throw new Refusal('conflict', 'This database has real people. Load is tried on a scratch database.');
  }
  const passwordHash = password === undefined ? null : await ground.passwords.hash(password);
  const file = await open(out, 'w', 0o600);
  try {
    const made: LoadPerson[] = [];
    let organisation: Organisation | undefined;
    for (let cohort = 0; made.length < people; cohort++) {
      if (!organisation || cohort % cohortsPerOrganisation === 0) organisation = await anOrganisation(ground);
      const students = Math.min(studentsPerCohort, Math.max(1, people - made.length - 1));
      const cohortPeople = await aCohort(ground, organisation, { students, cohort, passwordHash });
      // The last place of all may be a student's alone: then the instructor stands in no line.
      const lines = cohortPeople.slice(0, people - made.length);
      await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      made.push(...lines);
    }
    return made;
  } finally {
    await file.close();
  }
}

interface Organisation {
  id: string;
  courseId: string;
}

async function anOrganisation(ground: Ground): Promise<Organisation> {
  const { id } = await ground.log.write(({ tx }) => organisations.create(tx, { title: 'Load' }));
  await importCourse(ground, courseFolder, { organisationId: id, confirm: async () => true });
  const course = await courses.find(ground.db.query, id, 'ai-enablement');
  return { id, courseId: course!.id };
}

/** A cohort and its people in one transaction: half a class is no class. */
function aCohort(
  { db, log }: Ground,
  { id: organisationId, courseId }: Organisation,
  { students, cohort, passwordHash }: { students: number; cohort: number; passwordHash: string | null },
): Promise<LoadPerson[]> {
  const sessions = new LiveSessions(db.query, systemClock, sessionDefaults);
  const place = newId().slice(-12);
  const today = systemClock.nowMs();
  const day = (offset: number): string => new Date(today + offset * dayMs).toISOString().slice(0, 10);
  return log.write(async (write) => {
    const { id: cohortId } = await organisations.openCohort(write, {
      organisationId,
      courseId,
      title: `Load, cohort ${cohort + 1}`,
      zone,
      startsOn: day(0),
      endsOn: day(41),
    });
    const people = await accounts.createAll(
      write.tx,
      Array.from({ length: students + 1 }, (_, index) => ({
        email: `load-${place}-${index + 1}@load.test`,
        name: index === students ? `Instructor of cohort ${cohort + 1}` : `Student ${index + 1}`,
        zone,
        passwordHash,
        simulated: true,
      })),
    );
    const hostId = people[students]!.id;
    const sessionId = await restoreSession(write.tx, {
      ...{ cohortId, hostId, title: 'Load, on air', summary: '', minutes: 60, lessonId: null, meeting: null },
      startsAt: new Date(today),
      agenda: ['First part', 'Second part'].map((title) => ({ title, minutes: 30, kind: 'talk', note: '' })),
    });
    await liveSessions.start(write.tx, sessionId, hostId);
    const lines: LoadPerson[] = [];
    for (const [index, { id: userId }] of people.entries()) {
      const role = index === students ? 'instructor' : 'student';
      await enrolments.enrol(write, { cohortId, userId, role });
      const { token } = await sessions.start(write, userId, { agent: 'load', address: '127.0.0.1' });
      lines.push({ userId, cohortId, sessionId, cookie: `${plainCookieName}=${token}`, role });
    }
    return lines;
  });
}
