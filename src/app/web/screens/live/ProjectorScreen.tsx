import type { ReactNode } from 'react';
import type { Board } from '#features/leaderboard/contract.ts';
import type { OpenPoll } from '#features/polls/contract.ts';
import type { OpenQuestion } from '#features/qna/contract.ts';
import type { SessionConsole } from '#features/sessions/contract.ts';
import { ScreenView, type ScreenViewProps } from '#features/sessions/web/ScreenView.tsx';
import { onWall, type OnWall, type Up } from '#features/sessions/web/onWall.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

type OfOtherRooms = Extract<OnWall<OpenPoll, Board, OpenQuestion>, { is: 'poll' | 'board' | 'question' }>;

interface ProjectorScreenProps extends Omit<ScreenViewProps, 'session' | 'joinCode' | 'qr' | 'on'> {
  session: View<Pick<SessionConsole, 'session' | 'joinCode'>>;
  isBlank: boolean;
  /** What the rooms have up; `onWall` decides which of it is shown. */
  up: Up<OpenPoll, Board, OpenQuestion>;
  /** What one of them shows. */
  frontOf: (shown: OfOtherRooms) => ReactNode;
  /** The picture that leads to where this code is entered. */
  qrOf: (joinCode: string) => ScreenViewProps['qr'];
}

/** The wall of a room: without the shell, which is for whoever holds the device. */
export function ProjectorScreen({
  session: view,
  isBlank,
  up,
  frontOf,
  nowMs,
  qrOf,
  ...rest
}: ProjectorScreenProps) {
  const { t } = useSessionsWords();
  if (isBlank) {
    return (
      <main id="stoa-main" className="min-h-dvh bg-[#000]">
        <h1 className="sr-only">{t('screen.blank')}</h1>
      </main>
    );
  }
  if (view.state !== 'full') {
    return (
      <main id="stoa-main" className="min-h-dvh p-[clamp(1rem,4vw,6rem)]">
        <Shown
          view={view}
          page
          loading={t('screen.loading')}
          failed={t('screen.failed')}
          bones={<Bones lines={['40%', '0', '70%', '50%']} className="gap-8" />}
        >
          {() => null}
        </Shown>
      </main>
    );
  }
  const { session, joinCode } = view.data;
  const on = onWall(session, nowMs, up);
  return (
    <ScreenView
      session={session}
      joinCode={joinCode}
      nowMs={nowMs}
      on={
        on.is === 'poll' || on.is === 'board' || on.is === 'question'
          ? { is: 'front', front: frontOf(on) }
          : on
      }
      qr={joinCode === null ? null : qrOf(joinCode)}
      {...rest}
    />
  );
}
