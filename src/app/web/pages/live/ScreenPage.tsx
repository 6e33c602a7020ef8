import { Suspense, type ComponentProps, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { BoardOnScreen } from '#features/leaderboard/web/BoardOnScreen.tsx';
import { QuestionOnScreen } from '#features/qna/web/QuestionOnScreen.tsx';
import { BannerOnScreen, TimeOnScreen } from '#features/moment/web/MomentOnScreen.tsx';
import { useNow } from '#features/moment/web/useNow.ts';
import { PollOnScreen } from '#features/polls/web/PollOnScreen.tsx';
import { Texts, TextsView } from '#features/polls/web/results/Texts.tsx';
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
import { full } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { ProjectorScreen } from '../../screens/live/ProjectorScreen.tsx';
import { withTried, type UpNow } from '../../screens/live/sees.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { useUp } from './useUp.ts';

// The code in digits stands before it comes.
const QrCode = part(() => import('#features/sessions/web/QrCode.tsx'), 'QrCode');

/** What a room's wall shows. Its join code is for staff to show, so nobody else gets here. */
export function ScreenPage() {
  const { sessionId = '' } = useParams();
  const { t } = useSessionsWords();
  const desk = useLiveView(sessions, 'session:console', { sessionId });
  const up = useUp(sessionId, desk.data?.session.state === 'rehearsal');
  const moment = useNow(sessionId).data;
  const nowMs = useServerNow();
  const isBlank = useBlank(sessionId, desk.data?.isBlank ?? false);
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
      up={withTried(up)}
      frontOf={(shown) => frontOf(shown, up)}
      time={moment && <TimeOnScreen now={moment} />}
      notice={moment?.banner && <BannerOnScreen banner={moment.banner} />}
      ageSeconds={ageSeconds}
    />
  );
}

type Shown = Parameters<ComponentProps<typeof ProjectorScreen>['frontOf']>[0];

/** A poll, the leaderboard or a question, as the wall has it. */
function frontOf(shown: Shown, { before, tried }: UpNow): ReactNode {
  switch (shown.is) {
    case 'board':
      return <BoardOnScreen board={shown.board} />;
    case 'question':
      return <QuestionOnScreen question={shown.question} />;
    case 'poll': {
      const { poll } = shown;
      if (poll === tried?.poll) {
        const texts = <TextsView isWall view={full({ texts: tried.texts })} />;
        return <PollOnScreen poll={poll} nowMs={serverNowMs} textsOf={() => texts} />;
      }
      return (
        <PollOnScreen
          poll={poll}
          before={before}
          nowMs={serverNowMs}
          textsOf={(pollId, isBeside) => <Texts pollId={pollId} isWall isBeside={isBeside} />}
        />
      );
    }
  }
}
