/** Time as a parameter: nothing in Stoa reads a clock or sets a timer except through one of these. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs `action` once after `delayMs`; the answer calls it off. A pending timer never keeps the process alive. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs) as ReturnType<typeof setTimeout> & { unref?: () => void };
    timer.unref?.();
    return () => clearTimeout(timer);
  },
};

/** Runs `action` again and again, `everyMs` after the last run began, until the answer is called. */
export function every(clock: Clock, everyMs: number, action: () => void): () => void {
  let stop = clock.after(everyMs, tick);
  function tick(): void {
    stop = clock.after(everyMs, tick);
    action();
  }
  return () => stop();
}

/** A clock for tests: it stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves time on, running what falls due in order. */
  advance(ms: number): void;
  /** Shows an earlier time, as a machine does whose clock was wrong; what waits, waits no longer for it. */
  putBack(ms: number): void;
  /** How many timers are waiting; 0 after a clean close. */
  readonly pending: number;
}

export function manualClock(startMs = Date.UTC(2026, 0, 5, 9)): ManualClock {
  let nowMs = startMs;
  let behindMs = 0;
  let timers: { dueMs: number; action: () => void }[] = [];
  return {
    nowMs: () => nowMs - behindMs,
    after(delayMs, action) {
      const timer = { dueMs: nowMs + delayMs, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const next = timers
          .filter((timer) => timer.dueMs <= untilMs)
          .sort((a, b) => a.dueMs - b.dueMs)
          .at(0);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.action();
      }
      nowMs = untilMs;
    },
    putBack(ms) {
      behindMs += ms;
    },
    get pending() {
      return timers.length;
    },
  };
}
