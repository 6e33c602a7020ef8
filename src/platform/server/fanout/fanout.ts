import type { LoggedEvent } from '../log/events.ts';

/**
 * Carries word of what was committed to every node. It is a hint: word may be lost, late, doubled or out
 * of order, and delivery still loses nothing, because each node compares what it hears with the numbers it
 * expects and asks the log.
 */
export interface Fanout {
  announce(events: readonly LoggedEvent[]): void;
  listen(hear: (events: readonly LoggedEvent[]) => void): () => void;
  close(): Promise<void>;
}

/** For one process: whoever listens hears at once. */
export function inProcessFanout(): Fanout {
  const listeners = new Set<(events: readonly LoggedEvent[]) => void>();
  return {
    announce(events) {
      for (const hear of listeners) hear(events);
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async close() {
      listeners.clear();
    },
  };
}
