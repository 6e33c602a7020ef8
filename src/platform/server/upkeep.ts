import { every, type Clock } from '#kernel/clock.ts';
import type { Database } from './db/database.ts';
import { DatabaseUnavailable } from './db/errors.ts';
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
    this.#stops = [
      every(parts.clock, tidyEveryMs, () => void this.#tidy()),
      ...chores.map((chore) => this.#repeat(chore)),
    ];
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

  /** One at a time: a run that takes longer than its interval leaves the next one out. */
  #repeat({ name, everyMs, run }: Chore): () => void {
    let isRunning = false;
    return every(this.#parts.clock, everyMs, () => {
      if (isRunning) return;
      isRunning = true;
      void run()
        .catch((cause: unknown) => {
          // A database that is away is told by readiness; one that closes under it ends the chore.
          const isExpected = this.#isStopping || cause instanceof DatabaseUnavailable;
          if (!isExpected) this.#parts.defect(cause, { chore: name });
        })
        .finally(() => {
          isRunning = false;
        });
    });
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
