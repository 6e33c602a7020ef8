import { useEffect, useState } from 'react';
import { leftFace, runningFace } from './agendaPace.ts';
import { useHostWords } from './useHostWords.ts';

/** The time, looked at again each second and when the page comes back into sight; in ms since 1970. */
export function useTick(nowMs: () => number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      clearTimeout(timer);
      const at = nowMs();
      setNow(at);
      timer = setTimeout(look, 1_000 - (at % 1_000));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [nowMs]);
  return now;
}

interface OnAirProps {
  startedAt: string;
  nowMs: () => number;
}

/** `On air 00:42:10`. It ticks for the eye; whoever listens hears the minutes when they come to it. */
export function OnAir({ startedAt, nowMs }: OnAirProps) {
  const { t } = useHostWords();
  const sinceMs = useTick(nowMs) - Date.parse(startedAt);
  return (
    <span role="timer" aria-live="off" className="inline-flex items-center gap-2 text-label text-live">
      <span aria-hidden="true" className="size-2.5 rounded-[50%] bg-live" />
      <span aria-hidden="true">{t('host.onAir', { clock: runningFace(sinceMs) })}</span>
      <span className="sr-only">
        {t('host.onAirMinutes', { count: Math.max(0, Math.floor(sinceMs / 60_000)) })}
      </span>
    </span>
  );
}

interface TimeLeftProps {
  endsMs: number;
  nowMs: () => number;
}

/** What is left of an item by the plan. Nothing once that is over: how far behind one is says more. */
export function TimeLeft({ endsMs, nowMs }: TimeLeftProps) {
  const { t } = useHostWords();
  const leftMs = endsMs - useTick(nowMs);
  if (leftMs <= 0) return null;
  return (
    <p role="timer" aria-live="off">
      <span aria-hidden="true" className="text-number">
        {t('run.left', { clock: leftFace(leftMs) })}
      </span>
      <span className="sr-only">{t('run.leftMinutes', { count: Math.ceil(leftMs / 60_000) })}</span>
    </p>
  );
}
