import type { ReactNode } from 'react';

/** A sheet of paper on the table. Never one on top of another. */
export function Surface({
  label,
  children,
  className = '',
}: {
  label?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label={label}
      className={`min-w-0 rounded-surface border border-hairline bg-surface p-4 bar:p-6 ${className}`}
    >
      {children}
    </section>
  );
}
