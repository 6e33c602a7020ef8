import { useState } from 'react';
import { useCommand, useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import type { CompletionRule } from '#features/cohorts/contract.ts';
import { progress, type LessonStay } from '../contract.ts';
import { completionState, type Answered } from './completionState.ts';
import type { CompletionState } from './Completion.tsx';

const oneLessonInOrder = { key: ({ lessonId }: { lessonId: string }) => lessonId };

interface UseCompletion {
  completion: CompletionState;
  /** Resolves once the server has it; rejects with ApiProblem when it says no. */
  complete: () => Promise<unknown>;
  undo: () => Promise<unknown>;
}

/** One lesson of the reader: how it stands, with what is still on its way, from any of the reader's tabs. */
export function useCompletion(
  place: { cohortId: string; lessonId: string },
  told: string | null,
  asked: { rule?: CompletionRule | undefined; stay?: LessonStay | undefined } = {},
): UseCompletion {
  const completing = useCommand(progress, 'progress:complete', oneLessonInOrder);
  const undoing = useCommand(progress, 'progress:undo', oneLessonInOrder);
  const { pending, discard } = usePending();
  const status = useConnectionStatus();
  const [answered, setAnswered] = useState<Answered>();

  const own = pending.filter(
    ({ name, input }) =>
      name.startsWith('progress:') &&
      input['lessonId'] === place.lessonId &&
      input['cohortId'] === place.cohortId,
  );
  const send = async (command: typeof completing | typeof undoing): Promise<void> => {
    // Another try replaces one that was refused.
    for (const { commandId, state } of own) if (state === 'failed') discard(commandId);
    const { completedAt } = await command.send(place).answered;
    setAnswered({ lessonId: place.lessonId, completedAt, toldBefore: told });
  };
  return {
    completion: completionState({
      lessonId: place.lessonId,
      told,
      answered,
      pending: own.at(-1),
      isAway: status.state === 'offline' || status.state === 'reconnecting',
      ...asked,
    }),
    complete: () => send(completing),
    undo: () => send(undoing),
  };
}
