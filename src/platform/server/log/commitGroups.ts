import { DatabaseUnavailable } from '../db/errors.ts';

const mostPerCommit = 50;

type Run<Work> = (works: readonly Work[]) => Promise<unknown[]>;

interface Waiting<Work> {
  work: Work;
  resolve: (result: unknown) => void;
  reject: (reason: unknown) => void;
}

/**
 * Group commit. Under one key, what arrives while a commit is under way waits for its end and then goes
 * together, at most 50 at a time; a lone arrival goes at once, so nobody waits for a timer. When a group
 * fails, each of its works is tried again by itself: one bad command does not fail its neighbours. When the
 * database went away, none is: whether the commit took effect is unknown, and acting twice would be worse.
 */
export class CommitGroups<Work> {
  readonly #run: Run<Work>;
  readonly #queues = new Map<string, Waiting<Work>[]>();

  constructor(run: Run<Work>) {
    this.#run = run;
  }

  submit(key: string, work: Work): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = { work, resolve, reject };
      const queue = this.#queues.get(key);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.#queues.set(key, [waiting]);
      void this.#drain(key);
    });
  }

  async #drain(key: string): Promise<void> {
    const queue = this.#queues.get(key)!;
    while (queue.length > 0) await this.#commit(queue.splice(0, mostPerCommit));
    this.#queues.delete(key);
  }

  async #commit(group: readonly Waiting<Work>[]): Promise<void> {
    try {
      const results = await this.#run(group.map(({ work }) => work));
      for (const [place, { resolve }] of group.entries()) resolve(results[place]);
    } catch (reason) {
      const isOver = group.length === 1 || reason instanceof DatabaseUnavailable;
      for (const one of group) {
        if (isOver) one.reject(reason);
        else await this.#commit([one]);
      }
    }
  }
}
