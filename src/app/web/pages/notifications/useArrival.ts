import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { namedIn, type Named } from '../namedIn.ts';

const kinds: readonly Named[] = ['question', 'message', 'announcement', 'help'];
/** How long something that is led to may take to be there, in ms. */
const comesWithinMs = 15_000;
/** What loads above it may push it away for so long, in ms. */
const settlesWithinMs = 2_000;
/** Whoever does one of these looks for themselves from then on. */
const ownMoves = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Brings what the address names into sight, gives it the focus and a colour, until one goes elsewhere. */
export function useArrival(): void {
  const { pathname, hash, key } = useLocation();
  useEffect(() => {
    for (const kind of kinds) {
      const id = namedIn(hash, kind);
      if (id !== null) return arriveAt(`[data-${kind}="${CSS.escape(id)}"]`);
    }
    return undefined;
  }, [pathname, hash, key]);
}

/** @returns how to leave */
function arriveAt(selector: string): () => void {
  let settle = (): void => {};
  let arrived: HTMLElement | undefined;
  const arrive = (): boolean => {
    const element = document.querySelector<HTMLElement>(selector);
    if (!element) return false;
    arrived = element;
    element.dataset['arrived'] = '';
    element.focus({ preventScroll: true });
    settle = keepInSight(element);
    return true;
  };
  const watch = new MutationObserver(() => {
    if (arrive()) watch.disconnect();
  });
  if (!arrive()) watch.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(() => watch.disconnect(), comesWithinMs);
  return () => {
    clearTimeout(timer);
    watch.disconnect();
    settle();
    delete arrived?.dataset['arrived'];
  };
}

/** Until the page stands, or somebody moves it. @returns how to stop at once */
function keepInSight(element: HTMLElement): () => void {
  const show = (): void => element.scrollIntoView({ block: 'center' });
  const watch = new ResizeObserver(show);
  const stop = (): void => {
    clearTimeout(timer);
    watch.disconnect();
    for (const move of ownMoves) removeEventListener(move, stop);
  };
  const timer = setTimeout(stop, settlesWithinMs);
  show();
  watch.observe(document.body);
  for (const move of ownMoves) addEventListener(move, stop, { passive: true });
  return stop;
}
