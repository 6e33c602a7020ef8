import type { Clock } from '#kernel/clock.ts';
import { isHttpOnly, type CommandSpec } from '#kernel/contract.ts';
import type { Api } from '../api/client.ts';
import { patienceOnDoubtfulPath } from '../api/doubtfulPath.ts';
import { ApiProblem, unreachable } from '../api/problem.ts';
import type { Line } from '../realtime/line.ts';
import type { OutboxParts } from './outbox.ts';
import type { KeptCommand } from './store.ts';

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
 * doubted: the same command, under the same id, goes the other way the next time, and waits less long for each answer
 * until a request was given up a few times.
 */
export function sendingOver({ line, api, commandSpec, clock }: SendingParts): OutboxParts['send'] {
  /** By command, while it has no answer: requests without one, and whether the socket swallowed it last. */
  const inVain = new WeakMap<KeptCommand, { requests: number; isForRequest: boolean }>();
  return async (command, signal) => {
    const { name, input, commandId } = command;
    const spec = await commandSpec(name);
    const before = inVain.get(command);
    const onSocket =
      isHttpOnly(spec) || before?.isForRequest ? undefined : line.command(name, { commandId, ...input });
    const requests = before?.requests ?? 0;
    if (!onSocket) {
      // Called off, too, it had no answer: that a connection came back is no word about the others.
      inVain.set(command, { requests: requests + 1, isForRequest: false });
      const patience = { signal, ...(before && patienceOnDoubtfulPath(requests)) };
      return api.send(spec, input, commandId, patience).catch((cause: unknown) => {
        if (!isUnanswered(cause) && !signal.aborted) inVain.delete(command);
        throw cause;
      });
    }
    return inTime(onSocket, clock).catch((cause: unknown) => {
      if (isUnanswered(cause) && !signal.aborted) {
        inVain.set(command, { requests, isForRequest: true });
        line.doubt();
      }
      throw cause;
    });
  };
}

function isUnanswered(cause: unknown): boolean {
  return cause instanceof ApiProblem && cause.kind === 'unreachable';
}

async function inTime(answer: Promise<unknown>, clock: Clock): Promise<unknown> {
  let stop = (): void => {};
  const late = new Promise<never>((_, reject) => {
    stop = clock.after(answeredWithinMs, () => reject(unreachable()));
  });
  return Promise.race([answer, late]).finally(stop);
}
