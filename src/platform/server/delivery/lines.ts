import type { Clock } from '#kernel/clock.ts';
import type { Person } from '../feature.ts';

/** A browser on the polling road asks every 15 s; it is heard of until it has missed two of those. */
const pollHoldsMs = 45_000;

/** A browser that this node hears of, whatever the number of its tabs: one sign-in session. */
export interface Line {
  readonly sessionId: string;
  readonly userId: string;
  /** For how long nothing has been open, in ms; 0 while something is. */
  readonly silentMs: number;
}

interface Known {
  userId: string;
  open: number;
  polledMs: number;
  leftMs: number;
}

/** Who is on the other end of this node's doors. Nothing is written here; it is what one process can see by itself. */
export class Lines {
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A stream or a socket has opened. */
  opened(person: Person): void {
    this.#of(person).open += 1;
  }

  /** One that was told of as opened has closed. */
  closed({ sessionId }: Person): void {
    const known = this.#known.get(sessionId);
    if (!known) return;
    known.open -= 1;
    known.leftMs = this.#clock.nowMs();
  }

  /** Somebody has asked what is new. */
  polled(person: Person): void {
    this.#of(person).polledMs = this.#clock.nowMs();
  }

  /** All that were heard of and not forgotten since. */
  all(): Line[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#known].map(([sessionId, { userId, open, polledMs, leftMs }]) => {
      const isHere = open > 0 || polledMs + pollHoldsMs > nowMs;
      // A clock that was set back must not make it seem that somebody is yet to leave.
      const silentMs = isHere ? 0 : Math.max(1, nowMs - Math.max(leftMs, polledMs));
      return { sessionId, userId, silentMs };
    });
  }

  /** Lets go of browsers that are silent; one that has come back meanwhile stays known. */
  forget(sessionIds: Iterable<string>): void {
    const nowMs = this.#clock.nowMs();
    for (const sessionId of sessionIds) {
      const known = this.#known.get(sessionId);
      if (known && known.open <= 0 && known.polledMs + pollHoldsMs <= nowMs) this.#known.delete(sessionId);
    }
  }

  #of({ sessionId, userId }: Person): Known {
    let known = this.#known.get(sessionId);
    if (!known) {
      known = { userId, open: 0, polledMs: Number.NEGATIVE_INFINITY, leftMs: 0 };
      this.#known.set(sessionId, known);
    }
    return known;
  }
}
