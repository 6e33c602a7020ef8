import { useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { quizzes } from '../contract.ts';
import type { Starting } from './QuizCard.tsx';

interface UseStart {
  starting: Starting;
  /** @returns the attempt's id, or null when it was not begun, and `starting` says why */
  start: () => Promise<string | null>;
}

/** Begins an attempt, or finds the one that is under way. Asked again after a cut it is still one attempt. */
export function useStart(cohortId: string, quizId: string): UseStart {
  const { live } = useRealtime();
  const [starting, setStarting] = useState<Starting>({ state: 'ready' });
  const [commandId, setCommandId] = useState(newId);
  const start = async (): Promise<string | null> => {
    setStarting({ state: 'starting' });
    try {
      const attempt = await live.api.command(quizzes, 'quiz:start', { cohortId, quizId }, { commandId });
      setCommandId(newId());
      setStarting({ state: 'ready' });
      return attempt.id;
    } catch (problem) {
      const known = problem instanceof ApiProblem ? problem : null;
      // Without an answer it may have been begun: the same id finds out.
      if (known?.code !== 'unreachable') setCommandId(newId());
      setStarting({ state: 'failed', sentence: known?.message ?? '' });
      return null;
    }
  };
  return { starting, start };
}
