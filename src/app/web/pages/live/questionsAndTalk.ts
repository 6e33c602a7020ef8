import { useMemo } from 'react';
import { chat } from '#features/chat/contract.ts';
import type { NearQuestions } from '#features/chat/web/nearQuestions.ts';
import { qna, type QuestionDesk, type QuestionList } from '#features/qna/contract.ts';
import type { Talk } from '#features/qna/web/talk.ts';
import { sessions } from '#features/sessions/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** A question as far as a message beside it needs it. */
interface Near {
  id: string;
  words: string | undefined;
  fromMessageId: string | null;
  /** What it was merged into counts as itself. */
  rootId: string;
}

type QuestionsHere = Pick<NearQuestions, 'madeOf' | 'wordsOf'> & { rootOf: (questionId: string) => string };

/** The questions of a session that the reader may see, for the chat beside them. */
export function useQuestionsHere(sessionId: string, as: 'host' | 'audience'): QuestionsHere {
  const isHost = as === 'host';
  const list = useLiveView(
    qna,
    'qa:list',
    { sessionId },
    { enabled: !isHost, topics: isHost ? [] : [sessions.topics.session.of({ sessionId })] },
  ).data;
  const desk = useLiveView(
    qna,
    'qa:desk',
    { sessionId },
    { enabled: isHost, topics: isHost ? [sessions.topics.sessionStaff.of({ sessionId })] : [] },
  ).data;
  const near = useMemo(() => (isHost ? nearOnDesk(desk) : nearInList(list)), [isHost, desk, list]);
  return {
    madeOf: (messageId) => near.find(({ fromMessageId }) => fromMessageId === messageId)?.id,
    wordsOf: (questionId) => near.find(({ id }) => id === questionId)?.words,
    rootOf: (questionId) => near.find(({ id }) => id === questionId)?.rootId ?? questionId,
  };
}

function nearInList(list: QuestionList | undefined): Near[] {
  if (!list) return [];
  const open = list.questions.flatMap(({ id, question: words, fromMessageId, merged }) => [
    { id, words, fromMessageId, rootId: id },
    ...merged.map((one) => ({ id: one, words, fromMessageId: null, rootId: id })),
  ]);
  const known = new Set(open.map(({ id }) => id));
  const own = list.own.filter(({ id, state }) => !known.has(id) && state !== 'withdrawn');
  return [
    ...open,
    ...own.map(({ id, question: words, fromMessageId }) => ({ id, words, fromMessageId, rootId: id })),
  ];
}

function nearOnDesk(desk: QuestionDesk | undefined): Near[] {
  return (desk?.questions ?? []).map(({ id, state, question, fromMessageId, mergedInto }) => ({
    ...{ id, fromMessageId },
    // What is hidden is not read in the chat by staff either: they may be showing it to somebody.
    words: state === 'dismissed' ? undefined : question,
    rootId: mergedInto ?? id,
  }));
}

export function useMaking(): NonNullable<NearQuestions['making']> {
  const { live } = useRealtime();
  return {
    onMake: (messageId) => live.api.command(qna, 'qa:ask-message', { messageId }),
    onTakeBack: (messageId) => live.api.command(qna, 'qa:unask-message', { messageId }),
  };
}

export function usePutting(): NonNullable<Talk['putting']> {
  const { live } = useRealtime();
  return {
    onPut: (questionId, text) => live.api.command(chat, 'chat:put-question', { questionId, text }),
    onTakeOut: (messageId) => live.api.command(chat, 'chat:delete', { messageId }),
  };
}
