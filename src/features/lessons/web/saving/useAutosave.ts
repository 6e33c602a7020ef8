import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { systemClock } from '#kernel/clock.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import type { lessons } from '../../contract.ts';
import { Autosave, type AutosaveParts, type Saved, type SavingState, type Unsent } from './autosave.ts';

/** What is saved under which command; the same object for as long as it is the same document. */
export interface Document<Value> extends Pick<AutosaveParts<Value>, 'equal' | 'merge' | 'fetch' | 'isFit'> {
  command: keyof typeof lessons.commands;
  /** Saves of one document keep their order. */
  key: string;
  inputOf: (value: Value, revision: number) => Record<string, unknown>;
  /** The value that a save of this document holds; undefined for a save of another. */
  valueOf: (input: PendingCommand['input']) => Value | undefined;
}

/** How what is typed stands; `kept` is saved on this device and not sent yet. */
export type Saving<Value> = SavingState<Value> | { state: 'kept' };

export interface Autosaving<Value> {
  value: Value | undefined;
  saving: Saving<Value>;
  isJoined: boolean;
  change: (value: Value) => void;
  settle: (value: Value) => void;
  retry: () => void;
  /** Saves now: the field is being left. */
  flush: () => void;
}

/**
 * Saves one document through the outbox while it is typed.
 * @param told what the server has; undefined until it is fetched
 */
export function useAutosave<Value>(
  document: Document<Value>,
  told: Saved<Value> | undefined,
): Autosaving<Value> {
  const { session } = useRealtime();
  const outbox = useRef(session?.outbox);
  useEffect(() => void (outbox.current = session?.outbox), [session]);
  const status = useConnectionStatus();
  const { pending } = usePending();
  const [autosave] = useState(
    () =>
      new Autosave<Value>({
        ...document,
        submit(value, revision) {
          const box = outbox.current;
          if (!box)
            return {
              commandId: '',
              answered: Promise.reject(new ApiProblem('signed_out', 'Please sign in.')),
            };
          const sent = box.submit(document.command, document.inputOf(value, revision), document.key, {
            staysWanted: true,
            keepsRefused: true,
          });
          const revisionOf = (answer: unknown): number => (answer as { revision: number }).revision;
          return { commandId: sent.commandId, answered: sent.answered.then(revisionOf) };
        },
        discard: (commandId) => outbox.current?.discard(commandId),
        clock: systemClock,
      }),
  );
  const { value, saving, isJoined } = useSyncExternalStore(autosave.subscribe, autosave.get);

  useEffect(() => {
    if (told) autosave.told(told);
  }, [autosave, told]);
  useEffect(() => autosave.hears(unsentOf(document, pending)), [autosave, document, pending]);
  useEffect(() => {
    const leaves = (): void => autosave.flush();
    addEventListener('pagehide', leaves);
    return () => {
      removeEventListener('pagehide', leaves);
      autosave.flush();
    };
  }, [autosave]);

  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const isKept = isAway && saving.state === 'saving' && unsentOf(document, pending).length > 0;
  return {
    value,
    saving: isKept ? { state: 'kept' } : saving,
    isJoined,
    change: useCallback((next: Value) => autosave.change(next), [autosave]),
    settle: useCallback((next: Value) => autosave.settle(next), [autosave]),
    retry: useCallback(() => autosave.retry(), [autosave]),
    flush: useCallback(() => autosave.flush(), [autosave]),
  };
}

function unsentOf<Value>(
  { command, valueOf }: Document<Value>,
  pending: readonly PendingCommand[],
): Unsent<Value>[] {
  return pending.flatMap(({ commandId, name, input, state, problem }) => {
    const value = name === command ? valueOf(input) : undefined;
    if (value === undefined) return [];
    return [{ commandId, value, revision: Number(input['revision']), state, problem }];
  });
}
