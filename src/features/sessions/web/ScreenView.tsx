import type { ReactNode } from 'react';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import type { LiveSession } from '../contract.ts';
import { JoinCode } from './JoinCode.tsx';
import type { OnWall, Standing as StandingIs } from './onWall.ts';
import { useSessionsWords } from './useSessionsWords.ts';
import { useStartWords } from './useStartWords.ts';

export type OnScreen =
  Extract<OnWall<never, never, never>, { is: StandingIs | 'item' }> | { is: 'front'; front: ReactNode };

export interface ScreenViewProps {
  /** As its staff have it: a rehearsal is shown as what it will be. */
  session: LiveSession;
  /** null once the session is over. */
  joinCode: string | null;
  /** Where the code is typed, `academy.example/j`. */
  joinAddress: string;
  /** The same as a picture for cameras. */
  qr: ReactNode;
  /** By the server's clock. */
  nowMs: number;
  /** What stands in the middle, as `onWall` decides it; what other rooms show comes ready to be shown. */
  on: OnScreen;
  /** How much time is left, and applause: beside the title. */
  time?: ReactNode;
  /** What is said to everybody, at the foot: the camera's picture makes room for it, so that it all still fits. */
  notice?: ReactNode;
  /** How old this picture is while the connection is away; null: it is true. */
  ageSeconds: number | null;
}

/*
 * The projector's own sizes: 32, 56 and 96 px on a wall of 1280, growing with it, so that the last row, eight
 * metres away, reads the smallest of them. On anything smaller they shrink until they fit.
 */
const small = 'text-[clamp(1.125rem,2.5vw,4rem)] leading-[1.3]';
const middle = 'text-[clamp(1.5rem,4.4vw,7rem)] leading-[1.15] font-strong text-balance';
const large = 'text-[clamp(2.25rem,7.5vw,12rem)] leading-[1.05] font-strong text-balance';

/** What a room sees on its wall: nothing to press, and nothing that the last row cannot read. */
export function ScreenView(props: ScreenViewProps) {
  const { session, on, time, notice, ageSeconds } = props;
  const { t } = useSessionsWords();
  const isRehearsal = session.state === 'rehearsal';
  const isAtSomething = on.is === 'front' || on.is === 'item';
  return (
    <main
      id="stoa-main"
      className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr_auto] gap-[clamp(1rem,3vw,4rem)] bg-canvas p-[clamp(1rem,4vw,6rem)] text-ink"
    >
      <header className={`flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 ${small}`}>
        <PageHeading
          title={t('screen.title', { title: session.title })}
          className="text-[length:inherit]! leading-[inherit]!"
        >
          <bdi>{session.title}</bdi>
        </PageHeading>
        {isRehearsal && <p className="text-caution">{t('screen.rehearsal')}</p>}
        {time}
      </header>
      <div className="grid content-center gap-[clamp(1rem,3vw,4rem)]">
        {on.is === 'front' ? (
          <div className="border-s-[0.5rem] border-live ps-[clamp(1rem,3vw,4rem)]">{on.front}</div>
        ) : on.is === 'item' ? (
          <AtItem {...on} />
        ) : (
          <Standing {...props} is={on.is} />
        )}
      </div>
      <footer className="flex min-h-[1em] flex-wrap items-end justify-between gap-x-12 gap-y-4">
        {notice && <div className="min-w-[min(100%,16em)] flex-1 self-center">{notice}</div>}
        {isAtSomething ? <JoinStrip {...props} /> : <span />}
        {ageSeconds !== null && (
          <p className={`rounded-surface bg-caution-soft px-[0.75em] py-[0.25em] text-caution ${small}`}>
            {ageSeconds < 60
              ? t('screen.age', { count: ageSeconds })
              : t('screen.ageMinutes', { count: Math.floor(ageSeconds / 60) })}
          </p>
        )}
      </footer>
    </main>
  );
}

/** The item of the plan that is up, and the one after it. */
function AtItem({ item, next }: Extract<OnScreen, { is: 'item' }>) {
  const { t } = useSessionsWords();
  return (
    <div>
      <p className={`text-muted ${small}`}>
        {t('screen.item', { kind: t(`kind.${item.kind}`), count: item.minutes })}
      </p>
      <p className={`mt-[0.125em] ${item.title.length > 48 ? middle : large}`}>
        <bdi>{item.title}</bdi>
      </p>
      {next && (
        <p className={`mt-[1em] text-muted ${small}`}>
          <bdi>{t('screen.next', { title: next.title })}</bdi>
        </p>
      )}
    </div>
  );
}

/** Between two things, before and after: how one comes in, or that it is over. */
function Standing(props: ScreenViewProps & { is: StandingIs }) {
  const { session, joinCode, joinAddress, qr, nowMs, is } = props;
  const { t } = useSessionsWords();
  const startWords = useStartWords();
  if (is === 'ended' || is === 'cancelled') {
    return (
      <div>
        <p className={large}>{is === 'ended' ? t('screen.ended') : t('screen.cancelled')}</p>
        <p className={`mt-[0.75em] text-muted ${small}`}>
          {is === 'ended' ? t('screen.endedMore') : session.cancelReason}
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-[6vw] gap-y-6">
      <div className="w-[min(60vw,38vh,30rem)] shrink-0 min-[120rem]:w-[38vh]">{qr}</div>
      <div className="min-w-0">
        <p className={small}>{t('screen.joinAt', { address: joinAddress })}</p>
        {joinCode !== null && (
          <p className={`mt-[0.125em] ${large}`}>
            <JoinCode code={joinCode} />
          </p>
        )}
        {is !== 'between' && (
          <p className={`mt-[1em] ${small}`}>{startWords(session, Date.parse(session.startsAt) - nowMs)}</p>
        )}
      </div>
    </div>
  );
}

/** How one still comes in while something is on the wall. */
function JoinStrip({ joinCode, joinAddress, qr, notice }: ScreenViewProps) {
  const { t } = useSessionsWords();
  if (joinCode === null) return <span />;
  return (
    <div className="flex flex-wrap items-center gap-x-[2vw] gap-y-2">
      {!notice && <div className="w-[min(24vw,16vh)] shrink-0">{qr}</div>}
      <div>
        <p className={`text-muted ${small}`}>{t('screen.joinAt', { address: joinAddress })}</p>
        <p className={middle}>
          <JoinCode code={joinCode} />
        </p>
      </div>
    </div>
  );
}
