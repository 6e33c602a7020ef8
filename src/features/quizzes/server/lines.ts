import * as courses from '#features/cohorts/server/courses.ts';
import type { LessonGate } from '#features/cohorts/server/gate.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { bestOf, type AttemptLine, type OwnQuiz, type QuizLine, type Score } from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { CohortQuiz } from './cohortQuiz.ts';
import { rulesInForce, type Accommodation, type OwnRules } from './rulesStore.ts';

/** What a line says beyond the quiz itself. */
export interface Surroundings {
  /** By the database's clock. */
  now: Date;
  lessonTitles: ReadonlyMap<string, string>;
  /** Of the lessons, for whoever looks; none: all are open. */
  gates: ReadonlyMap<string, LessonGate>;
}

export async function surroundings(
  db: Queryable,
  cohortId: string,
  gates: Surroundings['gates'] = new Map(),
): Promise<Surroundings> {
  const outline = await courses.outline(db, cohortId);
  const lessons = outline?.modules.flatMap((module) => module.lessons) ?? [];
  return {
    now: await attempts.now(db),
    lessonTitles: new Map(lessons.map(({ id, title }) => [id, title])),
    gates,
  };
}

/** A quiz as staff have it, for whom every lesson is open. */
export async function quizLineOf(db: Queryable, { cohort, quiz, own }: CohortQuiz): Promise<QuizLine> {
  return lineOf(quiz, own, await surroundings(db, cohort.id));
}

export function lineOf(
  quiz: CohortQuiz['quiz'],
  own: OwnRules,
  { now, lessonTitles, gates }: Surroundings,
): QuizLine {
  const { id, key, title, lessonId, items, outOf, settings } = quiz;
  const gate = lessonId === null ? undefined : gates.get(lessonId);
  const lessonOpensAt = gate?.state === 'not-yet' ? gate.opensAt : null;
  const opensAt = later(own.opensAt, lessonOpensAt);
  const isEarly = (opensAt !== null && opensAt > now) || gate?.state === 'after';
  const isClosed = own.closesAt !== null && own.closesAt <= now;
  return {
    id,
    key,
    title,
    lessonId,
    lessonTitle: lessonId === null ? null : (lessonTitles.get(lessonId) ?? null),
    items,
    outOf: outOf / 100,
    rules: rulesInForce(settings, { ...own, opensAt }),
    state: isClosed ? 'closed' : isEarly ? 'not-yet' : 'open',
  };
}

function later(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}

export interface OwnStanding {
  attempts: readonly AttemptLine[];
  /** By attempt id; only what the student may see. */
  scores: ReadonlyMap<string, Score>;
  accommodation: Accommodation | null;
}

/** A quiz as one student has it. */
export function ownQuizOf(
  quiz: CohortQuiz['quiz'],
  own: OwnRules,
  around: Surroundings,
  { attempts: all, scores, accommodation }: OwnStanding,
): OwnQuiz {
  const line = lineOf(quiz, own, around);
  const lines = all.map((attempt) => ({ ...attempt, score: scores.get(attempt.id) ?? null }));
  const allowed = line.rules.attempts;
  return {
    ...line,
    intro: quiz.intro,
    attempts: lines,
    best: bestOf(lines.map(({ score }) => score)),
    attemptsLeft:
      allowed === null ? null : Math.max(0, allowed + (accommodation?.extraAttempts ?? 0) - lines.length),
    accommodation,
  };
}
