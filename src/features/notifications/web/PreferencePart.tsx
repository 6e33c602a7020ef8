import { useId, type ReactNode } from 'react';
import { usePreferenceWords } from './preferenceWords.ts';
import type { Keeping, PreferencePart as PartName } from './usePreferring.ts';

interface PreferencePartProps {
  part: PartName;
  label: string;
  why?: string;
  keeping: Keeping;
  children: ReactNode;
}

/** Choices that belong together, and below them whether the last one of them is kept. */
export function PreferencePart({ part, label, why, keeping, children }: PreferencePartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div>
        <h3 id={id} className="text-label">
          {label}
        </h3>
        {why && <p className="text-caption text-muted">{why}</p>}
      </div>
      {children}
      <p role="status" className="min-h-6">
        {keeping.state !== 'ready' && keeping.part === part && <Standing keeping={keeping} />}
      </p>
    </section>
  );
}

function Standing({ keeping }: { keeping: Exclude<Keeping, { state: 'ready' }> }) {
  const { t } = usePreferenceWords();
  if (keeping.state === 'failed')
    return <span className="text-live">{t('notSaved', { reason: keeping.reason })}</span>;
  return <span className="text-muted">{t(keeping.state)}</span>;
}
