import type { ReactNode } from 'react';

interface ReportPartProps {
  /** Where it is found on the page. */
  id: string;
  heading: string;
  /** What it has on paper: a page of its own, no place at all, or where it comes to stand. */
  onPaper?: 'newPage' | 'never';
  children: ReactNode;
}

/** One part of a report, under a heading of its own. */
export function ReportPart({ id, heading, onPaper, children }: ReportPartProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-heading`}
      data-print={onPaper === 'never' ? 'no' : undefined}
      className={`grid grid-cols-[minmax(0,1fr)] gap-4 ${onPaper === 'newPage' ? 'print:break-before-page' : ''}`}
    >
      <h2 id={`${id}-heading`} className="text-section">
        {heading}
      </h2>
      {children}
    </section>
  );
}
