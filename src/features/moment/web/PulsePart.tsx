import { useId, useState } from 'react';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { pulses, type OwnPulse } from '../contract.ts';
import { useMomentWords } from './useMomentWords.ts';
import type { Pressed } from './usePressed.ts';

/** Saying how the session goes; once more takes it back. */
export function PulsePart({ said }: { said: Pressed<OwnPulse> }) {
  const { t } = useMomentWords();
  // Whoever has said something sees it when they come back; whoever takes it back is not shut out by that.
  const [hadSaid] = useState(said.value.pace !== null || said.value.clarity !== null);
  return (
    <details className="group" open={hadSaid || undefined}>
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {t('pulse.title')}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <div className="mt-2 grid gap-4">
        <Row what="pace" said={said} />
        <Row what="clarity" said={said} />
        <p className="max-w-read text-caption text-muted">{t('pulse.who')}</p>
        {said.fault !== null && (
          <p role="alert" className="text-live">
            {t('pulse.failed', { reason: said.fault })}
          </p>
        )}
      </div>
    </details>
  );
}

function Row({ what, said }: { what: keyof OwnPulse; said: Pressed<OwnPulse> }) {
  const { t } = useMomentWords();
  const label = useId();
  return (
    <div role="group" aria-labelledby={label} className="grid gap-1">
      <p id={label} className="text-label">
        {t(`pulse.${what}`)}
      </p>
      <div className="flex flex-wrap gap-2">
        {pulses[what].map((word) => {
          const isSaid = said.value[what] === word;
          return (
            <button
              key={word}
              type="button"
              aria-pressed={isSaid}
              onClick={() => said.press({ ...said.value, [what]: isSaid ? null : word })}
              className="controls rounded-control border border-control bg-surface px-4 text-label hover:bg-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-canvas"
            >
              {t(`pulse.${word}`)}
            </button>
          );
        })}
      </div>
    </div>
  );
}
