import { Suspense } from 'react';
import { useParams } from 'react-router';
import { qna } from '#features/qna/contract.ts';
import { QuestionOnScreen } from '#features/qna/web/QuestionOnScreen.tsx';
import { isOver, sessions } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { useBlank, useFrameAge } from '#features/sessions/web/useScreen.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { basePath } from '#platform/web/api/basePath.ts';
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
      asked={asked ? <QuestionOnScreen question={asked} /> : null}
      ageSeconds={ageSeconds}
    />
  );
}
