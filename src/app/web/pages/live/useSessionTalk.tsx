import { Suspense, useState, type ReactNode } from 'react';
import type { ChatRoom } from '#features/chat/contract.ts';
import { TalkContext, type Talk } from '#features/qna/web/talk.ts';
import { WantedQuestionContext } from '#features/qna/web/wanted.ts';
import type { SessionState } from '#features/sessions/contract.ts';
import type { SessionTab } from '#features/sessions/web/SessionTabs.tsx';
import { inGoodTime, part } from '#platform/web/ui/part.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';

const SessionRoom = part(
  inGoodTime(() => import('./SessionRoom.tsx')),
  'SessionRoom',
  { words: 'own' },
);
// Its code comes when somebody goes there.
const SessionChat = part(() => import('./SessionChat.tsx'), 'SessionChat');

interface OfTalk {
  /** Also of its channel. */
  sessionId: string;
  state: SessionState;
  /** Whoever runs it looks at all of its questions. */
  as: 'host' | 'audience';
  /** Staff try the session out: nothing is written. */
  isTrial: boolean;
  /** The question that the reader came for. */
  wanted?: string | null;
  /** The message that they came for. */
  message?: string | null;
  /** How a question is put into the chat, for whoever may. */
  putting?: Talk['putting'];
  /** Whether there is no chat for the reader. */
  isSilent?: boolean;
}

/** What is asked and what is said in a session, with the ways from one to the other. */
export function useSessionTalk(of: OfTalk) {
  const {
    sessionId,
    state,
    as,
    isTrial,
    wanted = null,
    message = null,
    putting = null,
    isSilent = false,
  } = of;
  const came: { tab: SessionTab; wanted: string | null } = message
    ? { tab: 'chat', wanted: message }
    : { tab: 'questions', wanted };
  const [at, setAt] = useState(came);
  // Whoever is here already may be led to something else of the same session.
  const [cameFor, setCameFor] = useState(came.wanted);
  if (came.wanted !== cameFor) {
    setCameFor(came.wanted);
    setAt(came);
  }
  const [room, setRoom] = useState<ChatRoom>();
  const isClosed = isTrial || room?.channel.archived === true;
  return {
    tab: at.tab,
    onTab: (tab: SessionTab): void => setAt({ tab, wanted: null }),
    unread: room?.unread ?? 0,
    aroundQuestions: (questions: ReactNode): ReactNode => (
      <TalkContext
        value={{
          messageOf: (id) => room?.talkedAbout.find(({ questionId }) => questionId === id)?.messageId,
          onOpen: (messageId) => setAt({ tab: 'chat', wanted: messageId }),
          putting: isClosed ? null : putting,
        }}
      >
        <WantedQuestionContext value={at.tab === 'questions' ? at.wanted : null}>
          {questions}
          {!isSilent && (
            <Suspense>
              <SessionRoom channelId={sessionId} onRoom={setRoom} />
            </Suspense>
          )}
        </WantedQuestionContext>
      </TalkContext>
    ),
    chat: (
      <Suspense fallback={<Bones className="gap-6" lines={['100%', '80%', '100%', '60%']} />}>
        <SessionChat
          {...{ sessionId, state, as, isTrial, isClosed }}
          wanted={at.wanted}
          onQuestion={(questionId) => setAt({ tab: 'questions', wanted: questionId })}
        />
      </Suspense>
    ),
  };
}
