import { polls } from '#features/polls/contract.ts';
import { Texts } from '#features/polls/web/results/Texts.tsx';
import { qna } from '#features/qna/contract.ts';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { OwnReportScreen } from '../../screens/live/OwnReportScreen.tsx';
import { useLessonProse } from '../useLessonProse.tsx';

/** The report of a session for those who took part: what they see anyway, on one page. */
export function OwnReport({ session }: { session: OwnSession }) {
  const sessionId = session.id;
  const ofPolls = useLiveView(polls, 'poll:list', { sessionId });
  const questions = useLiveView(qna, 'qa:list', { sessionId });
  useLiveRoom(sessionId, { isOpen: false });
  return (
    <AnswerProseContext value={useLessonProse(session.cohortId)}>
      <OwnReportScreen
        session={full(session)}
        polls={viewOf(ofPolls)}
        questions={viewOf(questions)}
        textsOf={(pollId, isBeside) => <Texts pollId={pollId} isBeside={isBeside} />}
        onPrint={() => window.print()}
      />
    </AnswerProseContext>
  );
}
