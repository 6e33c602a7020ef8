import type { Clock } from '#kernel/clock.ts';
import { isHttpOnly, type CommandSpec } from '#kernel/contract.ts';
import type { Api } from '../api/client.ts';
import { ApiProblem, unreachable } from '../api/problem.ts';
import type { Line } from '../realtime/line.ts';
import type { OutboxParts } from './outbox.ts';

/** Several times what somebody waits who votes at once with 500 others (`npm run bench -- votes`), in ms. */
const answeredWithinMs = 5_000;

interface SendingParts {
  line: Pick<Line, 'command' | 'doubt'>;
  api: Pick<Api, 'send'>;
  /** Rejects with Error for a name that no contract declares. */
  commandSpec: (name: string) => Promise<CommandSpec>;
  clock: Clock;
}

/**
 * How commands leave: on the socket where there is one, by a request otherwise. A way that swallows a command is
 * doubted, and the same command, under the same id, goes the other way the next time.
 */
export function sendingOver({ line, api, commandSpec, clock }: SendingParts): OutboxParts['send'] {
  const swallowed = new Set<string>();
  return async ({ name, input, commandId }, signal) => {
    const spec = await commandSpec(name);
    const wasSwallowed = swallowed.delete(commandId);
    const onSocket =
      isHttpOnly(spec) || wasSwallowed ? undefined : line.command(name, { commandId, ...input });
    if (!onSocket)
      return api.send(spec, input, commandId, {
        signal,
        ...(wasSwallowed && { timeoutMs: answeredWithinMs }),
      });
    return inTime(onSocket, clock).catch((cause: unknown) => {
      if (cause instanceof ApiProblem && cause.kind === 'unreachable' && !signal.aborted) {
        swallowed.add(commandId);
        line.doubt();
      }
      throw cause;
    });
  };
}

async function inTime(answer: Promise<unknown>, clock: Clock): Promise<unknown> {
  let stop = (): void => {};
  const late = new Promise<never>((_, reject) => {
    stop = clock.after(answeredWithinMs, () => reject(unreachable()));
  });
  return Promise.race([answer, late]).finally(stop);
}
