import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { cohorts } from '../contract.ts';
import * as store from './courseStore.ts';

/** `changed` is false when the digest is the current version's: then nothing was written or told. */
export type Published =
  | { changed: false; courseId: string; version: number }
  | {
      changed: true;
      courseId: string;
      version: number;
      /** The lessons of the new version by key. A key that an earlier version had keeps its id. */
      lessonIds: ReadonlyMap<string, string>;
    };

/** Makes the course as given its current version, and tells every cohort that learns it. */
export async function publish(
  { tx, tell }: { tx: Tx; tell: Tell },
  course: store.CourseToPublish,
): Promise<Published> {
  const held = await store.holdCourse(tx, course.organisationId, course.key);
  const courseId = held.id;
  if (held.digest === course.digest) return { changed: false, courseId, version: held.version };

  const version = held.version + 1;
  const keys = course.modules.flatMap(({ lessons }) => lessons.map(({ key }) => key));
  const lessonIds = await store.lessonIdsByKey(tx, courseId, keys);
  await store.insertVersion(tx, courseId, version, course);
  await store.insertPlaces(tx, courseId, version, course.modules, lessonIds);
  await store.makeCurrent(tx, courseId, version);
  const topics = [
    cohorts.topics.organisation.of({ organisationId: course.organisationId }),
    ...(await store.cohortIdsOf(tx, courseId)).map((cohortId) => cohorts.topics.cohort.of({ cohortId })),
  ];
  tell(cohorts, 'course:published', topics, { courseId, title: course.title, version });
  return { changed: true, courseId, version, lessonIds };
}

/** A cohort and what it learns. Two statements, or one for a cohort that does not exist. */
export async function outline(db: Queryable, cohortId: string): Promise<store.Outline | undefined> {
  const head = await store.outlineHead(db, cohortId);
  return head && { ...head, modules: await store.modulesOf(db, head.course.id, head.course.version) };
}

/** The cohort and its course alone, in one statement. */
export const head = store.outlineHead;

/** The lessons that count in the cohort: those of the current version, in no order. */
export const lessonIds = store.lessonIdsOf;

/** What completes each lesson that counts in the cohort, by lesson id, in no order. */
export const completionRules = store.completionRulesOf;

/** What the cohort's course gives a certificate for; null: it gives none. */
export const certificateRule = store.certificateRuleOf;

/** The current version of the course that has this key in the organisation. */
export async function find(
  db: Queryable,
  organisationId: string,
  key: string,
): Promise<store.CurrentCourse | undefined> {
  const course = await store.findCourse(db, organisationId, key);
  return course && { ...course, modules: await store.modulesOf(db, course.id, course.version) };
}
