import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Line, Lines } from '#platform/server/delivery/lines.ts';
import type { Log } from '#platform/server/log/log.ts';
import { makeFrames } from './frames.ts';
import * as store from './lineStore.ts';

/** How often a node writes down what became of its lines, and looks whether a frame is due, in ms. */
export const lookEveryMs = 2_500;
/** A browser that comes back sooner than this was never away: a page that is loaded again, a change of networks. */
export const graceMs = 10_000;
/** So many looks make ten seconds: a third of the node's lease. */
const looksPerExtension = 4;

export interface RegisterParts {
  db: Database;
  log: Pick<Log, 'write'>;
  lines: Lines;
}

/**
 * What one node has written of the browsers that it hears. It remembers only what is written, to write the
 * difference: a node whose row was taken for dead begins again as another one and writes all of it anew.
 */
export class Register {
  readonly #parts: RegisterParts;
  #nodeId: string | undefined;
  #looksLeft = 0;
  readonly #written = new Set<string>();

  constructor(parts: RegisterParts) {
    this.#parts = parts;
  }

  /** Writes what came and went since the last look, and does what falls due for all nodes. */
  async look(): Promise<void> {
    const { db, log } = this.#parts;
    await this.#write();
    const { lapsed, frame } = await store.due(db.query);
    if (lapsed) await db.transaction((tx) => store.lapse(tx, this.#nodeId));
    if (lapsed || frame) await log.write((write) => makeFrames(write));
  }

  /** This node hears nobody any more; its people have a moment to find another one. */
  async close(): Promise<void> {
    if (this.#nodeId !== undefined) await store.retire(this.#parts.db.query, this.#nodeId, graceMs);
    this.#nodeId = undefined;
    this.#written.clear();
  }

  async #write(): Promise<void> {
    const lines = this.#parts.lines.all();
    const here = lines.filter(({ silentMs }) => silentMs <= graceMs);
    const gone = lines.filter(({ silentMs }) => silentMs > graceMs);
    const came = here.filter(({ sessionId }) => !this.#written.has(sessionId));
    const left = gone.filter(({ sessionId }) => this.#written.has(sessionId));
    this.#looksLeft -= 1;
    const isDue = this.#written.size > 0 && this.#looksLeft <= 0;
    if (came.length > 0 || left.length > 0 || isDue) await this.#keep({ here, came, left });
    this.#parts.lines.forget(gone.map(({ sessionId }) => sessionId));
  }

  /** Nothing is remembered as written before it is committed. */
  async #keep({ here, came, left }: Record<'here' | 'came' | 'left', readonly Line[]>): Promise<void> {
    const nodeId = await this.#parts.db.transaction(async (tx) => {
      const known = this.#nodeId;
      // Holds the node's row as well: nobody takes it for dead while lines are written to it.
      if (known !== undefined && (await store.extend(tx, known))) {
        if (came.length > 0) await store.come(tx, known, came);
        if (left.length > 0) await store.go(tx, known, left);
        return known;
      }
      const fresh = newId();
      await store.enter(tx, fresh);
      if (here.length > 0) await store.come(tx, fresh, here);
      return fresh;
    });
    if (nodeId !== this.#nodeId) this.#written.clear();
    this.#nodeId = nodeId;
    this.#looksLeft = looksPerExtension;
    for (const { sessionId } of here) this.#written.add(sessionId);
    for (const { sessionId } of left) this.#written.delete(sessionId);
  }
}
