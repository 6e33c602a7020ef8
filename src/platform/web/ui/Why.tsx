import type { ReactNode } from 'react';
import { DownIcon } from './icons.tsx';

/** A number's definition, one press away from the number. */
export function Why({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group" data-print="no">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {summary}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <div className="appears grid max-w-read gap-2 border-s-4 border-hairline ps-4 pb-1">{children}</div>
    </details>
  );
}
