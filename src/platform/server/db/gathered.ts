import type { Queryable } from './database.ts';

/** So many statements may be on their way at once; one that hangs then keeps nobody else waiting. */
const mostAtOnce = 4;

interface Asked<Key, Found> {
  key: Key;
  resolve: (found: Found | undefined) => void;
  reject: (cause: unknown) => void;
}

/**
 * Looks things up by their keys, several in one statement once many ask at a time: what is asked while statements are
 * on their way goes along with the next. What is found was read after it was asked for. Where one statement is on its
 * way at a time, those who ask in the same turn go together from the first.
 */
export class Gathered<Key, Found> {
  readonly #find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>;
  readonly #mostAtOnce: number;
  #waiting: Asked<Key, Found>[] = [];
  #underWay = 0;

  /** @param find what there is of so many keys; a key without anything is left out */
  constructor(
    find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
    options: { mostAtOnce?: number } = {},
  ) {
    this.#find = find;
    this.#mostAtOnce = options.mostAtOnce ?? mostAtOnce;
  }

  /** @throws what the statement threw that it was part of */
  ask(key: Key): Promise<Found | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#underWay < this.#mostAtOnce) this.#begin();
    });
  }

  #begin(): void {
    this.#underWay += 1;
    if (this.#mostAtOnce > 1) void this.#next();
    else queueMicrotask(() => void this.#next());
  }

  async #next(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    try {
      const found = await this.#find([...new Set(asked.map(({ key }) => key))]);
      for (const { key, resolve } of asked) resolve(found.get(key));
    } catch (cause) {
      for (const { reject } of asked) reject(cause);
    } finally {
      this.#underWay -= 1;
      if (this.#waiting.length > 0) this.#begin();
    }
  }
}

/**
 * One for each database and each transaction, gone with it. In a transaction one statement waits for the other anyway:
 * there is one on its way at a time, and all the more go along with the next.
 */
export function gatheredOn<Key, Found>(
  find: (db: Queryable, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
): (db: Queryable) => Gathered<Key, Found> {
  const known = new WeakMap<Queryable, Gathered<Key, Found>>();
  return (db) => {
    let gathered = known.get(db);
    if (!gathered) {
      gathered = new Gathered((keys) => find(db, keys), db.isTransaction ? { mostAtOnce: 1 } : {});
      known.set(db, gathered);
    }
    return gathered;
  };
}
