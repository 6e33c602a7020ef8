import { useId, useState } from 'react';
import { useTick } from '#features/sessions/web/HostClock.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { timerPurposes, type Timer } from '../../contract.ts';
import { TimerFace } from '../TimerFace.tsx';
import { leftMsOf } from '../timing.ts';
import { FaultLine } from './FaultLine.tsx';
import type { MomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

interface TimerPartProps {
  timer: Timer | null;
  acts: MomentActs;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
}

const offeredMinutes = [1, 3, 5, 10, 15, 30] as const;

/** The id of the heading of the timer, which a key leads to. */
export const timerHeadingId = 'stoa-moment-timer';

/** Starting a timer on every screen, and running it. */
export function TimerPart({ timer, acts, nowMs }: TimerPartProps) {
  const { t } = useMomentDeskWords();
  return (
    <section aria-labelledby={timerHeadingId} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 id={timerHeadingId} tabIndex={-1} className="text-section">
        {t('timer.title')}
      </h2>
      {timer ? <Running timer={timer} acts={acts} nowMs={nowMs} /> : <Starting acts={acts} />}
      <FaultLine acts={acts} part="timer" />
    </section>
  );
}

function Running({ timer, acts, nowMs }: TimerPartProps & { timer: Timer }) {
  const { t } = useMomentDeskWords();
  const isPaused = timer.endsAt === null;
  const isUp = leftMsOf(timer, useTick(nowMs)) === 0;
  return (
    <>
      <TimerFace timer={timer} nowMs={nowMs} className="text-number" />
      <div className="flex flex-wrap gap-2">
        {!isUp && (
          <Button
            onClick={() => void acts.onDo({ name: isPaused ? 'timer:resume' : 'timer:pause', input: {} })}
          >
            {isPaused ? t('timer.resume') : t('timer.pause')}
          </Button>
        )}
        <Button onClick={() => void acts.onDo({ name: 'timer:extend', input: { seconds: 60 } })}>
          {t('timer.more')}
        </Button>
        <Button onClick={() => void acts.onDo({ name: 'timer:stop', input: {} })}>{t('timer.stop')}</Button>
      </div>
    </>
  );
}

function Starting({ acts }: Pick<TimerPartProps, 'acts'>) {
  const { t } = useMomentDeskWords();
  const label = useId();
  const [purpose, setPurpose] = useState<Timer['purpose']>('exercise');
  return (
    <>
      <Choice
        label={t('timer.purpose')}
        value={purpose}
        options={timerPurposes.map((value) => ({ value, label: t(`timer.${value}`) }))}
        onChange={setPurpose}
      />
      <div role="group" aria-labelledby={label} className="grid gap-1">
        <p id={label} className="text-label">
          {t('timer.starts')}
        </p>
        <div className="flex flex-wrap gap-2">
          {offeredMinutes.map((minutes) => (
            <Button
              key={minutes}
              onClick={() =>
                void acts.onDo({ name: 'timer:start', input: { seconds: minutes * 60, purpose } })
              }
            >
              {t('timer.startOf', { count: minutes })}
            </Button>
          ))}
        </div>
      </div>
    </>
  );
}
