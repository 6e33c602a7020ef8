import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { quizzes, type AnswerKept, type Attempt, type ItemAnswer } from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { AttemptKey, AttemptRow } from './attemptStore.ts';
import { attemptFor, attemptKey, noAttempt } from './attemptView.ts';
import * as catalogue from './catalogueStore.ts';
import { cohortQuiz, type CohortQuiz } from './cohortQuiz.ts';
import type { QuizSettings } from './format/quiz.ts';
import { grade, tellAttempt, tellGraded, type Write } from './grade.ts';
import { askedOf, faultOf, shuffled, type Random } from './grading/asked.ts';
import { showsAtOnce } from './rulesStore.ts';
import { makeSecret } from './seal.ts';

export interface QuizKey {
  cohortId: string;
  quizId: string;
}

/** For so long after an attempt ended by itself, what a browser had kept meanwhile is still taken in. */
const lateForDays = 14;
const dayMs = 86_400_000;

/** What a student does with an attempt. */
export function attemptsOf({ gate, random }: { gate: Gate; random: Random }) {
  return {
    /** Begins an attempt, or goes on with the open one. One whose time is over is handed in instead. */
    async start(context: CommandContext, key: QuizKey): Promise<Attempt> {
      const { actor, tx } = context;
      await enrolments.holdStudent(tx, key.cohortId, actor.userId);
      const own = { ...key, studentId: actor.userId };
      const open = await attempts.holdOpen(tx, own);
      if (open) return goOn(context, open);

      const taken = await cohortQuiz(tx, key);
      await requireOpenLesson(context, gate, taken);
      const { settings } = taken.quiz;
      await makeSecret(tx);
      const begun = await attempts.begin(tx, { id: newId(), ...own, course: settings });
      if (!begun) {
        // Begun in this very moment by another tab: that one is gone on with.
        const other = await attempts.holdOpen(tx, own);
        if (other) return goOn(context, other);
        throw await whyNot(tx, taken);
      }
      const items = await catalogue.itemsOf(tx, taken.quiz.id, taken.quiz.edition);
      await attempts.freeze(tx, begun.id, drawn(settings, items, random));
      tellAttempt(context, begun);
      return attemptFor(tx, attemptKey(begun), { as: 'student' });
    },

    /** Keeps one answer. What arrives after the time was over is kept too, and marked late. */
    async answer(
      context: CommandContext,
      {
        itemId,
        answer,
        flagged,
        revision,
        ...key
      }: AttemptKey & { itemId: string; answer: ItemAnswer | null; flagged: boolean; revision: number },
    ): Promise<AnswerKept> {
      const { actor, tx, tell } = context;
      await enrolments.holdStudent(tx, key.cohortId, actor.userId);
      // Shared, so that answers do not wait for each other; handing in waits for both.
      const attempt = await attempts.attemptOf(tx, key, { studentId: actor.userId, hold: 'share' });
      if (!attempt) throw noAttempt();
      const asked = await attempts.askedItem(tx, attempt.id, itemId);
      if (!asked) throw new Refusal('not_found', 'This attempt does not ask that.');
      await requireTakesAnswers(tx, attempt);
      const fault = answer && faultOf(asked, answer);
      if (fault) {
        throw new Refusal('invalid', `answer: ${fault}`, { faults: [{ field: 'answer', message: fault }] });
      }

      const before = await attempts.newestAnswer(tx, attempt.id, itemId);
      const kept = await attempts.keepAnswer(tx, {
        attemptId: attempt.id,
        itemId,
        answer,
        flagged,
        revision,
      });
      // A repetition, or one that was overtaken on its way: what is kept is the answer to it.
      if (!kept) return (await attempts.newestAnswer(tx, attempt.id, itemId))!;
      const { id: attemptId, quizId, cohortId } = attempt;
      const own = identity.topics.person.of({ userId: actor.userId });
      tell(quizzes, 'quiz:answered', [own], { ...kept, attemptId, quizId, cohortId });
      const isCounted = (one: AnswerKept | undefined): boolean => (one?.answer ?? null) !== null;
      if (kept.late || isCounted(before) !== isCounted(kept)) tellAttempt(context, attempt);
      return kept;
    },

    /** Hands an attempt in; the second time it is handed in already. */
    async submit(context: CommandContext, key: AttemptKey): Promise<Attempt> {
      const { actor, tx } = context;
      await enrolments.holdStudent(tx, key.cohortId, actor.userId);
      const attempt = await attempts.attemptOf(tx, key, { studentId: actor.userId, hold: 'update' });
      if (!attempt) throw noAttempt();
      if (attempt.state === 'open') await handIn(context, await cohortQuiz(tx, key), attempt, 'student');
      return attemptFor(tx, key, { as: 'student' });
    },
  };
}

/** Hands in an attempt that the caller holds, grades it, and tells who may hear of it. */
export async function handIn(
  write: Write,
  taken: CohortQuiz,
  attempt: AttemptRow,
  endedBy: 'student' | 'time',
): Promise<void> {
  const { tx } = write;
  const handed = await attempts.handIn(tx, attempt.id, endedBy);
  if (!handed) return;
  const cause = { cause: 'handed-in', reason: '', byId: null } as const;
  const score = await grade(tx, taken, attempt.id, { ...cause, number: handed.grading });
  const isReleased = showsAtOnce(taken.quiz.settings, taken.own);
  if (isReleased) await attempts.release(tx, [attempt.id]);
  tellAttempt(write, attempt);
  tellGraded(write, taken, { ...attempt, isReleased }, { score, regraded: false, reason: '' });
}

async function goOn(context: CommandContext, open: AttemptRow): Promise<Attempt> {
  const { tx } = context;
  const isOver = open.lateUntil !== null && (await attempts.now(tx)) >= open.lateUntil;
  if (isOver) await handIn(context, await cohortQuiz(tx, open), open, 'time');
  return attemptFor(tx, attemptKey(open), { as: 'student' });
}

/** What was handed in by the student is closed; what time ended still takes what was on its way. */
async function requireTakesAnswers(tx: Tx, attempt: AttemptRow): Promise<void> {
  const { state, endedBy, submittedAt, lateAcceptedAt } = attempt;
  if (state === 'open') return;
  // Once staff have looked at what came late, nothing takes its place.
  if (endedBy === 'time' && submittedAt && !lateAcceptedAt) {
    const lateMs = (await attempts.now(tx)).getTime() - submittedAt.getTime();
    if (lateMs <= lateForDays * dayMs) return;
  }
  throw new Refusal('conflict', 'This attempt has been handed in.');
}

async function requireOpenLesson(
  { actor, tx }: CommandContext,
  gate: Gate,
  { cohort, quiz }: CohortQuiz,
): Promise<void> {
  if (quiz.lessonId === null) throw new Refusal('not_found', 'This quiz is not part of the course any more.');
  const lesson = (await gate.of(tx, actor, cohort.id)).get(quiz.lessonId);
  if (lesson?.state === 'not-yet') throw new Refusal('not_yet', 'The lesson of this quiz is not open yet.');
  if (lesson?.state === 'after')
    throw new Refusal('not_yet', 'Other lessons come before the lesson of this quiz.');
}

async function whyNot(tx: Tx, { own }: CohortQuiz): Promise<Refusal> {
  const now = await attempts.now(tx);
  if (own.opensAt && own.opensAt > now) return new Refusal('not_yet', 'This quiz is not open yet.');
  if (own.closesAt && own.closesAt <= now) return new Refusal('conflict', 'This quiz is closed.');
  return new Refusal('conflict', 'You have no attempt left.');
}

/** Draws of the pools, and puts in order: what comes out is asked in one attempt for good. */
export function drawn(
  { draws, shufflesItems, shufflesOptions }: QuizSettings,
  items: readonly catalogue.EditionItem[],
  random: Random,
): attempts.FrozenItem[] {
  const chosen = new Set(
    draws.flatMap(({ pool, count }) =>
      shuffled(
        items.filter((item) => item.pool === pool),
        random,
      ).slice(0, count),
    ),
  );
  const asked = items.filter((item) => item.pool === null || chosen.has(item));
  return (shufflesItems ? shuffled(asked, random) : asked).map((item) => ({
    itemId: item.itemId,
    number: item.number,
    asked: askedOf(item.itemId, item, { shufflesOptions, random }),
  }));
}
