import { useState } from 'react';
import { ready, type Acting } from '#platform/web/ui/acting.ts';
import { useProblemWords } from './useProblemWords.ts';

/**
 * Does one thing at a time, and says how that goes.
 *
 * @param about what it is done to: once that is another one, how it went says nothing any more
 */
export function useActing(about?: string): {
  acting: Acting;
  run: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const wordsOf = useProblemWords();
  const [acting, setActing] = useState<Acting>(ready);
  const [former, setFormer] = useState(about);
  if (former !== about) {
    setFormer(about);
    setActing(ready);
  }
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setActing({ state: 'doing' });
    try {
      await work();
      setActing(ready);
      return true;
    } catch (problem) {
      setActing({ state: 'failed', sentence: wordsOf(problem) });
      return false;
    }
  };
  return { acting, run };
}
