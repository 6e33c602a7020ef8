import { useSyncExternalStore } from 'react';

/** What of new messages is read aloud on this device. */
export type Aloud = 'all' | 'mentions' | 'none';

const KEY = 'stoa.chat-aloud';
const listeners = new Set<() => void>();

function read(): Aloud {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'mentions' || kept === 'none' ? kept : 'all';
  } catch {
    return 'all'; // Storage is forbidden here.
  }
}

export function chooseAloud(aloud: Aloud): void {
  try {
    localStorage.setItem(KEY, aloud);
  } catch {
    // Storage is forbidden here: nothing can be chosen.
  }
  for (const listener of listeners) listener();
}

export function useAloud(): Aloud {
  return useSyncExternalStore(listen, read);
}

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener('storage', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('storage', onChange);
  };
}
