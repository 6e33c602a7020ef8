import { useEffect, useRef, useState } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import { clockFace, spokenBetween, timeLeft, untilNextFace, type TimeLeft } from './timer.ts';
import { useQuizWords } from './useQuizWords.ts';

/** The time left, looked at again whenever the face of a clock would change. */
export function useTimeLeft(nowMs: () => number, deadlineAt: string | null, lateMinutes: number): TimeLeft {
  const [left, setLeft] = useState(() => timeLeft(nowMs(), deadlineAt, lateMinutes));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      const now = timeLeft(nowMs(), deadlineAt, lateMinutes);
      setLeft((before) => ('leftMs' in now || before.phase !== now.phase ? now : before));
      // Also when it is over: more time may be given, and a device's clock may have been wrong.
      if (now.phase !== 'unlimited')
        timer = setTimeout(look, 'leftMs' in now ? untilNextFace(now.leftMs) : 1_000);
    };
    look();
    // A page that slept, or was out of sight, is right at once when it is looked at.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [nowMs, deadlineAt, lateMinutes]);
  return left;
}

interface TimerProps {
  left: TimeLeft;
  isHidden: boolean;
  onHide: (isHidden: boolean) => void;
}

/** The time left, by the server's clock. It ticks for the eye; the ear is told four times. */
export function Timer({ left, isHidden, onHide }: TimerProps) {
  const { t } = useQuizWords();
  const before = useRef(Number.POSITIVE_INFINITY);
  const runningMs = left.phase === 'running' ? left.leftMs : null;
  useEffect(() => {
    if (runningMs === null) return;
    const mark = Number.isFinite(before.current) ? spokenBetween(before.current, runningMs) : undefined;
    before.current = runningMs;
    if (mark === undefined) return;
    const text =
      mark >= 60 ? t('timer.minutesLeft', { count: mark / 60 }) : t('timer.secondsLeft', { count: mark });
    announcer.say({ text, group: 'quiz-timer' });
  }, [runningMs, t]);

  if (left.phase === 'unlimited' || left.phase === 'over') return null;
  const minutes = Math.ceil(left.leftMs / 60_000);
  const isLate = left.phase === 'late';
  const isNear = isLate || left.leftMs <= 60_000;
  return (
    <div className="flex items-center gap-x-3">
      <p role="timer" aria-live="off" className={isNear ? 'text-caution' : ''}>
        {isHidden && !isLate ? (
          // The last minute is told although the clock is hidden: nobody is to be taken by surprise.
          <span>{isNear ? t('timer.lastMinute') : t('timer.hidden')}</span>
        ) : (
          <>
            <span aria-hidden="true" className="text-title">
              {isLate
                ? t('timer.clockLate', { clock: clockFace(left.leftMs) })
                : t('timer.clockLeft', { clock: clockFace(left.leftMs) })}
            </span>
            <span className="sr-only">
              {isLate
                ? t('timer.lateMinutes', { count: minutes })
                : t('timer.minutesLeft', { count: minutes })}
            </span>
          </>
        )}
      </p>
      <button
        type="button"
        onClick={() => onHide(!isHidden)}
        className="controls text-caption text-accent underline"
      >
        {isHidden ? t('timer.show') : t('timer.hide')}
      </button>
    </div>
  );
}
