import { backoffMs, type Backoff } from '#kernel/backoff.ts';
import type { Database } from '../db/database.ts';
import type { Chore } from '../feature.ts';
import type { Logger } from '../logging.ts';
import { failureOf, type Carrier } from './smtp.ts';
import * as store from './store.ts';

export interface PostmanParts {
  db: Database;
  /** Absent: mails are caught, and shown to whoever runs this machine. */
  carrier: Carrier | undefined;
  logger: Pick<Logger, 'warn'>;
  random?: () => number;
  /** Mails whose sender says nothing for so long are sent by another; longer than a round of mails may take. */
  leaseMs?: number;
  /** What lies between two attempts. */
  backoff?: Backoff;
}

const atOnce = 20;
const usualLeaseMs = 600_000;
const everyMs = 1_000;
const forgetEveryMs = 3_600_000;
/** With this back-off some two days of trying. */
const mostAttempts = 14;
const usualBackoff: Backoff = { firstMs: 60_000, capMs: 8 * 3_600_000 };

/**
 * Takes mails out of the outbox after their transactions committed. A mail leaves at least once: when a
 * sender dies between handing it over and noting so, it is sent again under the same Message-ID.
 */
export class Postman {
  readonly #parts: PostmanParts;
  readonly #random: () => number;
  readonly #backoff: Backoff;

  constructor(parts: PostmanParts) {
    this.#parts = parts;
    this.#random = parts.random ?? Math.random;
    this.#backoff = parts.backoff ?? usualBackoff;
  }

  get chores(): Chore[] {
    return [
      { name: 'mail', everyMs, run: () => this.deliver() },
      { name: 'mail:forget', everyMs: forgetEveryMs, run: () => store.forgetDone(this.#parts.db.query) },
    ];
  }

  /** Sends what is due. */
  async deliver(): Promise<void> {
    const { db, carrier, leaseMs = usualLeaseMs } = this.#parts;
    // Nearly always there is nothing, and asking costs less than taking.
    while (await store.anyDue(db.query)) {
      const mails = await store.takeDue(db.query, atOnce, leaseMs);
      if (mails.length === 0) return;
      if (!carrier)
        await store.settle(
          db.query,
          mails.map(({ id }) => id),
          'caught',
        );
      else if (!(await this.#carryAll(carrier, mails))) return;
    }
  }

  close(): void {
    this.#parts.carrier?.close();
  }

  /** @returns false when the server takes nothing at the moment */
  async #carryAll(carrier: Carrier, mails: readonly store.QueuedMail[]): Promise<boolean> {
    const { db } = this.#parts;
    for (const [place, mail] of mails.entries()) {
      try {
        await carrier.carry(mail);
      } catch (cause) {
        if ((await this.#failed(mail, cause)) !== 'server') continue;
        const untried = mails.slice(place + 1).map(({ id }) => id);
        if (untried.length > 0) await store.giveBack(db.query, untried, this.#backoff.firstMs);
        return false;
      }
      await store.settle(db.query, [mail.id], 'sent');
    }
    return true;
  }

  async #failed(mail: store.QueuedMail, cause: unknown): Promise<'mail' | 'server' | 'later'> {
    const { db, logger } = this.#parts;
    const { kind, code, words } = failureOf(cause);
    const isOver = kind === 'mail' || mail.attempts >= mostAttempts;
    logger.warn({ mail: mail.id, attempts: mail.attempts, code, isOver }, 'a mail could not be sent');
    if (isOver) await store.settle(db.query, [mail.id], 'given-up', words);
    else {
      // At least half of the range: soon enough, and not at once.
      const spreadMs = backoffMs(mail.attempts - 1, this.#backoff, () => 0.5 + this.#random() / 2);
      await store.tryLater(db.query, mail.id, spreadMs, words);
    }
    return kind;
  }
}
