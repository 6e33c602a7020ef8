import { backoffMs, type Backoff } from '#kernel/backoff.ts';
import type { Database, Queryable } from '../db/database.ts';
import type { Chore } from '../feature.ts';
import type { Logger } from '../logging.ts';
import { forgetBounces, isOfAddress, type Bouncing } from './bounces.ts';
import { failureOf, type Carrier } from './smtp.ts';
import * as store from './store.ts';

/** Until when mails of news are held back that would disturb somebody now; the others leave. */
export type Holds = (db: Queryable, news: readonly NewsMail[]) => Promise<ReadonlyMap<string, Date>>;

export interface NewsMail {
  id: string;
  readerId: string;
  kind: string;
}

export interface PostmanParts {
  db: Database;
  /** Absent: mails are caught, and shown to whoever runs this machine. */
  carrier: Carrier | undefined;
  logger: Pick<Logger, 'warn'>;
  bouncing: Bouncing;
  /** Absent: none is held back. */
  holds?: Holds;
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
/** Why a mail is of no use any more, for whoever runs this Stoa. */
const overWords = { late: 'it came too late', bounced: 'mail to this address came back' };

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
      { name: 'mail:forget', everyMs: forgetEveryMs, run: () => this.#forget() },
    ];
  }

  /** Sends what is due. */
  async deliver(): Promise<void> {
    const { db, carrier, leaseMs = usualLeaseMs } = this.#parts;
    // Nearly always there is nothing, and asking costs less than taking.
    while (await store.anyDue(db.query)) {
      const taken = await store.takeDue(db.query, atOnce, leaseMs);
      if (taken.length === 0) return;
      const mails = await this.#fit(taken);
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

  async #forget(): Promise<void> {
    await store.forgetDone(this.#parts.db.query);
    await forgetBounces(this.#parts.db.query);
  }

  /** @returns those that may leave now */
  async #fit(taken: readonly store.TakenMail[]): Promise<store.TakenMail[]> {
    const { db, holds } = this.#parts;
    for (const [cause, words] of Object.entries(overWords)) {
      const over = taken.filter(({ isOver }) => isOver === cause).map(({ id }) => id);
      if (over.length > 0) await store.settle(db.query, over, 'given-up', words);
    }
    const mails = taken.filter(({ isOver }) => isOver === null);
    const news = mails.flatMap(({ id, readerId, news: kind }) =>
      readerId !== null && kind !== null ? [{ id, readerId, kind }] : [],
    );
    if (!holds || news.length === 0) return mails;
    const held = await holds(db.query, news);
    if (held.size > 0) await store.putOff(db.query, held);
    return mails.filter(({ id }) => !held.has(id));
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
    const { db, logger, bouncing } = this.#parts;
    const { kind, code, words, refused } = failureOf(cause);
    const isOver = kind === 'mail' || mail.attempts >= mostAttempts;
    logger.warn({ mail: mail.id, attempts: mail.attempts, code, isOver }, 'a mail could not be sent');
    const giveUp = (at: Queryable): Promise<void> => store.settle(at, [mail.id], 'given-up', words);
    if (refused) {
      const bounce = {
        effectKey: mail.effectKey,
        address: mail.toAddress,
        endsAddress: isOfAddress(refused),
      };
      await bouncing({ ...bounce, code: refused.code, status: refused.status }, giveUp);
    } else if (isOver) await giveUp(db.query);
    else {
      // At least half of the range: soon enough, and not at once.
      const spreadMs = backoffMs(mail.attempts - 1, this.#backoff, () => 0.5 + this.#random() / 2);
      await store.tryLater(db.query, mail.id, spreadMs, words);
    }
    return kind;
  }
}
