import { useState } from 'react';
import type { SeenActing } from '#features/leaderboard/web/SeenAs.tsx';
import { useProblemWords } from '../useProblemWords.ts';

/** One thing at a time, and how it stands. */
export function useBoardActs() {
  const problemWords = useProblemWords();
  const [acting, setActing] = useState<SeenActing>({ state: 'ready' });
  /** @returns whether it was done */
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setActing({ state: 'busy' });
    try {
      await work();
      setActing({ state: 'ready' });
      return true;
    } catch (problem) {
      setActing({ state: 'failed', sentence: problemWords(problem) });
      return false;
    }
  };
  return { acting, act };
}
