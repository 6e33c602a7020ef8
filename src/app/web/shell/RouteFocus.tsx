import { useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { oweFocus } from '#platform/web/ui/routeFocus.ts';

/** After a change of page: its heading gets the focus, and one reads from the top unless one went back. */
export function RouteFocus() {
  const { pathname, hash } = useLocation();
  const how = useNavigationType();
  const shown = useRef(pathname);
  // A layout effect: it runs before the effects of the page's own heading, which asks for the focus.
  useLayoutEffect(() => {
    // Another part of the same page is no other page.
    if (shown.current === pathname) return;
    shown.current = pathname;
    oweFocus(pathname);
    if (how !== 'POP' && hash === '') window.scrollTo(0, 0);
  }, [pathname, hash, how]);
  return null;
}
