import { useCallback } from 'react';
import type { CommandInput } from '#kernel/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { chat } from '../contract.ts';

type Quiet = 'chat:type' | 'chat:read';

/**
 * Says what is said often and may be said twice: on the socket, where this tab holds it, and without an id under which
 * the server would keep the answer.
 */
export function useQuietly(): <Name extends Quiet>(
  name: Name,
  input: CommandInput<typeof chat, Name>,
) => Promise<unknown> {
  const { live, session } = useRealtime();
  return useCallback(
    (name, input) => session?.line.command(name, { ...input }) ?? live.api.command(chat, name, input),
    [live, session],
  );
}
