import { Refusal } from '#kernel/refusal.ts';
import type { Perform } from './commands.ts';
import type { Actor } from './feature.ts';
import type { Logger } from './logging.ts';
import { networkOf } from './network.ts';
import type { Look } from './views.ts';

/** Refusals that say that somebody reached for what is not theirs. */
const noteworthy: ReadonlySet<string> = new Set(['forbidden', 'not_found']);

/** Notes in the log who was refused what, by ids alone: nothing that they sent is in the line. */
export function refusalsNoted(
  { perform, look }: { perform: Perform; look: Look },
  { logger, isKnown }: { logger: Pick<Logger, 'info'>; isKnown: (name: string) => boolean },
): { perform: Perform; look: Look } {
  const note = (cause: unknown, name: string, actor: Actor, address: string): void => {
    // A name that no contract declares is a caller's invention.
    if (!(cause instanceof Refusal) || !noteworthy.has(cause.code) || !isKnown(name)) return;
    const network = networkOf(address, { v4: 24, v6: 48 });
    logger.info({ refused: name, code: cause.code, actor: idOf(actor), network }, 'refused');
  };
  return {
    async perform(call) {
      try {
        return await perform(call);
      } catch (cause) {
        note(cause, call.name, call.actor, call.address);
        throw cause;
      }
    },
    async look(name, actor, input, address, seen) {
      try {
        return await look(name, actor, input, address, seen);
      } catch (cause) {
        note(cause, name, actor, address);
        throw cause;
      }
    },
  };
}

function idOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.userId : null;
}
