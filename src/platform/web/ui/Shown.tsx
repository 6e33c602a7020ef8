import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { PageHeading } from './PageHeading.tsx';
import type { Failure, View } from './view.ts';

interface ShownProps<Data> {
  view: View<Data>;
  /** Said to screen readers while waiting. */
  loading: string;
  /** What happened when it did not come. */
  failed: string;
  /** Bones in the shape of the content; nothing shows for the first 300 ms. */
  bones: ReactNode;
  /** The view fills the page, so a failure is the page's heading. */
  page?: boolean;
  children: (data: Data) => ReactNode;
}

/** Picks the right one of a screen's states, and words the two in which there is nothing to show yet. */
export function Shown<Data>({ view, loading, failed, bones, page = false, children }: ShownProps<Data>) {
  switch (view.state) {
    case 'loading':
      return (
        <div className="waits">
          {page && <h1 className="sr-only">{loading}</h1>}
          <div role="status" aria-busy="true">
            {!page && <span className="sr-only">{loading}</span>}
            {bones}
          </div>
        </div>
      );
    case 'failed':
      return <FailureNote failure={view.failure} title={failed} retry={view.retry} page={page} />;
    case 'full':
      return children(view.data);
  }
}

interface FailureNoteProps {
  failure: Failure;
  title: string;
  retry: () => void;
  page?: boolean;
}

/** What happened, what is safe, what to do, and an id to quote. */
export function FailureNote({ failure, title, retry, page = false }: FailureNoteProps) {
  const { t } = useTranslation();
  return (
    <section role={page ? undefined : 'alert'} className="max-w-read border-s-4 border-caution ps-4 py-1">
      {page ? <PageHeading title={title} /> : <p className="text-title">{title}</p>}
      <p className="mt-2">{failure.sentence}</p>
      <p className="mt-1 text-muted">{t('states.failedSafe')}</p>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Button onClick={retry}>{t('states.retry')}</Button>
        {failure.requestId && (
          <p className="text-caption text-muted">
            {t('states.quote')} <bdi className="font-mono select-all">{failure.requestId}</bdi>
          </p>
        )}
      </div>
    </section>
  );
}

interface EmptyNoteProps {
  /** One sentence: why there is nothing. */
  why: string;
  /** What it will look like, or how to begin. */
  example?: string;
  action?: ReactNode;
}

export function EmptyNote({ why, example, action }: EmptyNoteProps) {
  return (
    <div className="max-w-read border-s-4 border-hairline ps-4 py-1">
      <p className="text-title">{why}</p>
      {example && <p className="mt-1 text-muted">{example}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** A heading and a sheet in their place, with lines below for a list. */
export function SheetBones({ lines = 0 }: { lines?: number }) {
  return (
    <div aria-hidden="true" className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <span className="bone h-8 w-64 max-w-full" />
      <span className="bone h-56 rounded-surface" />
      {lines > 0 && <Bones className="gap-6" lines={Array.from({ length: lines }, () => '100%')} />}
    </div>
  );
}

/** Squares in the place of a class that is on its way. */
export function SquareBones({ rows, columns }: { rows: number; columns: number }) {
  return (
    <div
      aria-hidden="true"
      className="grid grid-cols-[minmax(0,1fr)] max-w-[52rem] gap-4 rounded-surface border border-hairline bg-surface p-4"
    >
      {Array.from({ length: rows }, (_row, row) => (
        <span key={row} className="flex gap-4 overflow-hidden">
          <span className="bone h-4 w-36 shrink-0" />
          {Array.from({ length: columns }, (_column, column) => (
            <span key={column} className="bone size-4 shrink-0" />
          ))}
        </span>
      ))}
    </div>
  );
}

/** Bars in the place of text that is on its way. */
export function Bones({ lines, className = '' }: { lines: string[]; className?: string }) {
  return (
    <div aria-hidden="true" className={`grid grid-cols-[minmax(0,1fr)] gap-3 ${className}`}>
      {lines.map((width, index) => (
        <span key={index} className="bone block h-4 max-w-full" style={{ width }} />
      ))}
    </div>
  );
}
