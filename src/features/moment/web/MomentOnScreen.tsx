import { serverNowMs } from '#platform/web/api/serverTime.ts';
import type { Banner, SessionNow } from '../contract.ts';
import { ReactionsShown } from './ReactionPart.tsx';
import { TimerFace } from './TimerFace.tsx';
import { useMomentWords } from './useMomentWords.ts';
import { useReactions, type Shown } from './useReactions.ts';

/** How much time is left, and what the class reacts, on the wall of a room. */
export function TimeOnScreen({ now }: { now: Pick<SessionNow, 'sessionId' | 'timer'> }) {
  const shown = useReactions(now.sessionId);
  return <TimeOnScreenView now={now} nowMs={serverNowMs} shown={shown} />;
}

interface TimeOnScreenViewProps {
  now: Pick<SessionNow, 'timer'>;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  shown: Shown;
}

/** Its sizes are the wall's own. */
export function TimeOnScreenView({ now: { timer }, nowMs, shown }: TimeOnScreenViewProps) {
  return (
    <div className="ms-auto flex flex-wrap items-center justify-end gap-x-[1.5em] self-center">
      <ReactionsShown shown={shown} />
      {timer && <TimerFace timer={timer} nowMs={nowMs} isSilent className="font-strong" />}
    </div>
  );
}

/** Nobody scrolls a wall: from so many characters on, smaller ones. */
const longFrom = 140;

/** What is said to everybody, on the wall of a room. */
export function BannerOnScreen({ banner: { text } }: { banner: Banner }) {
  const { t } = useMomentWords();
  const size =
    text.length > longFrom
      ? 'text-[length:clamp(1rem,min(1.75vw,2.8vh),3rem)]'
      : 'text-[length:clamp(1.125rem,min(2.2vw,3.5vh),3.5rem)]';
  return (
    <p
      role="note"
      dir="auto"
      aria-label={t('banner.label')}
      className={`rounded-surface border border-accent bg-accent-soft px-[0.75em] py-[0.4em] leading-[1.3] font-strong [overflow-wrap:anywhere] ${size}`}
    >
      {text}
    </p>
  );
}
