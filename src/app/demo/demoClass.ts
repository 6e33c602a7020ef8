import path from 'node:path';
import { sql } from 'kysely';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { restoreStudents } from '#features/cohorts/server/restore.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { readCourse } from '#features/lessons/server/importer/readCourse.ts';
import { publishCourse } from '#features/lessons/server/publishCourse.ts';
import { restore } from '#features/progress/server/store.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Ground } from '../ground.ts';
import { classmates, visitors, type DemoPerson } from './people.ts';
import { holdSessions } from './sessionsHeld.ts';
import { seededRandom } from './simulator.ts';
import { takeQuizzes } from './quizzesTaken.ts';
import { talk } from './talked.ts';
import { announceTo } from './announced.ts';
import { offerHelpTo } from './helpOffered.ts';
import { inform } from './newsTold.ts';
import { demoMailDomain, demoPassword } from './words.ts';

const courseFolder = path.resolve(import.meta.dirname, '../../../courses/ai-enablement');
const dayMs = 86_400_000;

/** Whether the demo class is here, and nobody real. */
export async function isDemo(db: Queryable): Promise<boolean> {
  const { rows } = await sql`select one from demo`.execute(db);
  return rows.length > 0 && !(await accounts.anyReal(db));
}

/** Whether nobody at all is here: only then may the demo come in. */
export async function isEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await sql`select one from demo`.execute(db);
  return rows.length === 0 && !(await accounts.anyReal(db));
}

/**
 * Brings the demo class in: two organisations, the course read by the same importer as
 * anyone's, a cohort of 43 students with what each has completed so far. Always the same, but for the ids
 * and the days, which count from `now`.
 */
export async function seedDemo(ground: Ground, now: Date): Promise<void> {
  const passwordHash = await ground.passwords.hash(demoPassword);
  const [academy, delta] = await ground.log.write(async ({ tx }) => [
    await organisations.create(tx, { title: 'AI Enablement Academy' }),
    await organisations.create(tx, { title: 'Delta Institute' }),
  ]);
  const { course: read, faults } = await readCourse(courseFolder, { parts: ground.courseParts });
  if (!read || faults.length > 0)
    throw new Error("The demo's course cannot be read: npm run stoa -- import says why.");
  for (const { id: organisationId } of [academy!, delta!])
    await publishCourse(ground, { organisationId, course: read });

  await ground.log.write(async ({ tx, tell }) => {
    const open = async (person: DemoPerson, more: { platformAdmin?: boolean; simulated?: boolean } = {}) => {
      const { key, name, zone } = person;
      const email = `${key}@${demoMailDomain}`;
      return accounts.create(tx, { email, name, zone, passwordHash, emailVerified: true, ...more });
    };
    const ines = await open(visitors.ines);
    const students = [
      { ...(await open(visitors.amara)), completed: 5 },
      { ...(await open(visitors.jonas)), completed: 6 },
    ];
    const random = seededRandom('how far the class is');
    const simulated = await accounts.createAll(
      tx,
      classmates.map(({ key, name, zone }) => ({
        email: `${key}@${demoMailDomain}`,
        name,
        zone,
        passwordHash,
        emailVerified: true,
        simulated: true,
      })),
    );
    for (const account of simulated) students.push({ ...account, completed: Math.floor(random() * 9) });
    const lucia = await open(visitors.lucia);
    const paula = await open(visitors.paula);
    await open(visitors.ops, { platformAdmin: true });
    await organisations.appoint(tx, academy!.id, paula.id);

    const change = { tx, tell };
    const day = (offset: number): string =>
      new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10);
    const openCohort = async (organisationId: string, title: string, zone: string) => {
      const course = (await courses.find(tx, organisationId, 'ai-enablement'))!;
      const cohort = await organisations.openCohort(change, {
        organisationId,
        courseId: course.id,
        title,
        zone,
        startsOn: day(0),
        endsOn: day(41),
      });
      return {
        id: cohort.id,
        course,
        lessonIds: course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
      };
    };
    const spring = await openCohort(academy!.id, `AI Enablement, ${seasonOf(now)}`, visitors.amara.zone);
    await enrolments.enrol(change, { cohortId: spring.id, userId: ines.id, role: 'instructor' });
    const studentIds = students.map(({ id }) => id);
    await restoreStudents(tx, spring.id, studentIds);
    const completions = students.flatMap(({ id: studentId, completed }) => {
      // One after the other, the last one not long ago.
      let completedMs = now.getTime();
      const done = spring.lessonIds.slice(0, completed).reverse();
      return done.map((lessonId) => {
        completedMs -= (20 + random() * 100) * 60_000;
        return { cohortId: spring.id, studentId, lessonId, completedAt: new Date(completedMs) };
      });
    });
    await restore(tx, completions);
    const { id: courseId, version } = spring.course;
    const learned = { cohortId: spring.id, courseId, version, lessonIds: spring.lessonIds };
    await takeQuizzes(tx, learned, students, now);
    const taught = { ...spring, cohortId: spring.id, hostId: ines.id };
    await holdSessions(tx, { ...taught, studentIds }, now);
    const [amara, jonas, ...others] = studentIds;
    const talking = { cohortId: spring.id, inesId: ines.id, amaraId: amara!, jonasId: jonas! };
    const mention = await talk(tx, { ...talking, classmateIds: others }, now);
    const { enrolmentId } = (await enrolments.student(tx, spring.id, amara!))!;
    await inform(tx, { ...talking, enrolmentId, mention }, now);
    const announcing = { ...talking, organisationId: academy!.id, classmateIds: [jonas!, ...others] };
    await announceTo(tx, announcing, now);
    // Neither of the two whom a visitor enters as.
    const [agreed, silent] = students.slice(2).sort((one, other) => one.completed - other.completed);
    await offerHelpTo(tx, { ...talking, behindIds: [agreed!.id, silent!.id] }, now);
    const other = await openCohort(delta!.id, 'Delta, first cohort', visitors.lucia.zone);
    await enrolments.enrol(change, { cohortId: other.id, userId: lucia.id, role: 'student' });
    await sql`insert into demo default values`.execute(tx);
  });
}

function seasonOf(day: Date): string {
  const names = [
    'Winter',
    'Winter',
    'Spring',
    'Spring',
    'Spring',
    'Summer',
    'Summer',
    'Summer',
    'Autumn',
    'Autumn',
    'Autumn',
    'Winter',
  ];
  return `${names[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}
