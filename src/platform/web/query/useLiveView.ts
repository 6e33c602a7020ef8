import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  Contract,
  ViewData,
  ViewInput,
  ViewName,
} from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Api } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import type { CommandState, PendingCommand } from '../outbox/outbox.ts';
import type { ConnectionStatus } from '../realtime/status.ts';
import { useRealtime } from './RealtimeProvider.tsx';

/**
 * A view, fetched once and then kept true by events.
 * @param options.topics listened to while mounted, beside the person's own
 */
export function useLiveView<C extends Contract, N extends ViewName<C>>(
  contract: C,
  name: N,
  input: ViewInput<C, N>,
  options: { enabled?: boolean; topics?: readonly string[] } = {},
): UseQueryResult<ViewData<C, N>, ApiProblem> {
  const { live, session } = useRealtime();
  const wanted = options.topics?.join(',') ?? '';
  useEffect(() => {
    if (wanted !== '') return session?.line.listenTo(wanted.split(','));
  }, [session, wanted]);
  return useQuery<ViewData<C, N>, ApiProblem, ViewData<C, N>, readonly [N, ViewInput<C, N>]>({
    ...live.view(contract, name, input),
    ...(options.enabled !== undefined && { enabled: options.enabled }),
  });
}

/** For the connection chip; `ended` is for the sheet that covers the page. */
export function useConnectionStatus(): ConnectionStatus {
  const { session } = useRealtime();
  return useSyncExternalStore(session?.status.subscribe ?? never, session?.status.get ?? nothingYet);
}

const fresh: ConnectionStatus = { state: 'live', transport: 'stream', ageSeconds: 0 };
const nothingYet = (): ConnectionStatus => fresh;
const never = () => () => {};
const nonePending: readonly PendingCommand[] = [];
const noPending = (): readonly PendingCommand[] => nonePending;

interface Pending {
  pending: readonly PendingCommand[];
  confirm: (commandId: string) => void;
  discard: (commandId: string) => void;
  retry: (commandId: string) => void;
}

/** What this person has not got through yet, in all tabs. */
export function usePending(): Pending {
  const { session } = useRealtime();
  const pending = useSyncExternalStore(session?.outbox.subscribe ?? never, session?.outbox.get ?? noPending);
  return useMemo(
    () => ({
      pending,
      confirm: (commandId) => session?.outbox.confirm(commandId),
      discard: (commandId) => session?.outbox.discard(commandId),
      retry: (commandId) => session?.outbox.retry(commandId),
    }),
    [pending, session],
  );
}

export interface Sending<Output> {
  commandId: string;
  answered: Promise<Output>;
}

interface Latest {
  commandId: string;
  state: CommandState;
  problem: ApiProblem | undefined;
}

/**
 * A command that survives cuts and reloads: it goes through the outbox.
 * @param options.key what must stay in order; by default all commands of the room
 */
export function useCommand<C extends Contract, N extends CommandName<C>>(
  contract: C,
  name: N,
  options: { key?: (input: CommandInput<C, N>) => string } = {},
): {
  send: (input: CommandInput<C, N>) => Sending<CommandOutput<C, N>>;
  /** How the newest one that this component sent stands. */
  latest: Latest | undefined;
} {
  const { live, session } = useRealtime();
  const { pending } = usePending();
  const [last, setLast] = useState<{ commandId: string; problem?: ApiProblem; isAnswered?: true }>();
  const { key } = options;

  const send = useCallback(
    (input: CommandInput<C, N>): Sending<CommandOutput<C, N>> => {
      const sent = session
        ? session.outbox.submit(
            name,
            input as Record<string, unknown>,
            key && `${contract.name}/${key(input)}`,
          )
        : sendDirectly(live.api, contract, name, input);
      const { commandId } = sent;
      const answered = sent.answered as Promise<CommandOutput<C, N>>;
      setLast({ commandId });
      const note = (outcome: { problem?: ApiProblem; isAnswered?: true }): void =>
        setLast((now) => (now?.commandId === commandId ? { commandId, ...outcome } : now));
      answered.then(
        () => note({ isAnswered: true }),
        (problem: ApiProblem) => note({ problem }),
      );
      return { commandId, answered };
    },
    [contract, key, live, name, session],
  );

  const latest = useMemo<Latest | undefined>(() => {
    if (!last) return undefined;
    const { commandId, problem } = last;
    if (problem) return { commandId, state: 'failed', problem };
    if (last.isAnswered) return { commandId, state: 'sent', problem: undefined };
    const state = pending.find((one) => one.commandId === commandId)?.state ?? 'sending';
    return { commandId, state, problem: undefined };
  }, [last, pending]);

  return { send, latest };
}

function sendDirectly<C extends Contract, N extends CommandName<C>>(
  api: Api,
  contract: C,
  name: N,
  input: CommandInput<C, N>,
): Sending<CommandOutput<C, N>> {
  const commandId = newId();
  return { commandId, answered: api.command(contract, name, input, { commandId }) };
}

/** While mounted, the socket carries everything of this browser; afterwards the stream goes on. */
export function useLiveRoom(): void {
  const { session } = useRealtime();
  useEffect(() => session?.line.holdSocket(), [session]);
}
