import { Suspense, useCallback, type ReactNode } from 'react';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { Questions } from '#features/qna/web/Questions.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { part } from '#platform/web/ui/part.ts';
import { useMe } from '../me.ts';

const SessionProse = part(() => import('./SessionProse.tsx'), 'SessionProse');

interface SessionQuestionsProps {
  session: OwnSession;
  /** Staff try the session out: nothing is taken. */
  isTrial: boolean;
  /** Hears in words what became of the reader's own questions. */
  onOwnNews: (text: string) => void;
}

/** What is asked in a session; answers are shown as lessons are. */
export function SessionQuestions({ session, isTrial, onOwnNews }: SessionQuestionsProps) {
  const { user } = useMe();
  const { cohortId } = session;
  // What lessons are shown with comes with the first answer in writing.
  const prose = useCallback(
    (text: string): ReactNode => (
      <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
        <SessionProse cohortId={cohortId} text={text} />
      </Suspense>
    ),
    [cohortId],
  );
  return (
    <AnswerProseContext value={prose}>
      <Questions
        sessionId={session.id}
        state={session.state}
        settings={session.settings}
        viewer={user}
        isTrial={isTrial}
        onOwnNews={onOwnNews}
      />
    </AnswerProseContext>
  );
}
