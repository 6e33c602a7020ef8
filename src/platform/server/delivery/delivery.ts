import { every, type Clock } from '#kernel/clock.ts';
import type { ByeReason } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access, type Sessions } from '../access.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import type { Person } from '../feature.ts';
import type { Fanout } from '../fanout/fanout.ts';
import type { Log } from '../log/log.ts';
import type { LoggedEvent } from '../log/events.ts';
import { Connection, type Resynced, type Sink } from './connection.ts';
import { mostTopics } from './cursor.ts';
import { Hub } from './hub.ts';
import type { Lines } from './lines.ts';
import type { GivenCursor } from './startingPosition.ts';

export interface DeliveryParts {
  db: Database;
  log: Log;
  fanout: Fanout;
  clock: Clock;
  catalogue: Catalogue;
  access: Access;
  sessions: Sessions;
  /** A person's topics when a stream names none. */
  topicsOf: (userId: string) => Promise<string[]>;
  /** Events on a person's own topic after which the person's connections are judged anew. */
  revokedBy: ReadonlySet<string>;
  /** Hears who is on the other end. */
  lines?: Lines | undefined;
  /** Hears of the events that this node has just handed to readers; the place for metrics. */
  delivered?: (events: readonly LoggedEvent[]) => void;
  ended?: (reason: ByeReason) => void;
  /** Hears once of each reader for whom much waits. */
  slow?: () => void;
  failed: (cause: unknown) => void;
}

interface Held {
  connection: Connection;
  /** When to ask whether the session still lives: it ends by itself at some time, or later if it is used. */
  askAgainMs: number;
}

const askAgainAfterMs = 60_000;

/**
 * Who reads what on this node. Access is checked when topics are joined, and again whenever an event on
 * the person's own topic may have changed it; a judged-away topic is left before anything else is sent.
 */
export class Delivery {
  readonly hub: Hub;
  readonly #parts: DeliveryParts;
  readonly #held = new Map<string, Set<Held>>();
  /** Counts the revoking events heard per person with connections: a join compares before and after. */
  readonly #judged = new Map<string, number>();
  readonly #judging = new Set<Promise<void>>();
  readonly #hearJudged = new Set<(userId: string) => void>();
  readonly #stop: () => void;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.hub = new Hub({
      log: parts.log,
      fanout: parts.fanout,
      clock: parts.clock,
      catalogue: parts.catalogue,
      accepted: (event) => this.#accepted(event),
      delivered: parts.delivered ?? (() => {}),
      settled: () => Promise.all(this.#judging),
      failed: parts.failed,
    });
    this.#stop = every(parts.clock, 2_000, () => this.#askExpired());
  }

  get connectionCount(): number {
    let count = 0;
    for (const held of this.#held.values()) count += held.size;
    return count;
  }

  connectionsOf(userId: string): readonly Connection[] {
    return [...(this.#held.get(userId) ?? [])].map(({ connection }) => connection);
  }

  /** The topics a person reads when nothing is named; whoever has more than fit on a connection names them. */
  async topicsOf(person: Person): Promise<string[]> {
    return (await this.#parts.topicsOf(person.userId)).slice(0, mostTopics);
  }

  /**
   * @throws Refusal `not_found` when one of the topics is unknown or not the person's, `forbidden` when the
   *   person belongs there but may not listen: `faults` names each of those, so that the others can be asked for;
   *   `invalid` for more than 32 topics
   */
  async authorise(person: Person, topics: readonly string[]): Promise<void> {
    requireFew(topics.length);
    const judged = await Promise.allSettled(topics.map((topic) => this.#authoriseOne(person, topic)));
    const refused = judged.flatMap((one, place) =>
      one.status === 'rejected' ? [{ field: topics[place]!, cause: one.reason as unknown }] : [],
    );
    if (refused.length === 0) return;
    const [first] = refused;
    const faults = refused.map(({ field, cause }) => {
      if (!(cause instanceof Refusal)) throw cause;
      return { field, message: cause.message };
    });
    const { code, message } = first!.cause as Refusal;
    throw new Refusal(code, message, { faults });
  }

  /** Tells whose access may just have changed, for whoever remembers what somebody may read. */
  whenJudged(hear: (userId: string) => void): void {
    this.#hearJudged.add(hear);
  }

  /**
   * Registers a reader; nothing is delivered before it joins topics.
   * @throws Refusal `signed_out` when the session ended since whoever calls looked at it
   */
  async connect(person: Person, sessionEndsAt: Date, sink: Sink): Promise<Connection> {
    const { db, log, sessions, ended, slow } = this.#parts;
    const connection = new Connection({ id: newId(), person, hub: this.hub, log, sink, ended, slow });
    // Followed for as long as the connection lives: revocations come on this topic.
    await this.hub.follow(personalTopic(person.userId));
    let held = this.#held.get(person.userId);
    if (!held) this.#held.set(person.userId, (held = new Set()));
    held.add({ connection, askAgainMs: sessionEndsAt.getTime() });
    this.#parts.lines?.opened(person);
    try {
      // An ending that came before this topic was followed was told to nobody here.
      if (await sessions.isAlive(db.query, person.sessionId)) return connection;
    } catch (cause) {
      this.leave(connection);
      throw cause;
    }
    this.leave(connection);
    throw new Refusal('signed_out');
  }

  /** Checks access and joins; a revocation that falls between the two is caught up with. */
  async join(
    connection: Connection,
    topics: readonly string[],
    cursor: GivenCursor,
    announce?: (resynced: readonly Resynced[]) => void,
  ): Promise<readonly Resynced[]> {
    const { person } = connection;
    const judgedBefore = this.#judged.get(person.userId) ?? 0;
    requireFew(new Set([...connection.topics, ...topics]).size);
    await this.authorise(person, topics);
    const resynced = await connection.subscribe(topics, cursor, announce);
    if ((this.#judged.get(person.userId) ?? 0) !== judgedBefore) await this.judge(person.userId);
    return resynced;
  }

  /** Ends a connection, or takes note that it ended. */
  leave(connection: Connection): void {
    connection.gone();
    const { userId } = connection.person;
    const held = this.#held.get(userId);
    for (const one of held ?? []) {
      if (one.connection !== connection) continue;
      held!.delete(one);
      this.#parts.lines?.closed(connection.person);
      this.hub.release(personalTopic(userId));
    }
    if (held?.size === 0) {
      this.#held.delete(userId);
      this.#judged.delete(userId);
    }
  }

  /** Asks again, for every open connection of a person, whether the session lives and each topic is theirs. */
  async judge(userId: string): Promise<void> {
    const { db, sessions, failed } = this.#parts;
    for (const connection of this.connectionsOf(userId)) {
      try {
        if (!(await sessions.isAlive(db.query, connection.person.sessionId))) {
          connection.close('signed_out');
          continue;
        }
        const lost: string[] = [];
        for (const topic of connection.topics) {
          try {
            await this.#authoriseOne(connection.person, topic);
          } catch (cause) {
            if (!(cause instanceof Refusal)) throw cause;
            lost.push(topic);
          }
        }
        if (lost.length > 0) connection.revoke(lost);
      } catch (cause) {
        // Nobody can say who may read: nothing more is sent until somebody can.
        failed(cause);
        connection.close('unavailable', 5_000);
      }
    }
  }

  /** Sends every reader away, each with its own moment to come back, so that they do not come at once. */
  drain(random: () => number): void {
    for (const userId of [...this.#held.keys()]) {
      for (const connection of this.connectionsOf(userId)) {
        connection.close('drain', 1_000 + Math.floor(random() * 4_000));
      }
    }
  }

  async close(): Promise<void> {
    this.#stop();
    for (const userId of [...this.#held.keys()]) {
      for (const connection of this.connectionsOf(userId)) connection.close('drain');
    }
    await this.hub.close();
  }

  async #authoriseOne(person: Person, topic: string): Promise<void> {
    const { access, catalogue, db } = this.#parts;
    const found = catalogue.topic(topic);
    if (!found) throw new Refusal('not_found');
    await requireAccess(access, db.query, person, found.kind.who, scopeOf(found.params));
  }

  #accepted(event: LoggedEvent): void {
    if (!this.#parts.revokedBy.has(event.type) || !event.topic.startsWith(personalTopic(''))) return;
    const userId = event.topic.slice(personalTopic('').length);
    for (const hear of this.#hearJudged) hear(userId);
    if (!this.#held.has(userId)) return;
    this.#judged.set(userId, (this.#judged.get(userId) ?? 0) + 1);
    this.#judgeSoon(userId);
  }

  #judgeSoon(userId: string): void {
    const judging = this.judge(userId).finally(() => this.#judging.delete(judging));
    this.#judging.add(judging);
  }

  #askExpired(): void {
    const nowMs = this.#parts.clock.nowMs();
    for (const [userId, all] of this.#held) {
      const due = [...all].filter(({ askAgainMs }) => askAgainMs <= nowMs);
      for (const held of due) held.askAgainMs = nowMs + askAgainAfterMs;
      if (due.length > 0) this.#judgeSoon(userId);
    }
  }
}

/** The topic on which a person's own matters, revocations among them, are told. */
export function personalTopic(userId: string): string {
  return `user/${userId}`;
}

/** A cursor over more topics would not fit into a header. */
function requireFew(count: number): void {
  if (count > mostTopics) throw new Refusal('invalid', `A connection takes at most ${mostTopics} topics.`);
}
