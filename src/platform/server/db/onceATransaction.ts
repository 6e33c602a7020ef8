import type { Queryable } from './database.ts';

/**
 * Asks once in a transaction for what stays as it is until its commit, however many act in it; outside of one, each
 * time. That something is missing is asked each time, too: it may come to be in this very transaction.
 */
export function onceATransaction<Found, Db extends Queryable = Queryable>(
  find: (db: Db, key: string) => Promise<Found | undefined>,
): (db: Db, key: string) => Promise<Found | undefined> {
  const known = new WeakMap<Db, Map<string, Promise<Found | undefined>>>();
  return async (db, key) => {
    if (!db.isTransaction) return find(db, key);
    const here = known.get(db) ?? new Map<string, Promise<Found | undefined>>();
    known.set(db, here);
    const asked = here.get(key) ?? find(db, key);
    here.set(key, asked);
    const found = await asked;
    if (found === undefined) here.delete(key);
    return found;
  };
}
