import type { StayKeeper } from './stayDesk.ts';

/** Those who left this browser: a page that is still closing keeps nothing of them any more. */
const left = new Set<string>();

/** This browser's own store for what the server was not told of yet. */
export function keptStays(personId: string): StayKeeper {
  const key = keyOf(personId);
  left.delete(personId);
  return {
    load() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null; // Storage is forbidden here: what is not told is lost with the page.
      }
    },
    store(text) {
      try {
        if (text === '[]' || left.has(personId)) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
      } catch {
        // As above.
      }
    },
  };
}

/** Lets go of what was not told, when somebody leaves this browser. */
export function forgetStays(personId: string): void {
  left.add(personId);
  try {
    localStorage.removeItem(keyOf(personId));
  } catch {
    // Nothing was kept.
  }
}

function keyOf(personId: string): string {
  return `stoa.stays.${personId}`;
}
