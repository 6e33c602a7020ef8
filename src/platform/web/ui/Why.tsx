import type { ReactNode } from 'react';
import { DownIcon } from './icons.tsx';

interface WhyProps {
  summary: string;
  /** What it is about, for whoever does not see what stands beside it. */
  about?: string;
  children: ReactNode;
}

/** A number's definition, one press away from the number. */
export function Why({ summary, about, children }: WhyProps) {
  return (
    <details className="group" data-print="no">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        <span>
          {summary}
          {about !== undefined && <span className="sr-only"> {about}</span>}
        </span>
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <div className="appears grid max-w-read gap-2 border-s-4 border-hairline ps-4 pb-1">{children}</div>
    </details>
  );
}
