import type { Queryable } from '#platform/server/db/database.ts';
import { isOpen } from '../contract.ts';
import { questionsWhere, withId } from './rows.ts';

/** What the room in which a question is talked about may know of it. */
export async function askedWith(
  db: Queryable,
  questionId: string,
): Promise<{ sessionId: string; isOpen: boolean } | undefined> {
  const [question] = await questionsWhere(db, withId(questionId));
  return question && { sessionId: question.sessionId, isOpen: isOpen(question.state) };
}
