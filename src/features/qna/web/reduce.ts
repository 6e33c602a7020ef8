import type { ViewData } from '#kernel/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  countsOf,
  qna,
  type DeskChanged,
  type OpenQuestion,
  type OwnQuestion,
  type QuestionChanged,
  type QuestionDesk,
  type QuestionList,
  type QuestionsReport,
} from '../contract.ts';

type Similar = ViewData<typeof qna, 'qa:similar'>;
type Topic = Pick<About, 'topic'>;

interface Votes {
  id: string;
  sessionId: string;
  upvotes: number;
}

interface Voted {
  sessionId: string;
  questionId: string;
  voted: boolean;
}

interface Muted {
  sessionId: string;
  until: string | null;
}

/** Votes are told to everybody and to staff; of two topics that tell the same, a view goes by one. */
const isForAll = ({ topic }: Topic): boolean => sessions.topics.session.match(topic) !== undefined;

/** The order is that of ids, which is that of asking. The same list comes back where nothing is different. */
function withOne<One extends { id: string }>(list: One[], one: One): One[] {
  const known = list.find(({ id }) => id === one.id);
  if (known && JSON.stringify(known) === JSON.stringify(one)) return list;
  const others = list.filter(({ id }) => id !== one.id);
  const after = others.findIndex(({ id }) => id > one.id);
  return others.toSpliced(after === -1 ? others.length : after, 0, one);
}

function without<One extends { id: string }>(list: One[], gone: string): One[] {
  const others = list.filter(({ id }) => id !== gone);
  return others.length === list.length ? list : others;
}

function withVotes<One extends { id: string; upvotes: number }>(list: One[], { id, upvotes }: Votes): One[] {
  const known = list.find((one) => one.id === id);
  // Of a question that is not seen here, votes are told when it comes back.
  if (!known || known.upvotes === upvotes) return list;
  return list.map((one) => (one === known ? { ...one, upvotes } : one));
}

function withQuestions(data: QuestionList, questions: OpenQuestion[]): QuestionList {
  return questions === data.questions ? data : { ...data, questions };
}

export function listNew(data: QuestionList, question: OpenQuestion): QuestionList {
  if (question.sessionId !== data.sessionId) return data;
  return withQuestions(data, withOne(data.questions, question));
}

export function listChanged(data: QuestionList, event: QuestionChanged): QuestionList {
  if (event.sessionId !== data.sessionId) return data;
  return withQuestions(
    data,
    event.state === 'gone' ? without(data.questions, event.id) : withOne(data.questions, event),
  );
}

export function listVotes(data: QuestionList, event: Votes, about: Topic): QuestionList {
  if (event.sessionId !== data.sessionId || !isForAll(about)) return data;
  return withQuestions(data, withVotes(data.questions, event));
}

export function listMine(data: QuestionList, question: OwnQuestion): QuestionList {
  if (question.sessionId !== data.sessionId) return data;
  const own = withOne(data.own, question);
  return own === data.own ? data : { ...data, own };
}

export function listVoted(data: QuestionList, event: Voted): QuestionList {
  const { sessionId, questionId, voted } = event;
  if (sessionId !== data.sessionId || data.voted.includes(questionId) === voted) return data;
  const others = data.voted.filter((id) => id !== questionId);
  return { ...data, voted: voted ? [...others, questionId].sort() : others };
}

export function listMuted(data: QuestionList, { sessionId, until }: Muted): QuestionList {
  if (sessionId !== data.sessionId || data.mutedUntil === until) return data;
  return { ...data, mutedUntil: until };
}

export function deskChanged(data: QuestionDesk, event: DeskChanged): QuestionDesk {
  if (event.sessionId !== data.sessionId) return data;
  const questions =
    event.state === 'withdrawn' ? without(data.questions, event.id) : withOne(data.questions, event);
  return questions === data.questions ? data : { ...data, questions, counts: countsOf(questions) };
}

export function deskVotes(data: QuestionDesk, event: Votes, about: Topic): QuestionDesk {
  if (event.sessionId !== data.sessionId || isForAll(about)) return data;
  const questions = withVotes(data.questions, event);
  return questions === data.questions ? data : { ...data, questions };
}

export function similarVotes(data: Similar, event: Votes, about: Topic): Similar {
  if (event.sessionId !== data.sessionId || !isForAll(about)) return data;
  const questions = withVotes(data.questions, event);
  return questions === data.questions ? data : { ...data, questions };
}

/** A report is counted from the rows, and so by the server. */
export function reportChanged(
  data: QuestionsReport,
  event: { sessionId: string },
  about: Topic,
): QuestionsReport | 'refetch' {
  return event.sessionId === data.sessionId && !isForAll(about) ? 'refetch' : data;
}

/** What is like a text the server alone can say; and who owes what, it counts anew. */
export const qnaLive = liveRoom(qna, {
  'qa:list': {
    'qa:new': listNew,
    'qa:changed': listChanged,
    'qa:votes': listVotes,
    'qa:mine': listMine,
    'qa:voted': listVoted,
    'qa:muted': listMuted,
  },
  'qa:desk': { 'qa:desk-changed': deskChanged, 'qa:votes': deskVotes },
  'qa:similar': { 'qa:votes': similarVotes },
  'qa:report': { 'qa:desk-changed': reportChanged, 'qa:votes': reportChanged },
});
