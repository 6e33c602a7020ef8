import { useState } from 'react';
import { ApiProblem } from '#platform/web/api/problem.ts';

export type Acting = { state: 'ready' | 'acting' | 'done' } | { state: 'failed'; reason: string };

/** Something that is done once, and how that stands. */
export function useActing(): { acting: Acting; run: (work: () => Promise<unknown>) => Promise<boolean> } {
  const [acting, setActing] = useState<Acting>({ state: 'ready' });
  /** @returns whether it was done */
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setActing({ state: 'acting' });
    try {
      await work();
      setActing({ state: 'done' });
      return true;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      setActing({ state: 'failed', reason: problem.message });
      return false;
    }
  };
  return { acting, run };
}
