import { sql, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { QuestionsFigures, QuestionsReport, ReportedQuestion } from '../contract.ts';
import { deskOf, ofSession, questionsWhere } from './rows.ts';

interface OfSession {
  sessionId: string;
}

/** What became of the questions of a session: nothing of it is kept, all of it is counted from the rows. */
export async function report({ tx }: ViewContext, { sessionId }: OfSession): Promise<QuestionsReport> {
  const questions = await reportedIn(tx, sessionId);
  return { sessionId, figures: figuresOf(questions), questions };
}

/** The questions of a session as they leave the house: what staff see of them, with their times. */
export async function reportedIn(db: Queryable, sessionId: string): Promise<ReportedQuestion[]> {
  const onDesk = sql<SqlBool>`${ofSession(sessionId)} and question.state <> 'withdrawn'`;
  return (await questionsWhere(db, onDesk)).map((row) => {
    const { mutedUntil: _mutedUntil, restoresTo: _restoresTo, ...question } = deskOf(row);
    const seconds = row.answer && (row.answer.at.getTime() - row.askedAt.getTime()) / 1_000;
    return {
      ...question,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      secondsToAnswer: seconds === null ? null : Math.round(seconds),
    };
  });
}

function figuresOf(questions: readonly ReportedQuestion[]): QuestionsFigures {
  const count = (...states: ReportedQuestion['state'][]): number =>
    questions.filter(({ state }) => states.includes(state)).length;
  // One that was answered and then dismissed keeps its answer, and counts as dismissed.
  const answered = questions.filter(({ state }) => state === 'answered');
  const seconds = answered.map(({ secondsToAnswer }) => secondsToAnswer!).sort((a, b) => a - b);
  return {
    asked: questions.length,
    answered: answered.length,
    answeredAloud: answered.filter(({ answer }) => answer?.text === null).length,
    unanswered: count('pending', 'published', 'answering'),
    dismissed: count('dismissed'),
    merged: count('merged'),
    votes: questions.reduce((sum, { upvotes }) => sum + upvotes, 0),
    medianSecondsToAnswer: seconds[Math.ceil(seconds.length / 2) - 1] ?? null,
  };
}
