import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import {
  isOpen,
  questionLimits,
  type Anonymity,
  type DeskQuestion,
  type DeskState,
  type OpenQuestion,
  type OwnQuestion,
  type QuestionAnswer,
  type QuestionState,
} from '../contract.ts';

/** A question with all that anybody may see of it; `author` is there whoever it is hidden from. */
export interface QuestionRow {
  id: string;
  sessionId: string;
  author: { id: string; name: string };
  anonymity: Anonymity;
  question: string;
  state: QuestionState;
  stateBefore: 'pending' | 'published' | 'answered' | null;
  mergedInto: string | null;
  reason: string;
  waited: boolean;
  askedAt: Date;
  publishedAt: Date | null;
  edited: boolean;
  pinned: boolean;
  labels: string[];
  lessonId: string | null;
  fromMessageId: string | null;
  answer: (Omit<QuestionAnswer, 'at'> & { at: Date }) | null;
  /** Of whoever voted for it or for what is merged into it, each once; 0 once it is merged itself. */
  upvotes: number;
  /** What is merged into it and was once seen by everybody, in whatever number of steps. */
  merged: string[];
  mutedUntil: Date | null;
}

type Flat = Omit<QuestionRow, 'author' | 'answer'> & {
  authorId: string;
  authorName: string;
  answerText: string | null;
  answeredAt: Date | null;
  answeredById: string | null;
  answeredByName: string | null;
};

export const ofSession = (sessionId: string): RawBuilder<SqlBool> => sql`question.session_id = ${sessionId}`;
export const withId = (questionId: string): RawBuilder<SqlBool> => sql`question.id = ${questionId}`;
export const isSeen = sql<SqlBool>`question.state in ('published', 'answering', 'answered')`;

/** Questions in the order in which they were asked. */
export async function questionsWhere(db: Queryable, which: RawBuilder<SqlBool>): Promise<QuestionRow[]> {
  const { rows } = await sql<Flat>`
    with recursive gathered (root, id, published_at) as (
      select question.id, question.id, question.published_at from question
      where question.state <> 'merged' and ${which}
      union all
      select gathered.root, other.id, other.published_at
      from gathered join question other on other.merged_into = gathered.id
    ), counted as (
      select gathered.root, count(distinct question_vote.person_id) as upvotes
      from gathered
      join question root on root.id = gathered.root
      join question_vote on question_vote.question_id = gathered.id and question_vote.person_id <> root.author_id
      group by gathered.root
    ), below as (
      select root, array_agg(id::text order by id) as merged from gathered
      where id <> root and published_at is not null
      group by root
    )
    select question.id, question.session_id as "sessionId", question.author_id as "authorId",
      author.name as "authorName", question.anonymity,
      coalesce(question.question, '') as question, question.state, question.state_before as "stateBefore",
      question.merged_into as "mergedInto", coalesce(question.reason, '') as reason, question.waited,
      question.asked_at as "askedAt", question.published_at as "publishedAt",
      question.edited_at is not null as edited, question.pinned,
      coalesce(question.labels, '{}') as labels,
      question.lesson_id as "lessonId", question.from_message_id as "fromMessageId", answer.text as "answerText", answer.at as "answeredAt",
      answer.by_id as "answeredById", answerer.name as "answeredByName",
      coalesce(counted.upvotes, 0) as upvotes, coalesce(below.merged, '{}') as merged,
      case when question_mute.until_at > now() then question_mute.until_at end as "mutedUntil"
    from question
    join account author on author.id = question.author_id
    left join question_answer answer on answer.question_id = question.id
    left join account answerer on answerer.id = answer.by_id
    left join counted on counted.root = question.id
    left join below on below.root = question.id
    left join question_mute on question_mute.question_id = question.id
    where ${which}
    order by question.id`.execute(db);
  return rows.map(gathered);
}

/** @throws Error for a question that does not exist */
export async function questionWith(db: Queryable, questionId: string): Promise<QuestionRow> {
  const [row] = await questionsWhere(db, withId(questionId));
  if (!row) throw new Error('the question is not there');
  return row;
}

function gathered({
  authorId,
  authorName,
  answerText,
  answeredAt,
  answeredById,
  answeredByName,
  ...row
}: Flat): QuestionRow {
  return {
    ...row,
    author: { id: authorId, name: authorName },
    answer: answeredAt && {
      text: answerText,
      at: answeredAt,
      by: { id: answeredById!, name: answeredByName! },
    },
  };
}

/** What everybody and staff are shown alike. */
function shared(row: QuestionRow) {
  const { id, sessionId, question, upvotes, pinned, labels, edited, lessonId, fromMessageId } = row;
  return {
    ...{ id, sessionId, question, upvotes, pinned, labels, edited, lessonId, fromMessageId },
    askedAt: row.askedAt.toISOString(),
    answer: row.answer && { ...row.answer, at: row.answer.at.toISOString() },
  };
}

/** As everybody sees it. @throws Error for a question that not everybody may see */
export function openOf(row: QuestionRow): OpenQuestion {
  const { state, anonymity, author, merged } = row;
  if (!isOpen(state)) throw new Error(`a question that is ${state} is not for everybody`);
  return { ...shared(row), state, author: anonymity === 'none' ? author : null, merged };
}

/** As staff see it. @throws Error for a question that is its author's alone */
export function deskOf(row: QuestionRow): DeskQuestion {
  const { state, anonymity, author, reason, mergedInto, mutedUntil } = row;
  if (state === 'withdrawn') throw new Error('a question that was withdrawn is not for staff');
  return {
    ...shared(row),
    ...{ state, anonymity, reason, mergedInto },
    author: anonymity === 'everyone' ? null : author,
    mutedUntil: mutedUntil?.toISOString() ?? null,
    restoresTo: restoresTo({ ...row, state }),
  };
}

/** As its author has it. */
export function ownOf(row: QuestionRow): OwnQuestion {
  const { id, sessionId, question, state, anonymity, askedAt, edited, reason, mergedInto, fromMessageId } =
    row;
  return {
    ...{ id, sessionId, question, state, anonymity, edited, reason, mergedInto, fromMessageId },
    askedAt: askedAt.toISOString(),
    editableUntil: state === 'published' && !row.waited ? editableUntil(row).toISOString() : null,
  };
}

export function editableUntil({ askedAt }: Pick<QuestionRow, 'askedAt'>): Date {
  return new Date(askedAt.getTime() + questionLimits.editSeconds * 1_000);
}

/** Where taking the last change of state back leads; null: nowhere. */
export function restoresTo({
  state,
  stateBefore,
  waited,
}: Pick<QuestionRow, 'stateBefore' | 'waited'> & { state: DeskState }): DeskState | null {
  switch (state) {
    case 'dismissed':
    case 'merged':
      return stateBefore;
    case 'answering':
    case 'answered':
      return 'published';
    case 'published':
      return waited ? 'pending' : null;
    case 'pending':
      return null;
  }
}
