import { useEffect, useRef, type RefObject } from 'react';

/** Something that is passed by in less than this has not been seen, in ms. */
const seenAfterMs = 1_000;

/**
 * Says when an element has stood before somebody's eyes, for as long as that is wanted: in the window, and the window
 * before others.
 *
 * @returns what is to be put on the element
 */
export function useSeen(onSeen: (() => void) | undefined): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const said = useRef(onSeen);
  useEffect(() => {
    said.current = onSeen;
  });
  const isWanted = onSeen !== undefined;
  useEffect(() => {
    const element = place.current;
    if (!element || !isWanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isInSight = false;
    const look = (): void => {
      clearTimeout(timer);
      if (isInSight && document.visibilityState === 'visible')
        timer = setTimeout(() => said.current?.(), seenAfterMs);
    };
    const watch = new IntersectionObserver(([entry]) => {
      isInSight = entry!.isIntersecting;
      look();
    });
    watch.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, [isWanted]);
  return place;
}
