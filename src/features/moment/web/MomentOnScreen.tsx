import { serverNowMs } from '#platform/web/api/serverTime.ts';
import type { SessionNow } from '../contract.ts';
import { ReactionsShown } from './ReactionPart.tsx';
import { TimerFace } from './TimerFace.tsx';
import { useMomentWords } from './useMomentWords.ts';
import { useNow } from './useNow.ts';
import { useReactions, type Shown } from './useReactions.ts';

/** Nobody scrolls a wall: from so many characters on, smaller ones. */
const longFrom = 100;

/** What is of the moment, on the wall of a room. */
export function MomentOnScreen({ sessionId }: { sessionId: string }) {
  const { data } = useNow(sessionId);
  const shown = useReactions(sessionId);
  return data ? <OnScreenView now={data} nowMs={serverNowMs} shown={shown} /> : null;
}

interface OnScreenViewProps {
  now: Pick<SessionNow, 'banner' | 'timer'>;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  shown: Shown;
}

/** A strip above everything else: what is said to everybody, the time, and applause. Its sizes are the wall's own. */
export function OnScreenView({ now: { banner, timer }, nowMs, shown }: OnScreenViewProps) {
  const { t } = useMomentWords();
  if (!banner && !timer && Object.keys(shown).length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-[0.5em] text-[length:clamp(1.125rem,min(2.5vw,3.9vh),4rem)] leading-[1.3]">
      {banner && (
        <p
          dir="auto"
          aria-label={t('banner.label')}
          role="note"
          className={`rounded-surface bg-accent-soft px-[0.75em] py-[0.4em] font-strong [overflow-wrap:anywhere] ${banner.text.length > longFrom ? 'text-[0.7em]' : ''}`}
        >
          {banner.text}
        </p>
      )}
      {(timer || Object.keys(shown).length > 0) && (
        <div className="flex flex-wrap items-baseline justify-between gap-x-[2em]">
          {timer && <TimerFace timer={timer} nowMs={nowMs} isSilent className="font-strong text-[1.5em]" />}
          <ReactionsShown shown={shown} className="ms-auto" />
        </div>
      )}
    </div>
  );
}
