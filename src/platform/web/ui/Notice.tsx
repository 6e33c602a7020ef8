import type { ReactNode } from 'react';

const tones = {
  plain: 'bg-quiet text-ink',
  good: 'bg-good-soft text-good',
  caution: 'bg-caution-soft text-caution',
  live: 'bg-live-soft text-live',
} as const;

/** A sentence that stays where it belongs, with what can be done about it beside it. */
export function Notice({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      className={`appears flex items-center justify-between gap-x-4 gap-y-2 max-bar:flex-wrap rounded-control px-4 py-2 ${tones[tone]}`}
    >
      {children}
    </div>
  );
}
