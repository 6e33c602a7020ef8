import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { chat } from '#features/chat/contract.ts';
import { moment } from '#features/moment/contract.ts';
import { polls } from '#features/polls/contract.ts';
import { qna } from '#features/qna/contract.ts';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { sessions } from '#features/sessions/contract.ts';
import type { AttendanceOrder } from '#features/sessions/web/attendanceRows.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { ReportScreen } from '../../screens/live/ReportScreen.tsx';
import { useLessonProse } from '../useLessonProse.tsx';

/** Every room counts what is its own; here it stands on one page. */
export function StaffReport({ sessionId }: { sessionId: string }) {
  const [search, setSearch] = useSearchParams();
  const order: AttendanceOrder = search.get('order') === 'minutes' ? 'minutes' : 'name';
  const attendance = useLiveView(sessions, 'session:attendance', { sessionId });
  const enabled = attendance.data !== undefined && attendance.data.session.startedAt !== null;
  const ofPolls = useLiveView(polls, 'poll:report', { sessionId }, { enabled });
  const questions = useLiveView(qna, 'qa:report', { sessionId }, { enabled });
  // A session's channel has the session's id.
  const topics = enabled ? [chat.topics.channel.of({ channelId: sessionId })] : [];
  const said = useLiveView(chat, 'chat:summary', { channelId: sessionId }, { enabled, topics });
  const ofMoment = useLiveView(moment, 'moment:desk', { sessionId }, { enabled });
  const nowMs = useServerNow();
  useLiveRoom(sessionId, { staff: true, isOpen: false });
  if (isMissing(attendance) || attendance.error?.code === 'forbidden') return <NotFound />;
  const files = `${basePath}/api/sessions/${sessionId}`;
  const screen = (
    <ReportScreen
      attendance={viewOf(attendance)}
      polls={viewOf(ofPolls)}
      questions={viewOf(questions)}
      chat={viewOf(said)}
      moment={viewOf(ofMoment)}
      nowMs={nowMs}
      order={order}
      onOrder={(next) => setSearch(next === 'name' ? {} : { order: next }, { replace: true })}
      files={{
        attendance: `${files}/attendance.csv`,
        polls: `${files}/polls.csv`,
        ballots: `${files}/ballots.csv`,
        questions: `${files}/questions.csv`,
        chat: `${basePath}/api/channels/${sessionId}/messages.csv`,
        pulse: `${files}/pulse.csv`,
      }}
      onPrint={() => window.print()}
    />
  );
  const cohortId = attendance.data?.cohort.id;
  return cohortId === undefined ? screen : <WithProse cohortId={cohortId}>{screen}</WithProse>;
}

/** Shows answers as lessons are shown. */
function WithProse({ cohortId, children }: { cohortId: string; children: ReactNode }) {
  return <AnswerProseContext value={useLessonProse(cohortId)}>{children}</AnswerProseContext>;
}
