import { Suspense, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { leaderboard, type Board } from '#features/leaderboard/contract.ts';
import { BoardOnScreen } from '#features/leaderboard/web/BoardOnScreen.tsx';
import { qna, type OpenQuestion } from '#features/qna/contract.ts';
import { QuestionOnScreen } from '#features/qna/web/QuestionOnScreen.tsx';
import { BannerOnScreen, TimeOnScreen } from '#features/moment/web/MomentOnScreen.tsx';
import { useNow } from '#features/moment/web/useNow.ts';
import { polls, type OpenPoll } from '#features/polls/contract.ts';
import { PollOnScreen } from '#features/polls/web/PollOnScreen.tsx';
import { Texts } from '#features/polls/web/results/Texts.tsx';
import { partsOf } from '#features/polls/web/stance.ts';
import { isOver, sessions } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { useBlank, useFrameAge } from '#features/sessions/web/useScreen.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useConnectionStatus, useLiveView } from '#platform/web/query/useLiveView.ts';
import { part } from '#platform/web/ui/part.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { ProjectorScreen } from '../../screens/live/ProjectorScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';

// The code in digits stands before it comes.
const QrCode = part(() => import('#features/sessions/web/QrCode.tsx'), 'QrCode');

/** What a room's wall shows. Its join code is for staff to show, so nobody else gets here. */
export function ScreenPage() {
  const { sessionId = '' } = useParams();
  const { t } = useSessionsWords();
  const desk = useLiveView(sessions, 'session:console', { sessionId });
  const questions = useLiveView(qna, 'qa:list', { sessionId });
  const voted = useLiveView(polls, 'poll:list', { sessionId });
  const moment = useNow(sessionId).data;
  const points = useLiveView(leaderboard, 'leaderboard:session', { sessionId });
  const nowMs = useServerNow();
  const isBlank = useBlank();
  const ageSeconds = useFrameAge(useConnectionStatus());
  useLiveRoom(sessionId, {
    staff: true,
    isOpen: desk.data !== undefined && !isOver(desk.data.session.state),
  });
  if (isMissing(desk) || desk.error?.code === 'forbidden') {
    return (
      <main id="stoa-main" className="p-6">
        <NotFound />
      </main>
    );
  }
  const joinAddress = `${location.host}${basePath}/j`;
  const [poll] = partsOf(voted.data?.polls ?? []).up;
  const asked = questions.data?.questions.find(({ state }) => state === 'answering');
  return (
    <ProjectorScreen
      session={viewOf(desk)}
      isBlank={isBlank}
      joinAddress={joinAddress}
      qrOf={(code) => (
        <Suspense>
          <QrCode
            text={`${location.origin}${basePath}${sessionPaths.joining(code)}`}
            label={t('screen.scan', { address: joinAddress })}
          />
        </Suspense>
      )}
      nowMs={nowMs}
      front={onWall(poll, points.data?.isUp ? points.data.board : undefined, asked)}
      time={moment && <TimeOnScreen now={moment} />}
      notice={moment?.banner && <BannerOnScreen banner={moment.banner} />}
      ageSeconds={ageSeconds}
    />
  );
}

/**
 * What people vote on comes before the leaderboard that staff have put up, that before what is being answered, and that
 * before the result of a vote that is over.
 */
function onWall(
  poll: OpenPoll | undefined,
  board: Board | undefined,
  asked: OpenQuestion | undefined,
): ReactNode | null {
  if (board && poll?.state !== 'open') return <BoardOnScreen board={board} />;
  if (poll && (poll.state === 'open' || !asked)) {
    const texts = poll.kind === 'text' && poll.tally !== null && <Texts pollId={poll.id} />;
    return <PollOnScreen poll={poll} nowMs={serverNowMs} texts={texts} />;
  }
  return asked ? <QuestionOnScreen question={asked} /> : null;
}
