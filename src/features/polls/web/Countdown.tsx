import { useEffect, useRef } from 'react';
import { leftFace } from '#features/sessions/web/agendaPace.ts';
import { useTick } from '#features/sessions/web/useTick.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { usePollsWords } from './usePollsWords.ts';

/** Remaining seconds at which the time is spoken. */
const spokenAtSeconds = [60, 10] as const;

interface CountdownProps {
  closesAt: string;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  className?: string;
  /** Nobody listens to a wall. */
  isSilent?: boolean;
}

/** How long one can still vote, by the server's clock. It ticks for the eye; the ear is told twice. */
export function Countdown({ closesAt, nowMs, className = 'text-title', isSilent = false }: CountdownProps) {
  const { t } = usePollsWords();
  const leftMs = Date.parse(closesAt) - useTick(nowMs);
  const before = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    const mark = spokenAtSeconds.findLast(
      (seconds) =>
        Number.isFinite(before.current) && before.current > seconds * 1_000 && leftMs <= seconds * 1_000,
    );
    before.current = leftMs;
    if (mark === undefined || isSilent) return;
    const text = mark === 60 ? t('time.minutes', { count: 1 }) : t('time.seconds', { count: mark });
    announcer.say({ text, group: 'polls/time' });
  }, [leftMs, isSilent, t]);
  if (leftMs <= 0) return null;
  const seconds = Math.ceil(leftMs / 1_000);
  return (
    <p role="timer" aria-live="off" className={`${className} ${leftMs <= 10_000 ? 'text-caution' : ''}`}>
      <span aria-hidden="true">
        <bdi>{t('time.left', { clock: leftFace(leftMs) })}</bdi>
      </span>
      <span className="sr-only">
        {seconds < 60
          ? t('time.seconds', { count: seconds })
          : t('time.minutes', { count: Math.ceil(seconds / 60) })}
      </span>
    </p>
  );
}
