import { Chat } from '#features/chat/web/Chat.tsx';
import { NearQuestionsContext } from '#features/chat/web/nearQuestions.ts';
import { useChatWords } from '#features/chat/web/useChatWords.ts';
import { isOver, type SessionState } from '#features/sessions/contract.ts';
import { useMe } from '../me.ts';
import { useMaking, useQuestionsHere } from './questionsAndTalk.ts';

interface SessionChatProps {
  /** Also of its channel. */
  sessionId: string;
  state: SessionState;
  as: 'host' | 'audience';
  /** Staff try the session out: nothing is written. */
  isTrial: boolean;
  /** Nothing is said there any more, or not yet. */
  isClosed: boolean;
  /** The message that the reader came for. */
  wanted: string | null;
  /** Goes to a question. */
  onQuestion: (questionId: string) => void;
}

/** What is said in a session, with the ways to what is asked there. */
export function SessionChat(props: SessionChatProps) {
  const { sessionId, state, as, isTrial, isClosed, wanted, onQuestion } = props;
  const { t } = useChatWords();
  const { user } = useMe();
  const here = useQuestionsHere(sessionId, as);
  const making = useMaking();
  return (
    <NearQuestionsContext
      value={{
        ...here,
        onOpen: (questionId) => onQuestion(here.rootOf(questionId)),
        making: isClosed || isOver(state) ? null : making,
      }}
    >
      <Chat
        key={`${sessionId}/${wanted}`}
        channelId={sessionId}
        title={t('room.title')}
        viewer={user}
        heading="heard"
        isTrial={isTrial}
        start={wanted === null ? null : { part: 'thread', messageId: wanted }}
      />
    </NearQuestionsContext>
  );
}
