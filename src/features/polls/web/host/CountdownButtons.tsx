import { useId } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { pollLimits } from '../../contract.ts';
import { useDeskWords } from './useDeskWords.ts';

interface CountdownButtonsProps {
  /** null: it is open until it is closed. */
  closesAt: string | null;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  onSeconds: (seconds: number | null) => void;
}

const offered = [30, 60, 120] as const;
const moreSeconds = 30;

/** How much longer one can vote: a time is set, made longer, or taken away. */
export function CountdownButtons({ closesAt, nowMs, onSeconds }: CountdownButtonsProps) {
  const { t } = useDeskWords();
  const label = useId();
  if (closesAt !== null) {
    const more = (): void => {
      const leftSeconds = Math.max(0, Math.ceil((Date.parse(closesAt) - nowMs()) / 1_000));
      onSeconds(Math.min(pollLimits.seconds, leftSeconds + moreSeconds));
    };
    return (
      <div className="flex flex-wrap gap-x-7">
        <Button look="plain" onClick={more}>
          {t('up.more')}
        </Button>
        <Button look="plain" onClick={() => onSeconds(null)}>
          {t('up.noLimit')}
        </Button>
      </div>
    );
  }
  return (
    <div role="group" aria-labelledby={label} className="flex flex-wrap items-center gap-x-7">
      <span id={label} className="text-caption text-muted">
        {t('up.closeIn')}
      </span>
      {offered.map((seconds) => (
        <Button key={seconds} look="plain" onClick={() => onSeconds(seconds)}>
          {seconds < 60 ? t('up.seconds', { count: seconds }) : t('up.minutes', { count: seconds / 60 })}
        </Button>
      ))}
    </div>
  );
}
