import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import {
  isOpen,
  qna,
  type DeskChanged,
  type DeskQuestion,
  type OwnQuestion,
  type QuestionChanged,
} from '../contract.ts';
import { deskOf, openOf, ownOf, questionWith, type QuestionRow } from './rows.ts';
import * as votes from './voteStore.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

/** Where the session of a question stands. */
export interface At {
  cohortId: string;
  /** Whether it is over for good. */
  isOver: boolean;
}

type Place = Pick<QuestionRow, 'id' | 'sessionId'>;

const sessionTopic = ({ sessionId }: Place): string => sessions.topics.session.of({ sessionId });
const staffTopic = ({ sessionId }: Place): string => sessions.topics.sessionStaff.of({ sessionId });

/**
 * Tells what became of a question that this transaction holds: everybody, as far as they may see it or could before;
 * staff; and whoever waits for it at a lesson or on the list of what is owed.
 *
 * @returns what staff hear; only for a question that was not withdrawn
 */
export function tellChange(
  { tell }: Write,
  before: QuestionRow,
  after: QuestionRow,
  at: At,
): Told<DeskQuestion> {
  tellSession(tell, before, after);
  if (at.isOver && (isOwed(before) || isOwed(after))) tellOwed(tell, after, at);
  for (const lessonId of new Set([...lessonsOf(before), ...lessonsOf(after)])) {
    tellLesson(tell, at, lessonId);
  }
  return tellDesk(tell, after);
}

function tellSession(tell: Tell, before: QuestionRow, after: QuestionRow): void {
  if (before.publishedAt === null && isOpen(after.state)) tellNew(tell, after);
  // What everybody has heard of before goes, and comes back, as a change of it.
  else if (isOpen(before.state) || isOpen(after.state)) {
    tell(qna, 'qa:changed', [sessionTopic(after)], async (held) =>
      changeOf(await questionWith(held, after.id)),
    );
  }
}

function changeOf(row: QuestionRow): QuestionChanged {
  return isOpen(row.state) ? openOf(row) : { id: row.id, sessionId: row.sessionId, state: 'gone' };
}

/** Tells everybody of a question that could be seen from the moment it was asked. */
export function tellNew(tell: Tell, place: Place): void {
  tell(qna, 'qa:new', [sessionTopic(place)], async (held) => openOf(await questionWith(held, place.id)));
}

/** Tells staff how a question stands. @returns what they hear; only for a question that was not withdrawn */
export function tellDesk(tell: Tell, place: Place): Told<DeskQuestion> {
  const told = tell(qna, 'qa:desk-changed', [staffTopic(place)], async (held) =>
    deskChangeOf(await questionWith(held, place.id)),
  );
  return told as Told<DeskQuestion>;
}

function deskChangeOf(row: QuestionRow): DeskChanged {
  const { id, sessionId, state } = row;
  return state === 'withdrawn' ? { id, sessionId, state } : deskOf(row);
}

/** Tells the author, on a topic that nobody else hears, how their question stands. */
export function tellMine(tell: Tell, { id, author }: Pick<QuestionRow, 'id' | 'author'>): Told<OwnQuestion> {
  const topic = identity.topics.person.of({ userId: author.id });
  return tell(qna, 'qa:mine', [topic], async (held) => ownOf(await questionWith(held, id)));
}

/** Tells how many votes a question has: staff in any case, everybody where they may see it. */
export function tellVotes(
  tell: Tell,
  place: Place & Pick<QuestionRow, 'state'>,
): Told<{ id: string; sessionId: string; upvotes: number }> {
  const { id, sessionId, state } = place;
  const topics = isOpen(state) ? [sessionTopic(place), staffTopic(place)] : [staffTopic(place)];
  // Counted once the log holds the topics: two votes at the same moment would otherwise each tell a figure
  // without the other.
  return tell(qna, 'qa:votes', topics, async (held) => ({
    ...{ id, sessionId },
    upvotes: await votes.upvotesOf(held, id),
  }));
}

export function tellOwed(tell: Tell, { sessionId }: Place, { cohortId }: At): void {
  tell(qna, 'qa:owed-changed', [cohorts.topics.cohortStaff.of({ cohortId })], { cohortId, sessionId });
}

function tellLesson(tell: Tell, { cohortId }: At, lessonId: string): void {
  tell(qna, 'qa:lesson-changed', [cohorts.topics.cohort.of({ cohortId })], { cohortId, lessonId });
}

/** Whether nobody has answered a question, though somebody should. */
export function isOwed({ state }: Pick<QuestionRow, 'state'>): boolean {
  return state === 'pending' || state === 'published' || state === 'answering';
}

/** Where a question can be found in lessons. */
function lessonsOf({ state, lessonId }: Pick<QuestionRow, 'state' | 'lessonId'>): string[] {
  return state === 'answered' && lessonId !== null ? [lessonId] : [];
}
