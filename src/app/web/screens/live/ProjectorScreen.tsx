import type { SessionConsole } from '#features/sessions/contract.ts';
import { ScreenView, type ScreenViewProps } from '#features/sessions/web/ScreenView.tsx';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface ProjectorScreenProps extends Omit<ScreenViewProps, 'session' | 'joinCode' | 'qr'> {
  session: View<Pick<SessionConsole, 'session' | 'joinCode'>>;
  isBlank: boolean;
  /** The picture that leads to where this code is entered. */
  qrOf: (joinCode: string) => ScreenViewProps['qr'];
}

/** The wall of a room: without the shell, which is for whoever holds the device. */
export function ProjectorScreen({ session: view, isBlank, qrOf, ...rest }: ProjectorScreenProps) {
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
  return (
    <ScreenView
      session={session}
      joinCode={joinCode}
      qr={joinCode === null ? null : qrOf(joinCode)}
      {...rest}
    />
  );
}
