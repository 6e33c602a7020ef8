import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { pathOf, type Bell } from '../contract.ts';
import { useLookedAt } from './useReading.ts';

/** Whoever looks at a page knows what the bell says of it, however they came there; in a window behind others nobody looks. */
export function useSeenHere(bell: Bell | undefined): void {
  const { pathname, hash } = useLocation();
  const lookedAt = useLookedAt();
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'hidden') return;
      for (const one of bell?.notifications ?? []) if (pathOf(one) === pathname + hash) lookedAt(one);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [bell, pathname, hash, lookedAt]);
}
