export interface Announcement {
  text: string;
  /** Announcements of one group that wait at the same time are said as one… */
  group?: string;
  /** …in these words. */
  many?: (count: number) => string;
}

export interface Announcer {
  say(announcement: Announcement): void;
  /** Hears each text when it is its turn; returns how to stop listening. */
  listen(listener: (text: string) => void): () => void;
}

interface Timers {
  set(run: () => void, delayMs: number): void;
}

/** Screen readers are told at most one thing in this time, so that a busy class does not talk over the page. */
const SPACING_MS = 2_000;

/** One polite voice for the whole page: a queue that keeps its distance and merges what belongs together. */
export function createAnnouncer(
  timers: Timers = { set: (run, delayMs) => void setTimeout(run, delayMs) },
): Announcer {
  const listeners = new Set<(text: string) => void>();
  const waiting: { last: Announcement; count: number }[] = [];
  let resting = false;

  const speak = (): void => {
    const next = waiting.shift();
    if (!next) {
      resting = false;
      return;
    }
    const { last, count } = next;
    const text = count > 1 && last.many ? last.many(count) : last.text;
    for (const listener of listeners) listener(text);
    resting = true;
    timers.set(speak, SPACING_MS);
  };

  return {
    say(announcement) {
      const group = announcement.group && waiting.find(({ last }) => last.group === announcement.group);
      if (group) {
        group.last = announcement;
        group.count += 1;
      } else {
        waiting.push({ last: announcement, count: 1 });
      }
      if (!resting) speak();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The page's own. */
export const announcer: Announcer = createAnnouncer();
