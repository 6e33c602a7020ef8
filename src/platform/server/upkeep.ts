import { every, type Clock } from '#kernel/clock.ts';
import { repeat } from './chores.ts';
import type { Database } from './db/database.ts';
import type { AnyFeature, Chore } from './feature.ts';
import type { Log } from './log/log.ts';

const tidyEveryMs = 600_000;
const dayMs = 86_400_000;

export interface UpkeepParts {
  db: Database;
  log: Log;
  features: readonly AnyFeature[];
  /** What falls due beside the rooms' own. */
  chores?: readonly Chore[] | undefined;
  clock: Clock;
  retentionDays: number;
  defect: (cause: unknown, about: Record<string, string>) => void;
}

/** What a node does for itself: it says whether it can serve, and forgets what may be forgotten. */
export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #stops: readonly (() => void)[];
  #isStopping = false;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    const chores = [...parts.features.flatMap((one) => one.chores ?? []), ...(parts.chores ?? [])];
    this.#stops = [every(parts.clock, tidyEveryMs, () => void this.#tidy()), repeat(chores, parts)];
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** From now on this node is not ready, and forgets nothing more. */
  stop(): void {
    this.#isStopping = true;
    for (const stop of this.#stops) stop();
  }

  /** Why this node cannot serve; none: it can. */
  async causesAgainst(): Promise<string[]> {
    const causes = this.#isStopping ? ['this node is stopping'] : [];
    try {
      await this.#parts.db.ping();
    } catch {
      // Why, the log has it: whoever may ask this may not know where the database lives.
      causes.push('the database does not answer');
    }
    return causes;
  }

  async #tidy(): Promise<void> {
    const { db, log, features, clock, retentionDays, defect } = this.#parts;
    try {
      await log.prune(new Date(clock.nowMs() - retentionDays * dayMs));
      for (const one of features) await one.tidy?.(db.query);
    } catch (cause) {
      // A database that closes under it ends the tidying, which the next node takes up again.
      if (!this.#isStopping) defect(cause, { room: 'tidy' });
    }
  }
}
