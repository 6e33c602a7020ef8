import { useEffect, useRef } from 'react';
import { leftFace } from '#features/sessions/web/agendaPace.ts';
import { useTick } from '#features/sessions/web/useTick.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { Timer } from '../contract.ts';
import { leftMsOf, markBetween } from './timing.ts';
import { useMomentWords } from './useMomentWords.ts';

interface TimerFaceProps {
  timer: Timer;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** Of the figures. */
  className?: string;
  /** Nobody listens to a wall. */
  isSilent?: boolean;
}

/** A timer by the server's clock. It ticks for the eye; the ear is told at ten, five and one minute, and at the end. */
export function TimerFace({ timer, nowMs, className = 'text-section', isSilent = false }: TimerFaceProps) {
  const { t } = useMomentWords();
  const leftMs = leftMsOf(timer, useTick(nowMs));
  const before = useRef({ timer, leftMs });
  const seconds = Math.ceil(leftMs / 1_000);
  const sayLeft = (left: number): string =>
    left === 0
      ? t('timer.up')
      : left < 60
        ? t('timer.seconds', { count: left })
        : t('timer.minutes', { count: Math.ceil(left / 60) });
  useEffect(() => {
    const former = before.current;
    before.current = { timer, leftMs };
    // A new timer begins where it begins; that is not a mark that was passed.
    const mark = former.timer === timer ? markBetween(former.leftMs, leftMs) : undefined;
    if (mark !== undefined && !isSilent) announcer.say({ text: sayLeft(mark), group: 'moment/timer' });
  });
  return (
    <p role="timer" aria-live="off" className="flex flex-wrap items-baseline gap-x-3">
      <span className="text-muted">{t(`timer.purpose.${timer.purpose}`)}</span>
      <span aria-hidden="true" className={`${className} ${leftMs <= 10_000 ? 'text-caution' : ''}`}>
        {leftMs === 0 ? t('timer.up') : <bdi>{leftFace(leftMs)}</bdi>}
      </span>
      <span className="sr-only">{sayLeft(seconds)}</span>
      {timer.endsAt === null && <span className="text-muted">{t('timer.paused')}</span>}
    </p>
  );
}
