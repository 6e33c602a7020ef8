import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { CertificateRule, CompletionRule } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { ParsedCourse, ParsedPart } from '#features/lessons/server/importer/course.ts';
import { publishCourse, type PublishedCourse } from '#features/lessons/server/publishCourse.ts';
import { quizPart } from '#features/quizzes/server/publish.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Rooms } from './rooms.ts';

const courseParts = [quizPart];

/** An organisation with one course and one cohort that learns it, and its people by name. */
export interface Academy {
  readonly organisationId: string;
  readonly courseId: string;
  readonly cohortId: string;
  /** Where its people's e-mail addresses lie. */
  readonly mailDomain: string;
  person(name: string): Person;
  /** The id of a lesson by its key, whether the current version has it or an earlier one had. */
  lesson(key: string): string;
  /** Publishes the course anew with these lessons in modules; what is not said stays as at the beginning. */
  publish(modules: readonly (readonly string[])[], more?: CourseRules): Promise<PublishedCourse>;
  /** Opens another cohort of the same course. */
  openCohort(title?: string): Promise<string>;
  /** Somebody who belongs nowhere yet. */
  stranger(name: string): Promise<Person>;
  enrolmentId(name: string): Promise<string>;
}

/** What a course asks for, by the keys of its lessons. */
export interface CourseRules {
  completes?: Readonly<Record<string, CompletionRule>>;
  after?: Readonly<Record<string, readonly string[]>>;
  certificate?: CertificateRule | null;
  /** Bodies of quiz blocks, by the lesson in which they stand. */
  quizzes?: Readonly<Record<string, string>>;
}

interface Cast extends CourseRules {
  students?: readonly string[];
  instructors?: readonly string[];
  admins?: readonly string[];
  /** Keys of lessons in modules. */
  lessons?: readonly (readonly string[])[];
}

export async function anAcademy({ log, db }: Rooms, cast: Cast = {}): Promise<Academy> {
  const { students = [], instructors = [], admins = [], lessons = [['a', 'b'], ['c']], ...rules } = cast;
  const people = new Map<string, Person>();
  const lessonIds = new Map<string, string>();
  const place = newId().slice(-12);

  const arrive = (names: readonly string[]): Promise<void> =>
    log.write(async ({ tx }) => {
      const arriving = [...new Set(names)].filter((name) => !people.has(name));
      const arrived = await accounts.createAll(
        tx,
        arriving.map((name) => ({ email: `${name}@${place}.test`, name, zone: 'Africa/Lagos' })),
      );
      for (const { id, name } of arrived) {
        people.set(name, { kind: 'person', userId: id, sessionId: newId(), platformAdmin: false });
      }
    });
  const person = (name: string): Person => people.get(name)!;

  await arrive([...students, ...instructors, ...admins]);
  const { id: organisationId } = await log.write(async ({ tx }) => {
    const organisation = await organisations.create(tx, { title: `Academy ${place}` });
    for (const name of admins) await organisations.appoint(tx, organisation.id, person(name).userId);
    return organisation;
  });
  const publish: Academy['publish'] = async (modules, more = {}) => {
    const course = courseOf(modules, { ...rules, ...more });
    const published = await publishCourse({ db, log, courseParts }, { organisationId, course });
    const current = await courses.find(db.query, organisationId, course.key);
    for (const module of current!.modules) for (const { key, id } of module.lessons) lessonIds.set(key, id);
    return published;
  };
  const { courseId } = await publish(lessons);
  const openCohort = async (title = 'Spring'): Promise<string> => {
    const dates = { zone: 'Africa/Lagos', startsOn: '2026-06-09', endsOn: '2026-06-10' };
    const opened = await log.write((write) =>
      organisations.openCohort(write, { organisationId, courseId, title, ...dates }),
    );
    return opened.id;
  };
  const cohortId = await openCohort();
  await log.write(async (write) => {
    for (const [names, role] of [
      [instructors, 'instructor'],
      [students, 'student'],
    ] as const) {
      for (const name of names)
        await enrolments.enrol(write, { cohortId, userId: person(name).userId, role });
    }
  });

  return {
    organisationId,
    courseId,
    cohortId,
    mailDomain: `${place}.test`,
    person,
    lesson: (key) => lessonIds.get(key)!,
    publish,
    openCohort,
    async stranger(name) {
      await arrive([name]);
      return person(name);
    },
    async enrolmentId(name) {
      const lines = await enrolments.linesOf(db.query, cohortId);
      return lines.find(({ userId }) => userId === person(name).userId)!.enrolmentId;
    },
  };
}

/** The course of every academy, with these lessons in modules. */
function courseOf(
  modules: readonly (readonly string[])[],
  { completes = {}, after = {}, certificate, quizzes = {} }: CourseRules,
): ParsedCourse {
  return {
    key: 'course',
    title: 'The course',
    summary: 'What it is about',
    language: 'en',
    overview: '',
    ...(certificate !== undefined && { certificate }),
    modules: modules.map((keys, position) => ({
      key: `module-${position + 1}`,
      title: `Module ${position + 1}`,
      summary: '',
      overview: '',
      lessons: keys.map((key) => ({
        key,
        title: `Lesson ${key}`,
        summary: '',
        kind: 'text',
        minutes: 5,
        markdown: `What there is to know of ${key}.`,
        digest: JSON.stringify([key, completes[key], after[key], quizzes[key]]),
        path: `${key}.md`,
        ...(completes[key] && { completes: completes[key] }),
        ...(after[key] && { after: [...after[key]] }),
        ...(quizzes[key] && { parts: [quizIn(quizzes[key])] }),
      })),
    })),
    files: [],
  };
}

/** @throws Error with the first fault of the block */
function quizIn(block: string): ParsedPart {
  const { part, faults } = quizPart.read(block);
  if (!part) throw new Error(`line ${faults[0]!.line}: ${faults[0]!.message}`);
  return { fence: quizPart.fence, ...part, digest: block };
}

/** The code of the refusal that something ends in, or `done`. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (reason) {
    if (reason instanceof Refusal) return reason.code;
    throw reason;
  }
}

/**
 * Counts each active student's completions straight from the rows of three rooms, in one statement that
 * shares nothing with the code it judges.
 */
export async function recount(
  db: Queryable,
  cohortId: string,
): Promise<Map<string, { completed: number; total: number; percent: number }>> {
  const { rows } = await sql<{ studentId: string; completed: number; total: number; percent: number }>`
    select enrolment.user_id as "studentId",
      count(completion.lesson_id) as completed,
      count(place.lesson_id) as total,
      coalesce(div(100 * count(completion.lesson_id), nullif(count(place.lesson_id), 0)), 0)::int as percent
    from enrolment
    join cohort on cohort.id = enrolment.cohort_id
    join course on course.id = cohort.course_id
    left join lesson_place place on place.course_id = course.id and place.version = course.version
    left join completion on completion.cohort_id = cohort.id
      and completion.student_id = enrolment.user_id and completion.lesson_id = place.lesson_id
    where cohort.id = ${cohortId} and enrolment.role = 'student' and enrolment.state = 'active'
    group by enrolment.user_id`.execute(db);
  return new Map(rows.map(({ studentId, ...figure }) => [studentId, figure]));
}
