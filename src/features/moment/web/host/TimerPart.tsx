import { useId, useState } from 'react';
import { useTick } from '#features/sessions/web/useTick.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { timerPurposes, type Timer } from '../../contract.ts';
import { TimerFace } from '../TimerFace.tsx';
import { leftMsOf } from '../timing.ts';
import { FaultLine } from './FaultLine.tsx';
import { secondsTyped } from './timerLength.ts';
import type { MomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

interface TimerPartProps {
  timer: Timer | null;
  acts: MomentActs;
  /** By the plan, of the item that is shown; null: none is. */
  itemMinutes: number | null;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
}

const offeredMinutes = [1, 3, 5, 10, 15, 30] as const;

/** The id of the heading of the timer, which a key leads to. */
export const timerHeadingId = 'stoa-moment-timer';

/** Starting a timer on every screen, and running it. */
export function TimerPart({ timer, acts, itemMinutes, nowMs }: TimerPartProps) {
  const { t } = useMomentDeskWords();
  return (
    <section aria-labelledby={timerHeadingId} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 id={timerHeadingId} tabIndex={-1} className="text-section">
        {t('timer.title')}
      </h2>
      {timer ? (
        <Running timer={timer} acts={acts} nowMs={nowMs} />
      ) : (
        <Starting acts={acts} itemMinutes={itemMinutes} />
      )}
      <FaultLine acts={acts} part="timer" />
    </section>
  );
}

function Running({ timer, acts, nowMs }: Omit<TimerPartProps, 'itemMinutes'> & { timer: Timer }) {
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

function Starting({ acts, itemMinutes }: Pick<TimerPartProps, 'acts' | 'itemMinutes'>) {
  const { t } = useMomentDeskWords();
  const label = useId();
  const [purpose, setPurpose] = useState<Timer['purpose']>('exercise');
  const start = (seconds: number): void =>
    void acts.onDo({ name: 'timer:start', input: { seconds, purpose } });
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
            <Button key={minutes} onClick={() => start(minutes * 60)}>
              {t('timer.startOf', { count: minutes })}
            </Button>
          ))}
          {itemMinutes !== null && (
            <Button onClick={() => start(itemMinutes * 60)}>
              {t('timer.ofItem', { count: itemMinutes })}
            </Button>
          )}
        </div>
      </div>
      <OwnLength onStart={start} />
    </>
  );
}

/** Any length that a timer can have. */
function OwnLength({ onStart }: { onStart: (seconds: number) => void }) {
  const { t } = useMomentDeskWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isTold, setTold] = useState(false);
  const seconds = secondsTyped(typed);
  const isFault = isTold && seconds === undefined;
  return (
    <form
      noValidate
      className="grid gap-1"
      onSubmit={(form) => {
        form.preventDefault();
        setTold(seconds === undefined);
        if (seconds !== undefined) onStart(seconds);
      }}
    >
      <label htmlFor={id} className="text-label">
        {t('timer.own')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          dir="ltr"
          inputMode="text"
          autoComplete="off"
          value={typed}
          aria-invalid={isFault}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setTyped(target.value)}
          className="field max-w-32 min-w-0"
        />
        <Button type="submit" className="shrink-0">
          {t('timer.startOwn')}
        </Button>
      </div>
      <p
        id={`${id}-hint`}
        role={isFault ? 'alert' : undefined}
        className={`text-caption ${isFault ? 'text-live' : 'text-muted'}`}
      >
        {isFault ? t('timer.ownFault') : t('timer.ownHint')}
      </p>
    </form>
  );
}
