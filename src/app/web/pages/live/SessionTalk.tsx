import type { ReactNode } from 'react';
import { useReported } from '#features/chat/web/ChatLink.tsx';
import type { SessionState } from '#features/sessions/contract.ts';
import { SessionTabs } from '#features/sessions/web/SessionTabs.tsx';
import { usePutting } from './questionsAndTalk.ts';
import { useSessionTalk } from './useSessionTalk.tsx';

interface SessionTalkProps {
  /** Also of its channel. */
  sessionId: string;
  cohortId: string;
  state: SessionState;
  /** Staff try the session out: nothing is written. */
  isTrial: boolean;
  questions: ReactNode;
  /** The question that the reader came for. */
  wanted?: string | null;
}

/** What is asked and what is said in a session, one of them at a time, for whoever runs it. */
export function SessionTalk({ questions, cohortId, ...of }: SessionTalkProps) {
  const talk = useSessionTalk({ ...of, as: 'host', putting: usePutting() });
  const { tab, onTab, unread, aroundQuestions, chat } = talk;
  const reported = useReported(cohortId, true);
  return (
    <SessionTabs tab={tab} onTab={onTab} unread={unread} reported={reported}>
      {tab === 'questions' ? aroundQuestions(questions) : chat}
    </SessionTabs>
  );
}
