import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { takeOwedFocus } from './routeFocus.ts';

interface PageHeadingProps {
  /** Also the name of the browser's tab. */
  title: string;
  children?: ReactNode;
  className?: string;
}

/**
 * The one h1 of a page. It names the tab, and takes the focus after a change of page, as soon as it is
 * there: a screen reader then says where one has arrived.
 */
export function PageHeading({ title, children, className = '' }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · Stoa`;
    if (takeOwedFocus(pathname)) heading.current?.focus({ preventScroll: true });
  }, [title, pathname]);
  return (
    <h1 ref={heading} tabIndex={-1} className={`text-page text-balance ${className}`}>
      {children ?? title}
    </h1>
  );
}
