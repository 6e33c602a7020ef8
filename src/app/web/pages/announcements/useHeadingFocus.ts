import { useEffect, useRef } from 'react';

/** Where what was pressed makes way for another part of the same page, the focus goes to its heading, and not nowhere. */
export function useHeadingFocus(part: string): void {
  const before = useRef(part);
  useEffect(() => {
    if (before.current === part) return;
    before.current = part;
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
  }, [part]);
}
