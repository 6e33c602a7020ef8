import { Refusal } from '#kernel/refusal.ts';
import { sessions } from '#features/sessions/contract.ts';
import { sessionOf } from '#features/sessions/server/sessions.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { moment, reactions, type ReactionKind } from '../contract.ts';
import { requireLive } from './hold.ts';

/**
 * What was sent to this node and has not been shown yet: a class that applauds is one signal each half second, and not
 * one a person. Nothing of it is kept; a node that ends takes half a second of applause with it.
 */
export class Reactions {
  readonly #waiting = new Map<string, Map<ReactionKind, number>>();

  readonly send = async (
    { tx }: Pick<CommandContext, 'tx'>,
    { sessionId, kind }: { sessionId: string; kind: ReactionKind },
  ): Promise<{ kind: ReactionKind }> => {
    const session = await sessionOf(tx, sessionId);
    if (!session) throw new Refusal('not_found');
    requireLive(session);
    const counts = this.#waiting.get(sessionId) ?? new Map<ReactionKind, number>();
    this.#waiting.set(sessionId, counts);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return { kind };
  };

  /** Tells what has gathered. */
  async flush(log: Log): Promise<void> {
    if (this.#waiting.size === 0) return;
    const gathered = [...this.#waiting];
    this.#waiting.clear();
    await log.write(async ({ tell }) => {
      for (const [sessionId, counts] of gathered) {
        const told = reactions.flatMap((kind) => {
          const count = counts.get(kind);
          return count === undefined ? [] : [{ kind, count }];
        });
        tell(moment, 'reaction:burst', [sessions.topics.session.of({ sessionId })], {
          sessionId,
          counts: told,
        });
      }
    });
  }
}
