import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Person, ViewContext } from '#platform/server/feature.ts';
import {
  bestOf,
  type Attempt,
  type Gradebook,
  type OwnQuiz,
  type QuizLine,
  type QuizResults,
} from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { AttemptKey } from './attemptStore.ts';
import type { QuizKey } from './attempts.ts';
import { attemptFor } from './attemptView.ts';
import * as catalogue from './catalogueStore.ts';
import { cohortOf, cohortQuiz, type CohortQuiz } from './cohortQuiz.ts';
import { writeItem } from './format/writeQuiz.ts';
import * as gradings from './gradingStore.ts';
import { comparable } from './grading/words.ts';
import { ownQuizOf, quizLineOf, surroundings, type Surroundings } from './lines.ts';
import * as rules from './rulesStore.ts';
import { statisticsOf, type ItemStatistics } from './statistics.ts';

/** What can be looked at. */
export function viewsOf({ gate }: { gate: Gate }) {
  const around = async (db: Queryable, actor: Person, cohortId: string): Promise<Surroundings> =>
    surroundings(db, cohortId, await gate.of(db, actor, cohortId));

  return {
    isStaff,

    async overview({ actor, tx }: ViewContext, { cohortId }: { cohortId: string }) {
      const { cohort, course } = await cohortOf(tx, cohortId);
      const placed = await catalogue.placedQuizzes(tx, { courseId: course.id, version: course.version });
      const here = await around(tx, actor, cohortId);
      const order = [...here.lessonTitles.keys()];
      const own = await rules.rulesOf(tx, cohortId);
      const standing = await standingOf(tx, cohortId, actor.userId);
      return {
        cohort,
        now: here.now.toISOString(),
        quizzes: placed
          .toSorted(
            (a, b) => order.indexOf(a.lessonId) - order.indexOf(b.lessonId) || a.position - b.position,
          )
          .map((quiz) => ownQuizOf(quiz, own.get(quiz.id) ?? rules.noRules, here, standing(quiz.id))),
      };
    },

    async quiz({ actor, tx }: ViewContext, key: QuizKey): Promise<OwnQuiz & { now: string; zone: string }> {
      const { cohort, quiz, own } = await cohortQuiz(tx, key);
      if (quiz.lessonId === null)
        throw new Refusal('not_found', 'This quiz is not part of the course any more.');
      const here = await around(tx, actor, key.cohortId);
      const standing = await standingOf(tx, key.cohortId, actor.userId);
      const { now } = here;
      return { ...ownQuizOf(quiz, own, here, standing(quiz.id)), now: now.toISOString(), zone: cohort.zone };
    },

    /** A student sees their own attempts alone; another's is as if it were not there. */
    async attempt({ actor, tx }: ViewContext, key: AttemptKey): Promise<Attempt> {
      const role = await enrolments.roleOf(tx, actor, key.cohortId);
      if (!role) throw new Refusal('not_found');
      return attemptFor(
        tx,
        key,
        role === 'student' ? { as: 'student', studentId: actor.userId } : { as: 'staff' },
      );
    },

    results: ({ tx }: ViewContext, key: QuizKey) => resultsOf(tx, key),

    async statistics(
      { tx }: ViewContext,
      key: QuizKey,
    ): Promise<{
      quiz: QuizLine;
      attempts: number;
      items: ItemStatistics[];
    }> {
      const taken = await cohortQuiz(tx, key);
      const items = await catalogue.itemsOf(tx, taken.quiz.id, taken.quiz.edition);
      const outcomes = await gradings.firstOutcomes(tx, key);
      return {
        quiz: await quizLineOf(tx, taken),
        attempts: new Set(outcomes.map(({ attemptId }) => attemptId)).size,
        items: statisticsOf(items, outcomes),
      };
    },

    gradebook: ({ tx }: ViewContext, { cohortId }: { cohortId: string }) => gradebookOf(tx, cohortId),

    async bank({ tx }: ViewContext, { cohortId, q }: { cohortId: string; q: string }) {
      const { course } = await cohortOf(tx, cohortId);
      const all = await catalogue.itemsOfCourse(tx, { courseId: course.id, version: course.version });
      const sought = comparable(q, loosely)
        .split(' ')
        .filter((word) => word !== '');
      return {
        items: all
          .map(({ itemId, quizKey, item }) => ({
            id: itemId,
            key: item.key,
            quizKey,
            kind: item.kind,
            prompt: item.prompt,
            tags: [...item.tags],
            block: writeItem(item),
          }))
          .filter(({ quizKey, block }) => {
            const text = comparable(`${quizKey} ${block}`, loosely);
            return sought.every((word) => text.includes(word));
          }),
      };
    },
  };
}

/** A student stays one here, also where they administer the organisation. */
async function isStaff(db: Queryable, actor: Person, cohortId: string): Promise<boolean> {
  const role = await enrolments.roleOf(db, actor, cohortId);
  return role !== undefined && role !== 'student';
}

const loosely = { caseCounts: false, accentsCount: false };

/** What one student has of each quiz of a cohort, as far as that student may see it. */
async function standingOf(db: Queryable, cohortId: string, studentId: string) {
  const own = { cohortId, studentId };
  const lines = await attempts.lines(db, own);
  const scores = await gradings.scores(db, { ...own, onlyReleased: true });
  const accommodations = await rules.accommodationsOf(db, cohortId, { studentId });
  return (quizId: string) => {
    const mine = accommodations.find((one) => one.quizId === quizId);
    return {
      attempts: lines.filter((line) => line.quizId === quizId),
      scores: new Map(scores.map((row) => [row.attemptId, gradings.scoreFrom(row)])),
      accommodation: mine ? { extraPercent: mine.extraPercent, extraAttempts: mine.extraAttempts } : null,
    };
  };
}

export async function resultsOf(db: Queryable, key: QuizKey): Promise<QuizResults> {
  const taken = await cohortQuiz(db, key);
  const { cohort, quiz, own } = taken;
  const students = await enrolments.students(db, cohort.id);
  const lines = await attempts.lines(db, key);
  const scores = new Map(
    (await gradings.scores(db, { ...key, onlyReleased: false })).map((row) => [
      row.attemptId,
      gradings.scoreFrom(row),
    ]),
  );
  const accommodations = await rules.accommodationsOf(db, cohort.id, { quizId: quiz.id });
  return {
    quiz: await quizLineOf(db, taken),
    cohort,
    needsRegrade: await gradings.needsRegrade(db, { ...key, edition: quiz.edition }),
    ownRules: ownRulesOf(taken),
    releasedAt: own.releasedAt?.toISOString() ?? null,
    students: students.map((student) => {
      const of = lines
        .filter(({ studentId }) => studentId === student.id)
        .map((line) => ({ ...line, score: scores.get(line.id) ?? null }));
      const mine = accommodations.find(({ studentId }) => studentId === student.id);
      return {
        ...student,
        accommodation: mine ? { extraPercent: mine.extraPercent, extraAttempts: mine.extraAttempts } : null,
        attempts: of,
        best: bestOf(of.map(({ score }) => score)),
      };
    }),
  };
}

function ownRulesOf({ own }: CohortQuiz): QuizResults['ownRules'] {
  const { opensAt, closesAt, timeLimitMinutes, attempts: allowed, release, late } = own;
  return {
    opensAt: opensAt?.toISOString() ?? null,
    closesAt: closesAt?.toISOString() ?? null,
    timeLimitMinutes,
    attempts: allowed,
    release,
    late,
  };
}

export async function gradebookOf(db: Queryable, cohortId: string): Promise<Gradebook> {
  const { cohort, course } = await cohortOf(db, cohortId);
  const placed = await catalogue.placedQuizzes(db, { courseId: course.id, version: course.version });
  const { lessonTitles } = await surroundings(db, cohortId);
  const order = [...lessonTitles.keys()];
  const students = await enrolments.students(db, cohortId);
  const rows = await gradings.scores(db, { cohortId, onlyReleased: false });
  const placedIds = new Set(placed.map(({ id }) => id));
  return {
    cohort,
    quizzes: placed
      .toSorted((a, b) => order.indexOf(a.lessonId) - order.indexOf(b.lessonId) || a.position - b.position)
      .map(({ id, title, outOf }) => ({ id, title, outOf: outOf / 100 })),
    students: students.map(({ id, name }) => {
      const scores: Gradebook['students'][number]['scores'] = {};
      for (const row of rows) {
        if (row.studentId !== id || !placedIds.has(row.quizId)) continue;
        const { attemptId, isReleased: released } = row;
        const one = { ...gradings.scoreFrom(row), attemptId, released };
        scores[row.quizId] = bestOf([scores[row.quizId] ?? null, one])!;
      }
      return { id, name, scores };
    }),
  };
}
