import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { chipOf, type Chip, type ConnectionStatus } from './chip.ts';

const dots: Record<Chip['tone'], string> = {
  live: 'bg-live',
  good: 'bg-good',
  caution: 'bg-caution',
  off: 'border-2 border-muted',
};

/** The one place that tells the truth about the connection. */
export function ConnectionChip({ status, onRetry }: { status: ConnectionStatus; onRetry: () => void }) {
  const { t } = useTranslation();
  const shown = useRef<Chip | null>(null);
  const chip = chipOf(status, shown.current);
  shown.current = chip;

  // Which values a text takes is decided where its key is: in chipOf.
  const say = t as (key: string, values?: Record<string, number>) => string;
  const words = say(chip.text.key, chip.text.values);
  const calm = chip.tone === 'live' || chip.tone === 'good';
  const wordsHide = chip.dotOnly ? 'sr-only' : calm && status.state === 'live' ? 'max-bar:sr-only' : '';
  return (
    <div className="group relative flex items-center gap-2 text-label text-muted">
      <span tabIndex={0} className="controls flex items-center gap-2 rounded-control px-1">
        <span className={`size-2.5 shrink-0 rounded-[50%] ${dots[chip.tone]}`} aria-hidden="true" />
        <span role="status" className={wordsHide}>
          {words}
        </span>
      </span>
      {chip.tip && (
        <span className="pointer-events-none absolute end-0 top-full z-30 hidden w-max max-w-64 rounded-control bg-ink px-3 py-2 text-caption text-canvas shadow-float group-focus-within:block group-hover:block">
          {wordsHide && <span className="block">{words}</span>}
          {say(chip.tip.key, chip.tip.values)}
        </span>
      )}
      {chip.retry && (
        <button type="button" onClick={onRetry} className="controls text-label text-accent underline">
          {t('states.retry')}
        </button>
      )}
    </div>
  );
}
