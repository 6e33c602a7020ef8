import type { ViewData } from '#kernel/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  bestOf,
  quizzes,
  type Attempt,
  type AttemptLine,
  type Gradebook,
  type OwnQuiz,
  type QuizAnswered,
  type QuizGraded,
  type QuizResults,
} from '../contract.ts';
import { withAnswer } from './answers.ts';

type Overview = ViewData<typeof quizzes, 'quiz:overview'>;
type OwnView = ViewData<typeof quizzes, 'quiz:quiz'>;
type Topic = Pick<About, 'topic'>;
type ScoredLine = OwnQuiz['attempts'][number];

/** What comes on the staff's topic is about other people; the reader's own comes on the reader's own. */
const isOwn = ({ topic }: Topic): boolean => identity.topics.person.match(topic) !== undefined;

function withLine(attempts: readonly ScoredLine[], line: AttemptLine): ScoredLine[] {
  const score = attempts.find(({ id }) => id === line.id)?.score ?? null;
  const others = attempts.filter(({ id }) => id !== line.id);
  const before = others.filter(({ number }) => number < line.number);
  return [...before, { ...line, score }, ...others.slice(before.length)];
}

function withScore(attempts: readonly ScoredLine[], { attemptId, score }: QuizGraded): ScoredLine[] {
  return attempts.map((one) => (one.id === attemptId ? { ...one, score } : one));
}

function ownAttempt<Data extends OwnQuiz>(data: Data, line: AttemptLine): Data {
  if (line.quizId !== data.id) return data;
  const isNew = !data.attempts.some(({ id }) => id === line.id);
  const { attemptsLeft } = data;
  return {
    ...data,
    attempts: withLine(data.attempts, line),
    attemptsLeft: isNew && attemptsLeft !== null ? Math.max(0, attemptsLeft - 1) : attemptsLeft,
  };
}

function ownScore<Data extends OwnQuiz>(data: Data, event: QuizGraded): Data | 'refetch' {
  if (event.quizId !== data.id || !event.released) return data;
  // Made before this was fetched, or in another cohort.
  if (!data.attempts.some(({ id }) => id === event.attemptId)) return 'refetch';
  const attempts = withScore(data.attempts, event);
  return { ...data, attempts, best: bestOf(attempts.map(({ score }) => score)) };
}

export function overviewAttempt(data: Overview, line: AttemptLine, about: Topic): Overview | 'refetch' {
  if (!isOwn(about) || line.cohortId !== data.cohort.id) return data;
  if (!data.quizzes.some(({ id }) => id === line.quizId)) return data;
  return { ...data, quizzes: data.quizzes.map((quiz) => ownAttempt(quiz, line)) };
}

export function overviewGraded(data: Overview, event: QuizGraded, about: Topic): Overview | 'refetch' {
  if (!isOwn(about) || event.cohortId !== data.cohort.id) return data;
  const after = data.quizzes.map((quiz) => ownScore(quiz, event));
  return after.includes('refetch') ? 'refetch' : { ...data, quizzes: after as OwnQuiz[] };
}

export function quizAttempt(
  data: OwnView,
  line: AttemptLine,
  { topic, input }: Pick<About, 'topic' | 'input'>,
): OwnView {
  return isOwn({ topic }) && line.cohortId === input['cohortId'] ? ownAttempt(data, line) : data;
}

export function quizGraded(
  data: OwnView,
  event: QuizGraded,
  { topic, input }: Pick<About, 'topic' | 'input'>,
): OwnView | 'refetch' {
  return isOwn({ topic }) && event.cohortId === input['cohortId'] ? ownScore(data, event) : data;
}

/** A lesson that the reader completed, or another role, may open a lesson and its quiz. */
export function mayOpen<Data>(data: Data, _event: unknown, about: Topic): Data | 'refetch' {
  return isOwn(about) ? 'refetch' : data;
}

export function attemptAnswered(data: Attempt, event: QuizAnswered): Attempt {
  const { attemptId, quizId: _quiz, cohortId: _cohort, ...kept } = event;
  return attemptId === data.id ? withAnswer(data, kept) : data;
}

export function attemptChanged(data: Attempt, line: AttemptLine, about: Topic): Attempt | 'refetch' {
  if (line.id !== data.id) return data;
  const isHandedIn = line.state !== 'open';
  const isSame = (Object.keys(line) as (keyof AttemptLine)[]).every((key) => line[key] === data[key]);
  // A late answer that overtakes another changes no figure of the line.
  if (isSame && (!isHandedIn || line.lateAnswers === 0 || isOwn(about))) return data;
  // Of what was handed in more has changed than the line says; and another deadline has another seal.
  if (isHandedIn || line.deadlineAt !== data.deadlineAt) return 'refetch';
  return { ...data, ...line };
}

export function attemptGraded(data: Attempt, event: QuizGraded): Attempt | 'refetch' {
  return event.attemptId === data.id ? 'refetch' : data;
}

/** Events that concern the attempt's quiz alone do so. */
export function ofAttemptsQuiz(data: Attempt, event: { quizId: string }): Attempt | 'refetch' {
  return event.quizId === data.quizId ? 'refetch' : data;
}

export function resultsAttempt(data: QuizResults, line: AttemptLine): QuizResults | 'refetch' {
  if (line.quizId !== data.quiz.id || line.cohortId !== data.cohort.id) return data;
  // Somebody who came since this was fetched, or has left.
  if (!data.students.some(({ id }) => id === line.studentId)) return 'refetch';
  const students = data.students.map((student) =>
    student.id === line.studentId ? { ...student, attempts: withLine(student.attempts, line) } : student,
  );
  return { ...data, students };
}

export function resultsGraded(data: QuizResults, event: QuizGraded): QuizResults | 'refetch' {
  if (event.quizId !== data.quiz.id || event.cohortId !== data.cohort.id) return data;
  const student = data.students.find(({ id }) => id === event.studentId);
  if (!student?.attempts.some(({ id }) => id === event.attemptId)) return 'refetch';
  const students = data.students.map((one) => {
    if (one !== student) return one;
    const attempts = withScore(one.attempts, event);
    return { ...one, attempts, best: bestOf(attempts.map(({ score }) => score)) };
  });
  return { ...data, students };
}

/** What one quiz's figures are made from has changed. */
export function ofQuiz<Data extends { quiz: { id: string } }>(
  data: Data,
  event: { quizId: string },
): Data | 'refetch' {
  return event.quizId === data.quiz.id ? 'refetch' : data;
}

export function gradebookGraded(data: Gradebook, event: QuizGraded): Gradebook | 'refetch' {
  if (event.cohortId !== data.cohort.id) return data;
  if (!data.quizzes.some(({ id }) => id === event.quizId)) return data;
  const student = data.students.find(({ id }) => id === event.studentId);
  // Made anew, the former best one may be another attempt now.
  if (!student || event.regraded) return 'refetch';
  const former = student.scores[event.quizId] ?? null;
  const { attemptId, released, score } = event;
  const isSame = former?.attemptId === attemptId;
  const best = isSame
    ? { ...score, attemptId, released }
    : bestOf([former, { ...score, attemptId, released }])!;
  const after = { ...student, scores: { ...student.scores, [event.quizId]: best } };
  return { ...data, students: data.students.map((one) => (one === student ? after : one)) };
}

/** Whoever came or left, and rules that changed, are fetched again. */
export const quizzesLive = liveRoom(quizzes, {
  'quiz:overview': {
    'quiz:attempt-changed': overviewAttempt,
    'quiz:graded': overviewGraded,
    'progress:updated': mayOpen,
    'enrolment:changed': mayOpen,
  },
  'quiz:quiz': {
    'quiz:attempt-changed': quizAttempt,
    'quiz:graded': quizGraded,
    'progress:updated': mayOpen,
    'enrolment:changed': mayOpen,
  },
  'quiz:attempt': {
    'quiz:answered': attemptAnswered,
    'quiz:attempt-changed': attemptChanged,
    'quiz:graded': attemptGraded,
    'quiz:changed': ofAttemptsQuiz,
  },
  'quiz:results': { 'quiz:attempt-changed': resultsAttempt, 'quiz:graded': resultsGraded },
  'quiz:statistics': { 'quiz:graded': ofQuiz, 'quiz:changed': ofQuiz },
  'quiz:gradebook': { 'quiz:graded': gradebookGraded },
});
