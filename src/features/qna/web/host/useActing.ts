import { useState } from 'react';
import { ApiProblem } from '#platform/web/api/problem.ts';

/** Something that makes sense now alone: whether it is under way, and why it was not done. */
export function useActing() {
  const [isActing, setActing] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  return {
    isActing,
    fault,
    /** @returns whether it was done; what went wrong but no refusal is a defect */
    run: async (act: () => Promise<unknown>): Promise<boolean> => {
      setActing(true);
      setFault(null);
      try {
        await act();
        return true;
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) throw problem;
        setFault(problem.message);
        return false;
      } finally {
        setActing(false);
      }
    },
  };
}
