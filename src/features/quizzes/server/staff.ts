import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { holdAsStaff } from '#features/cohorts/server/hold.ts';
import { audit } from '#platform/server/audit.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { quizzes, type Attempt, type QuizLine, type QuizRules, type Score } from '../contract.ts';
import * as attempts from './attemptStore.ts';
import type { AttemptKey, AttemptRow } from './attemptStore.ts';
import type { QuizKey } from './attempts.ts';
import { attemptFor, noAttempt } from './attemptView.ts';
import { cohortQuiz, type CohortQuiz } from './cohortQuiz.ts';
import { grade, tellAttempt, tellGraded, type GradingCause, type Write } from './grade.ts';
import * as gradings from './gradingStore.ts';
import { quizLineOf } from './lines.ts';
import * as rules from './rulesStore.ts';

export interface RulesGiven {
  opensAt: string | null;
  closesAt: string | null;
  timeLimitMinutes: number | null;
  attempts: number | null;
  release: QuizRules['release'] | null;
  late: QuizRules['late'] | null;
}

/** Shows students their results, also of what is handed in from now on. */
export async function release(context: CommandContext, key: QuizKey): Promise<{ released: number }> {
  const taken = await taking(context, key);
  const released = await releaseAll(context, taken);
  await note(context, taken, 'quiz:release', { released });
  return { released };
}

/** @returns how many attempts were shown that were not before */
export async function releaseAll(write: Write, taken: CohortQuiz): Promise<number> {
  const { tx } = write;
  const key = { cohortId: taken.cohort.id, quizId: taken.quiz.id };
  await rules.markReleased(tx, key);
  const released = await showWaiting(write, taken);
  tellChanged(write, key);
  return released;
}

async function showWaiting(write: Write, taken: CohortQuiz): Promise<number> {
  const { tx } = write;
  const waiting = await attempts.holdHandedIn(tx, { cohortId: taken.cohort.id, quizId: taken.quiz.id });
  const shown = await attempts.release(
    tx,
    waiting.map(({ id }) => id),
  );
  for (const attempt of shown) {
    const score = (await gradings.scoreOf(tx, attempt.id))!;
    tellAttempt(write, attempt);
    tellGraded(write, taken, { ...attempt, isReleased: true }, { score, regraded: false, reason: '' });
  }
  return shown.length;
}

/** How the cohort takes the quiz from now on. Time that was given is never taken back. */
export async function setRules(
  context: CommandContext,
  { cohortId, quizId, ...given }: QuizKey & RulesGiven,
): Promise<QuizLine> {
  const { tx } = context;
  const key = { cohortId, quizId };
  if (given.opensAt !== null && given.closesAt !== null && given.opensAt >= given.closesAt) {
    const message = 'is not after the opening';
    throw new Refusal('invalid', `closesAt: ${message}`, { faults: [{ field: 'closesAt', message }] });
  }
  const before = await taking(context, key);
  await rules.setRules(tx, key, given);
  const course = before.quiz.settings;
  for (const id of await attempts.extend(tx, { ...key, course })) await tellById(context, key, id);
  const taken = { ...before, ...(await cohortQuiz(tx, key)) };
  if (rules.showsAtOnce(taken.quiz.settings, taken.own)) await showWaiting(context, taken);
  tellChanged(context, key);
  await note(context, taken, 'quiz:set-rules', { ...given });
  return quizLineOf(tx, taken);
}

/** Gives one student more time or attempts; an attempt that is open gets the time at once. */
export async function accommodate(
  context: CommandContext,
  { cohortId, quizId, studentId, ...given }: QuizKey & { studentId: string } & rules.Accommodation,
): Promise<rules.Accommodation> {
  const { tx } = context;
  const key = { cohortId, quizId };
  const taken = await taking(context, key);
  if (!(await enrolments.student(tx, cohortId, studentId)))
    throw new Refusal('not_found', 'This person is not a student of the cohort.');
  await rules.accommodate(tx, { ...key, studentId }, given);
  const course = taken.quiz.settings;
  for (const id of await attempts.extend(tx, { ...key, studentId, course })) await tellById(context, key, id);
  tellChanged(context, key);
  await note(context, taken, 'quiz:accommodate', { studentId, ...given });
  return given;
}

/** Counts what came after the limit, as if it had come in time. */
export async function acceptLate(context: CommandContext, key: AttemptKey): Promise<Attempt> {
  const { tx } = context;
  const { taken, attempt } = await handedIn(context, key);
  if ((await attempts.acceptLate(tx, attempt.id)) === 0)
    throw new Refusal('conflict', 'No answer of this attempt came late.');
  tellAttempt(context, attempt);
  await gradeAgain(context, taken, attempt, { cause: 'late-accepted', reason: '' });
  await note(context, taken, 'quiz:accept-late', { attemptId: attempt.id, studentId: attempt.studentId });
  return attemptFor(tx, key, { as: 'staff' });
}

/** Gives the points of one answer by hand. They stand through every later grading. */
export async function mark(
  context: CommandContext,
  { itemId, points, comment, ...key }: AttemptKey & { itemId: string; points: number; comment: string },
): Promise<Attempt> {
  const { actor, tx } = context;
  const { taken, attempt } = await handedIn(context, key);
  const asked = await attempts.askedItem(tx, attempt.id, itemId);
  if (!asked) throw new Refusal('not_found', 'This attempt does not ask that.');
  const hundredths = Math.round(points * 100);
  const isPossible = Math.abs(points * 100 - hundredths) < 1e-6 && Math.abs(points) <= asked.points;
  if (!isPossible) {
    const message = `is a number of at most two decimals between -${asked.points} and ${asked.points}`;
    throw new Refusal('invalid', `points: ${message}`, { faults: [{ field: 'points', message }] });
  }
  await gradings.mark(tx, { attemptId: attempt.id, itemId, points: hundredths, comment, byId: actor.userId });
  await gradeAgain(context, taken, attempt, { cause: 'marked', reason: comment });
  await note(context, taken, 'quiz:mark', {
    attemptId: attempt.id,
    studentId: attempt.studentId,
    itemId,
    points,
  });
  return attemptFor(tx, key, { as: 'staff' });
}

/** Grades every attempt anew by the present key; whoever has other points hears of it, once. */
export async function regrade(
  context: CommandContext,
  { reason, ...key }: QuizKey & { reason: string },
): Promise<{ graded: number; changed: number }> {
  const taken = await taking(context, key);
  let changed = 0;
  const held = await attempts.holdHandedIn(context.tx, key);
  for (const attempt of held) {
    if (await gradeAgain(context, taken, attempt, { cause: 'regraded', reason })) changed += 1;
  }
  tellChanged(context, key);
  await note(context, taken, 'quiz:regrade', { graded: held.length, changed });
  return { graded: held.length, changed };
}

/** @returns whether the points are others now */
async function gradeAgain(
  context: CommandContext,
  taken: CohortQuiz,
  attempt: AttemptRow,
  { cause, reason }: Pick<GradingCause, 'cause' | 'reason'>,
): Promise<boolean> {
  const { tx, actor } = context;
  const before = (await gradings.scoreOf(tx, attempt.id))!;
  const number = await attempts.nextGrading(tx, attempt.id);
  const score = await grade(tx, taken, attempt.id, { cause, reason, byId: actor.userId, number });
  const isChanged = isOther(before, score);
  // A single attempt is somebody's to look at; of a whole class only those hear whose points have changed.
  if (isChanged || cause !== 'regraded') {
    const isReleased = attempt.state === 'released';
    tellGraded(context, taken, { ...attempt, isReleased }, { score, regraded: true, reason });
  }
  return isChanged;
}

function isOther(a: Score, b: Score): boolean {
  return a.points !== b.points || a.outOf !== b.outOf || a.passed !== b.passed;
}

interface HeldQuiz extends CohortQuiz {
  organisationId: string;
}

/** The quiz, with the cohort held as staff until the commit. */
async function taking({ tx, tell, actor }: CommandContext, key: QuizKey): Promise<HeldQuiz> {
  const { organisationId } = await holdAsStaff({ tx, tell, actor }, key.cohortId);
  return { ...(await cohortQuiz(tx, key)), organisationId };
}

async function handedIn(
  context: CommandContext,
  key: AttemptKey,
): Promise<{ taken: HeldQuiz; attempt: AttemptRow }> {
  const taken = await taking(context, key);
  const attempt = await attempts.attemptOf(context.tx, key, { hold: 'update' });
  if (!attempt) throw noAttempt();
  if (attempt.state === 'open') throw new Refusal('conflict', 'This attempt is not handed in yet.');
  return { taken, attempt };
}

function tellChanged({ tell }: Write, { cohortId, quizId }: QuizKey): void {
  tell(quizzes, 'quiz:changed', [cohorts.topics.cohort.of({ cohortId })], { cohortId, quizId });
}

async function tellById(write: Write, key: QuizKey, attemptId: string): Promise<void> {
  const attempt = await attempts.attemptOf(write.tx, { ...key, attemptId });
  if (attempt) tellAttempt(write, attempt);
}

async function note(
  { tx, actor, address }: CommandContext,
  { cohort, quiz, organisationId }: HeldQuiz,
  act: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await audit(tx, {
    actorId: actor.userId,
    act,
    about: { kind: 'quiz', id: quiz.id },
    organisationId,
    details: { cohortId: cohort.id, ...details },
    address,
  });
}
