import { useMemo, useState } from 'react';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useCommand, useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { qna, type OwnQuestion } from '../contract.ts';
import { unsentOf, type Unsent } from './asking.ts';

const oneSessionInOrder = { key: ({ sessionId }: { sessionId: string }) => `ask/${sessionId}` };

export interface Asking {
  onAsk: (question: { text: string; anonymous: boolean }) => void;
  /** Of the newest question that the server took since this page was opened. */
  asked: OwnQuestion['state'] | null;
  unsent: readonly Unsent[];
  /** What was refused is asked again, what waited for long is asked. */
  onRetry: (unsent: Unsent) => void;
  onDiscard: (unsent: Unsent) => void;
  /** Both reject with ApiProblem. */
  onEdit: (questionId: string, text: string) => Promise<unknown>;
  onWithdraw: (questionId: string) => Promise<unknown>;
}

/** Asking in a session: what was typed survives cuts and reloads, and is asked once. */
export function useAsking(sessionId: string, own: readonly OwnQuestion[]): Asking {
  const { live } = useRealtime();
  const { send } = useCommand(qna, 'qa:ask', oneSessionInOrder);
  const { pending, retry, confirm, discard } = usePending();
  const status = useConnectionStatus();
  const [asked, setAsked] = useState<OwnQuestion['state'] | null>(null);
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const unsent = useMemo(
    () => unsentOf(pending, { sessionId, own, isAway }),
    [pending, sessionId, own, isAway],
  );
  return {
    asked,
    unsent,
    onAsk: (question) => {
      setAsked(null);
      send({ sessionId, ...question }).answered.then(
        ({ state }) => setAsked(state),
        // The list of what is not sent says why.
        () => {},
      );
    },
    onRetry: ({ commandId, state }) => (state === 'failed' ? retry : confirm)(commandId),
    onDiscard: ({ commandId }) => discard(commandId),
    // Both make sense now alone: a question is put differently within a minute or not at all.
    onEdit: (questionId, text) => live.api.command(qna, 'qa:edit', { questionId, text }),
    onWithdraw: (questionId) => live.api.command(qna, 'qa:withdraw', { questionId }),
  };
}
