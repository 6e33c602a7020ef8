import { useEffect, useRef } from 'react';
import { sessions } from '#features/sessions/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { qna, type QuestionDesk } from '../../contract.ts';
import { DeskView } from './DeskView.tsx';
import { useDeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

export interface QuestionsForHostProps {
  sessionId: string;
  /** Nothing can be shown as being answered now: the session is over, or is being rehearsed. */
  showsNothing?: boolean;
}

/**
 * The desk of a session's questions. The page holds the socket while the session is open, and hands in how
 * answers are shown (AnswerProseContext).
 */
export function QuestionsForHost({ sessionId, showsNothing = false }: QuestionsForHostProps) {
  const topics = [sessions.topics.sessionStaff.of({ sessionId })];
  const desk = useLiveView(qna, 'qa:desk', { sessionId }, { topics });
  const acts = useDeskActs(sessionId);
  useDeskNews(desk.data);
  const files = `${basePath}/api/sessions/${sessionId}/questions`;
  return (
    <DeskView
      desk={viewOf(desk)}
      acts={acts}
      showsNothing={showsNothing}
      files={{ csv: `${files}.csv`, json: `${files}.json` }}
    />
  );
}

/** Says what came in; of a burst, how many. */
function useDeskNews(desk: QuestionDesk | undefined): void {
  const { t } = useDeskWords();
  const before = useRef(desk);
  useEffect(() => {
    const former = before.current;
    before.current = desk;
    if (!desk || !former || former.sessionId !== desk.sessionId) return;
    const known = new Set(former.questions.map(({ id }) => id));
    for (const { id, state, question } of desk.questions) {
      if (known.has(id)) continue;
      if (state === 'pending')
        announcer.say({
          text: t('news.waiting', { question }),
          group: 'qna/desk-waiting',
          many: (count) => t('news.waitingMany', { count }),
        });
      else
        announcer.say({
          text: t('news.open', { question }),
          group: 'qna/desk-open',
          many: (count) => t('news.openMany', { count }),
        });
    }
  }, [desk, t]);
}
