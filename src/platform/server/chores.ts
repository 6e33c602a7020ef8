import { every, type Clock } from '#kernel/clock.ts';
import { DatabaseUnavailable } from './db/errors.ts';
import type { Chore } from './feature.ts';

interface RepeatParts {
  clock: Clock;
  defect: (cause: unknown, about: Record<string, string>) => void;
}

/**
 * Runs each chore at its interval, one at a time: a run that takes longer than its interval leaves the next one out.
 *
 * @returns ends it
 */
export function repeat(chores: readonly Chore[], { clock, defect }: RepeatParts): () => void {
  let isStopped = false;
  const stops = chores.map(({ name, everyMs, run }) => {
    let isRunning = false;
    return every(clock, everyMs, () => {
      if (isRunning) return;
      isRunning = true;
      void run()
        .catch((cause: unknown) => {
          // A database that is away is told by readiness; one that closes under it ends the chore.
          const isExpected = isStopped || cause instanceof DatabaseUnavailable;
          if (!isExpected) defect(cause, { chore: name });
        })
        .finally(() => {
          isRunning = false;
        });
    });
  });
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}
