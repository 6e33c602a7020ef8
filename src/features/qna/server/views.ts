import { sql, type SqlBool } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import { publicOf, sessionsOfCohort } from '#features/sessions/server/store.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import {
  countsOf,
  type LessonQuestion,
  type OpenQuestion,
  type OwedQuestion,
  type QuestionDesk,
  type QuestionList,
} from '../contract.ts';
import { deskOf, isSeen, ofSession, openOf, ownOf, questionsWhere } from './rows.ts';
import { similarTo } from './similar.ts';
import * as store from './store.ts';
import { votedIn } from './voteStore.ts';

interface OfSession {
  sessionId: string;
}

/** The questions that everybody sees, and the reader's own. */
export async function list({ actor, tx }: ViewContext, { sessionId }: OfSession): Promise<QuestionList> {
  const own = sql<SqlBool>`${ofSession(sessionId)} and question.author_id = ${actor.userId}`;
  const until = await store.mutedUntil(tx, sessionId, actor.userId);
  return {
    sessionId,
    questions: await seenIn(tx, sessionId),
    own: (await questionsWhere(tx, own)).map(ownOf),
    voted: await votedIn(tx, sessionId, actor.userId),
    mutedUntil: until?.toISOString() ?? null,
  };
}

export async function desk({ tx }: ViewContext, { sessionId }: OfSession): Promise<QuestionDesk> {
  const onDesk = sql<SqlBool>`${ofSession(sessionId)} and question.state <> 'withdrawn'`;
  const questions = (await questionsWhere(tx, onDesk)).map(deskOf);
  return { sessionId, counts: countsOf(questions), questions };
}

export async function similar(
  { tx }: ViewContext,
  { sessionId, text }: OfSession & { text: string },
): Promise<OfSession & { questions: OpenQuestion[] }> {
  return { sessionId, questions: similarTo(text, await seenIn(tx, sessionId)) };
}

async function seenIn(db: Queryable, sessionId: string): Promise<OpenQuestion[]> {
  return (await questionsWhere(db, sql`${ofSession(sessionId)} and ${isSeen}`)).map(openOf);
}

/** What nobody has answered of sessions that are over, the oldest first. */
export async function owed(
  { tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<{ cohort: { id: string; title: string; zone: string }; questions: OwedQuestion[] }> {
  const found = await courses.head(tx, cohortId);
  if (!found) throw new Refusal('not_found');
  const { id, title, zone } = found.cohort;
  const ended = (await sessionsOfCohort(tx, cohortId)).map(publicOf).filter(({ state }) => state === 'ended');
  const sessions = new Map(ended.map((session) => [session.id, session]));
  const open = sql<SqlBool>`question.session_id = any (${[...sessions.keys()]}::uuid[])
    and question.state in ('pending', 'published', 'answering')`;
  const rows = await questionsWhere(tx, open);
  return {
    cohort: { id, title, zone },
    questions: rows.map((row) => {
      const { question, state, author, upvotes, askedAt } = deskOf(row);
      const session = sessions.get(row.sessionId)!;
      return {
        ...{ id: row.id, question, author, upvotes, askedAt },
        session: { id: session.id, title: session.title, endedAt: session.endedAt! },
        state: state as OwedQuestion['state'],
      };
    }),
  };
}

/** What was put to a lesson and is answered. */
export async function ofLesson(
  { tx }: ViewContext,
  { cohortId, lessonId }: { cohortId: string; lessonId: string },
): Promise<{ questions: LessonQuestion[] }> {
  if (!(await courses.lessonIds(tx, cohortId)).includes(lessonId))
    throw new Refusal('not_found', 'This lesson is not part of the course.');
  const sessionIds = (await sessionsOfCohort(tx, cohortId)).map(({ session }) => session.id);
  const there = sql<SqlBool>`question.session_id = any (${sessionIds}::uuid[])
    and question.lesson_id = ${lessonId} and question.state = 'answered'`;
  const rows = await questionsWhere(tx, there);
  return {
    questions: rows.map((row) => {
      const { upvotes: _upvotes, pinned: _pinned, merged: _merged, ...question } = openOf(row);
      return question;
    }),
  };
}
