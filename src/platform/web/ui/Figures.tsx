import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Why } from './Why.tsx';

export interface Figure {
  /** What is counted; also tells one figure from another. */
  name: string;
  /** With its unit. */
  value: string;
  /** How it is made, in a sentence or two. */
  formula: string;
}

/** Figures, each with how it is made: one press away from it and, on paper, below it. */
export function Figures({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 items-start gap-x-6 gap-y-4 bar:grid-cols-3 wide:grid-cols-4 print:grid-cols-3"
    >
      {figures.map(({ name, value, formula }) => (
        <div key={name} className="flex min-w-0 flex-col break-inside-avoid border-t border-hairline pt-2">
          <dt className="order-2 text-label">{name}</dt>
          <dd className="order-1 text-page bar:text-number">
            <bdi>{value}</bdi>
          </dd>
          <dd className="order-3">
            <Formula about={name}>{formula}</Formula>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How numbers are made: one press away from them and, on paper, below them. */
export function Formula({ about, children }: { about: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <Why summary={t('figures.why')} about={about}>
        <p>{children}</p>
      </Why>
      <p className="hidden text-caption text-muted print:block">{children}</p>
    </>
  );
}
