import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Sessions } from '#platform/server/access.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { gatheredOn } from '#platform/server/db/gathered.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Write } from '#platform/server/log/log.ts';
import { identity, type SessionLine } from '../contract.ts';
import { deviceOf } from './device.ts';
import { networkOf } from '#platform/server/network.ts';
import * as store from './store.ts';

export interface SessionSettings {
  /** A session that is not used for so long ends. */
  idleMs: number;
  /** A session ends after so long, used or not. */
  lifeMs: number;
}

const dayMs = 24 * 60 * 60_000;

export const sessionDefaults: SessionSettings = { idleMs: 14 * dayMs, lifeMs: 60 * dayMs };

/** What a session keeps of the request that started it. */
export interface Origin {
  agent: string;
  address: string;
}

/** The transaction of a command, and how it tells. */
export type Telling = Pick<Write, 'tx' | 'tell'>;

interface Known {
  person: Person;
  expiresAt: Date;
}

const cacheMs = 2_000;
const mostCached = 10_000;
/** Longer than a transaction lives: what ends now is not cached again by somebody who read just before. */
const endingMs = 10_000;
const seenEveryMs = 60_000;
const gatherSeenMs = 5_000;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/**
 * Sessions by their tokens: 256 random bits that only the browser keeps, of which we store the SHA-256.
 * The few facts held in memory are a cache of at most 2 s and the last-seen times on their way to the
 * database, so a node that dies loses nothing that counts.
 */
export class LiveSessions implements Sessions {
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #settings: SessionSettings;
  readonly #cache = new Map<string, Known & { untilMs: number }>();
  /** A class that acts at once is looked up in few statements. */
  readonly #lookups = gatheredOn<string, store.SessionOfPerson>(async (db, hashes) => {
    const rows = await store.sessionsByToken(db, hashes, this.#now());
    return new Map(rows.map((row) => [row.tokenHash, row]));
  });
  readonly #ending = new Map<string, number>();
  readonly #seen = new Map<string, number>();
  #stopGathering: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Queryable, clock: Clock, settings: SessionSettings) {
    this.#db = db;
    this.#clock = clock;
    this.#settings = settings;
  }

  async personOf(db: Queryable, token: string, { fresh = false } = {}): Promise<Known | undefined> {
    if (!tokenShape.test(token)) return undefined;
    const tokenHash = hashOf(token);
    const nowMs = this.#clock.nowMs();
    const cached = this.#cache.get(tokenHash);
    if (cached && !fresh && cached.untilMs > nowMs)
      return { person: cached.person, expiresAt: cached.expiresAt };

    const row = await this.#lookups(db).ask(tokenHash);
    if (!row) {
      this.#cache.delete(tokenHash);
      return undefined;
    }
    if (nowMs - row.seenAt.getTime() >= seenEveryMs) this.#noteSeen(row.id, nowMs);
    const person: Person = {
      kind: 'person',
      userId: row.userId,
      sessionId: row.id,
      platformAdmin: row.platformAdmin,
      ...(row.isGuest && { isGuest: true }),
    };
    const { idleMs, lifeMs } = this.#settings;
    const latestMs = row.endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const endMs = Math.min(row.createdAt.getTime() + lifeMs, nowMs + idleMs, latestMs);
    const known = { person, expiresAt: new Date(endMs) };
    if (!this.#isEnding(tokenHash)) this.#remember(tokenHash, { ...known, untilMs: nowMs + cacheMs });
    return known;
  }

  isAlive(db: Queryable, sessionId: string): Promise<boolean> {
    return store.sessionLives(db, sessionId, this.#now());
  }

  /**
   * Starts a session and tells its owner's other devices.
   *
   * @param endsAt however much it is used; absent: its idle time and its whole life decide
   * @returns the token for the cookie, and when the cookie may go: the end of the whole life
   * @throws Refusal `wrong_credentials` for an account that is disabled
   */
  async start(
    { tx, tell }: Telling,
    userId: string,
    { agent, address }: Origin,
    endsAt?: Date,
  ): Promise<{ sessionId: string; token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.#now();
    if (!(await store.holdEnabled(tx, userId))) throw new Refusal('wrong_credentials');
    const latestMs = endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const { idleMs, lifeMs } = this.#settings;
    const until = (ms: number): Date => new Date(Math.min(now.getTime() + ms, latestMs));
    const row: store.SessionRow = {
      id: newId(now.getTime()),
      userId,
      device: deviceOf(agent),
      network: networkOf(address, { v4: 24, v6: 48 }),
      createdAt: now,
      seenAt: now,
      expiresAt: until(Math.min(idleMs, lifeMs)),
      endsAt: endsAt ?? null,
    };
    await store.insertSession(tx, hashOf(token), row);
    tell(identity, 'identity:session-started', [identity.topics.person.of({ userId })], lineOf(row));
    return { sessionId: row.id, token, expiresAt: until(lifeMs) };
  }

  /**
   * Ends one session of a person, all others, or all. Each ending is told on the person's topic: every node
   * closes what that session held open there.
   *
   * @returns how many ended; 0 when there was none, or it is somebody else's
   */
  async end({ tx, tell }: Telling, userId: string, which: store.WhichSessions): Promise<number> {
    const ended = await store.deleteSessions(tx, userId, which);
    for (const { id: sessionId, tokenHash } of ended) {
      this.#cache.delete(tokenHash);
      this.#markEnding(tokenHash);
      this.#seen.delete(sessionId);
      tell(identity, 'identity:session-ended', [identity.topics.person.of({ userId })], { sessionId });
    }
    return ended.length;
  }

  /** Lets every session of the guests among these people end soon; nothing is told: until then it may be used. */
  endGuestsBy(tx: Queryable, userIds: readonly string[], at: Date): Promise<void> {
    return store.endGuestsBy(tx, userIds, at);
  }

  async list(db: Queryable, { userId, sessionId }: Person): Promise<SessionLine[]> {
    const rows = await store.sessionsOf(db, userId, this.#now());
    return rows.map((row) => ({ ...lineOf(row), current: row.id === sessionId }));
  }

  /** Forgets sessions that are over. Nothing is told: whoever holds one open asks whether it lives. */
  tidy(db: Queryable): Promise<void> {
    return store.deleteExpired(db, this.#now());
  }

  /** Writes the last-seen times gathered so far. */
  flush(): Promise<void> {
    this.#stopGathering?.();
    this.#stopGathering = undefined;
    this.#writing = this.#writing.then(() => this.#writeSeen());
    return this.#writing;
  }

  /** Call it before the database closes. */
  async close(): Promise<void> {
    await this.flush();
    this.#cache.clear();
  }

  #noteSeen(sessionId: string, atMs: number): void {
    this.#seen.set(sessionId, atMs);
    this.#stopGathering ??= this.#clock.after(gatherSeenMs, () => void this.flush());
  }

  // One statement for all who came by: a class that returns together costs one write, not a hundred.
  async #writeSeen(): Promise<void> {
    const seen = [...this.#seen].map(([id, atMs]) => ({ id, at: new Date(atMs) }));
    this.#seen.clear();
    if (seen.length === 0) return;
    try {
      await store.noteSeen(this.#db, seen, this.#settings);
    } catch {
      // The next request of each session notes it again; who is signed in must not hang on this courtesy.
    }
  }

  #remember(tokenHash: string, known: Known & { untilMs: number }): void {
    this.#cache.delete(tokenHash);
    this.#cache.set(tokenHash, known);
    if (this.#cache.size > mostCached) this.#cache.delete(this.#cache.keys().next().value!);
  }

  #markEnding(tokenHash: string): void {
    const nowMs = this.#clock.nowMs();
    for (const [hash, untilMs] of this.#ending) {
      if (untilMs > nowMs) break;
      this.#ending.delete(hash);
    }
    this.#ending.delete(tokenHash);
    this.#ending.set(tokenHash, nowMs + endingMs);
  }

  #isEnding(tokenHash: string): boolean {
    return (this.#ending.get(tokenHash) ?? 0) > this.#clock.nowMs();
  }

  #now(): Date {
    return new Date(this.#clock.nowMs());
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function lineOf(row: store.SessionRow): Omit<SessionLine, 'current'> {
  return {
    id: row.id,
    device: row.device,
    network: row.network,
    startedAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  };
}
