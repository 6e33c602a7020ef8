import type { CertificateRule } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CertificateStanding } from '../contract.ts';

/** What this room asks of others: what somebody has done. */
export interface Deeds {
  completedLessons(db: Queryable, cohortId: string, studentId: string): Promise<ReadonlySet<string>>;
  /** The quizzes of the version that the cohort learns, each with whether it was passed and the student knows it. */
  quizzesOf(
    db: Queryable,
    cohortId: string,
    studentId: string,
  ): Promise<readonly { key: string; title: string; passed: boolean }[]>;
}

/** How far somebody is with what the course gives a certificate for; null where it gives none. */
export async function standingOf(
  db: Queryable,
  deeds: Deeds,
  cohortId: string,
  studentId: string,
): Promise<CertificateStanding | null> {
  const rule = await courses.certificateRule(db, cohortId);
  if (!rule) return null;
  const lessonIds = await courses.lessonIds(db, cohortId);
  const done = await deeds.completedLessons(db, cohortId, studentId);
  const completed = lessonIds.filter((id) => done.has(id)).length;
  const quizzes = rule.quizKeys.length > 0 ? await deeds.quizzesOf(db, cohortId, studentId) : [];
  return standing(rule, { completed, total: lessonIds.length }, quizzes);
}

/** A quiz that the course names and lacks asks for nothing; a course without lessons completes nobody. */
export function standing(
  { lessonsPercent, quizKeys }: CertificateRule,
  { completed, total }: { completed: number; total: number },
  all: readonly { key: string; title: string; passed: boolean }[],
): CertificateStanding {
  // Rounded up: 80 of a hundred of 13 lessons are 11, not 10.4.
  const needed = Math.ceil((lessonsPercent * total) / 100);
  const quizzes = all.filter(({ key }) => quizKeys.includes(key));
  const lessons = lessonsPercent === 0 ? null : { percent: lessonsPercent, needed, completed, total };
  const isMet = total > 0 && completed >= needed && quizzes.every(({ passed }) => passed);
  return { lessons, quizzes, isMet };
}
