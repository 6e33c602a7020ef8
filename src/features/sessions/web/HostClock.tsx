import { leftFace, runningFace } from './agendaPace.ts';
import { useHostWords } from './useHostWords.ts';
import { useTick } from './useTick.ts';

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
