/**
 * Lets go of all that this browser keeps of a person who was forgotten. What others who use it have typed and not
 * sent stays theirs.
 */
export async function forgetHere(personId: string): Promise<void> {
  const attempts: (() => void | Promise<void>)[] = [
    () => clear(localStorage, personId),
    () => clear(sessionStorage, personId),
    () => clearDatabases(personId),
    clearCaches,
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch {
      // It is forbidden here, and then nothing is kept there.
    }
  }
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

function clear(storage: Storage, personId: string): void {
  for (const key of Object.keys(storage)) {
    if (!key.startsWith('stoa')) continue;
    const kept = storage.getItem(key) ?? '';
    const isOfOther = `${key} ${kept}`.match(ids) !== null && !`${key} ${kept}`.includes(personId);
    if (!isOfOther) storage.removeItem(key);
  }
}

/** For browsers that do not list them. */
const knownDatabases = ['stoa-outbox', 'stoa-quizzes'];

async function clearDatabases(personId: string): Promise<void> {
  const listed = 'databases' in indexedDB ? await indexedDB.databases() : undefined;
  const names = listed?.map(({ name }) => name ?? '') ?? knownDatabases;
  for (const name of names.filter((each) => each.startsWith('stoa'))) await clearDatabase(name, personId);
}

function clearDatabase(name: string, personId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    // There was none: it must not come to be without its stores.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const database = opening.result;
      const stores = [...database.objectStoreNames];
      if (stores.length === 0) return resolve();
      const transaction = database.transaction(stores, 'readwrite');
      for (const store of stores) {
        const walk = transaction.objectStore(store).openCursor();
        walk.onsuccess = () => {
          const at = walk.result;
          if (!at) return;
          if ((at.value as { personId?: string }).personId === personId) at.delete();
          at.continue();
        };
      }
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      transaction.onerror = transaction.onabort = () =>
        reject(transaction.error ?? new Error(`${name} could not be cleared`));
    };
  });
}

async function clearCaches(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('stoa')) await caches.delete(name);
}
