import type { ReactNode } from 'react';

const tones = { plain: 'border-control text-muted', live: 'border-live text-live' } as const;

/** One word about an announcement, set apart from its words. */
export function Tag({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={`rounded-bar border px-1.5 text-caption whitespace-nowrap ${tones[tone]}`}>
      {children}
    </span>
  );
}
