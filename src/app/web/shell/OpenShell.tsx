import type { ReactNode } from 'react';
import { AnnouncerRegion } from '#platform/web/ui/AnnouncerRegion.tsx';
import { Mark } from '#platform/web/ui/icons.tsx';
import { SkipLink } from './Shell.tsx';

const WORDMARK = 'Stoa';

interface OpenShellProps {
  width?: 'form' | 'page' | 'window';
  children: ReactNode;
}

const widths = {
  form: 'max-w-[29rem] pt-12 bar:pt-24',
  page: 'max-w-page pt-10 bar:pt-14',
  window: 'pt-6',
};

/** Around the pages of somebody who is not signed in: the mark, and room. */
export function OpenShell({ children, width = 'page' }: OpenShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header
        data-print="no"
        className={`mx-auto w-full px-4 pt-5 bar:px-6 ${width === 'window' ? '' : 'max-w-page'}`}
      >
        <p className="flex items-center gap-2 text-title">
          <Mark />
          <span dir="ltr">{WORDMARK}</span>
        </p>
      </header>
      <main id="stoa-main" className={`mx-auto w-full grow px-4 pb-16 bar:px-6 ${widths[width]}`}>
        {children}
      </main>
      <AnnouncerRegion />
    </div>
  );
}
