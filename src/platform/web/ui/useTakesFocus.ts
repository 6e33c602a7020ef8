import { useEffect, useRef, type RefObject } from 'react';

/**
 * Gives a part the focus when it comes in the place of what was pressed: a button that takes itself away leaves the
 * focus nowhere.
 */
export function useTakesFocus<Part extends HTMLElement>(takes: boolean): RefObject<Part | null> {
  const part = useRef<Part>(null);
  const takesAtFirst = useRef(takes);
  useEffect(() => {
    if (takesAtFirst.current && document.activeElement === document.body) part.current?.focus();
  }, []);
  return part;
}
