import type { ByeReason, ResyncReason } from '#kernel/envelope.ts';
import type { Person } from '../feature.ts';
import type { LoggedEvent } from '../log/events.ts';
import type { Log } from '../log/log.ts';
import { Batch } from './batch.ts';
import type { Channel, Reader } from './channel.ts';
import { cursorEntry, cursorOf, packTopic, type Position } from './cursor.ts';
import { catchUpTo, goesOn, startingPosition, type GivenCursor } from './startingPosition.ts';
import { gather } from './frames.ts';
import type { Hub } from './hub.ts';

const replayAtOnce = 500;
/** A replay goes out in pieces of about this size; the next one waits until the peer has taken it. */
const pieceBytes = 262_144;

/** What a door does with what delivery hands it. None of these may throw; a door that cannot send closes. */
export interface Sink {
  send(batch: Batch): void;
  resync(topics: readonly Resynced[]): void;
  /** Topics were taken away; the connection goes on with the rest. */
  lost(reason: ByeReason, topics: readonly string[]): void;
  /** The connection is over. */
  bye(reason: ByeReason, retryMs?: number): void;
  /** Resolves once a long replay may go on; at once when the peer keeps up. */
  writable(): Promise<void>;
}

export interface Resynced {
  topic: string;
  reason: ResyncReason;
}

export interface ConnectionParts {
  id: string;
  person: Person;
  hub: Hub;
  log: Log;
  sink: Sink;
  /** Hears why this node ended the connection; nothing when the peer left. */
  ended?: ((reason: ByeReason) => void) | undefined;
  /** Hears once that this reader is slow. */
  slow?: (() => void) | undefined;
}

interface CatchingUp {
  state: 'catching-up';
  channel: Channel;
  position: Position;
}

type Subscription = CatchingUp | { state: 'live'; channel: Channel };

/**
 * One reader on any push door: its topics and how far it is on each. It registers on a channel in the
 * same turn in which it has received the last replayed event, so nothing falls between replay and live.
 */
export class Connection implements Reader {
  readonly id: string;
  readonly person: Person;
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #sink: Sink;
  readonly #ended: (reason: ByeReason) => void;
  #slow: (() => void) | undefined;
  readonly #subscriptions = new Map<string, Subscription>();
  #isClosed = false;
  #restartedTopics: string[] = [];
  /** Set whenever the cursor moved; the door that writes it out clears it. */
  cursorMoved = false;

  constructor(parts: ConnectionParts) {
    this.id = parts.id;
    this.person = parts.person;
    this.#hub = parts.hub;
    this.#log = parts.log;
    this.#sink = parts.sink;
    this.#ended = parts.ended ?? (() => {});
    this.#slow = parts.slow;
  }

  get topics(): string[] {
    return [...this.#subscriptions.keys()];
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Everything up to here has been handed to the door. */
  cursor(): string {
    let entries = '';
    for (const [topic, subscription] of this.#subscriptions) {
      entries +=
        subscription.state === 'live'
          ? subscription.channel.sentEntry
          : cursorEntry(packTopic(topic), subscription.position);
    }
    return cursorOf(entries);
  }

  /**
   * Joins topics, whose access was checked, from a cursor's positions.
   *
   * @param announce called once the starting positions are known and before the first replayed event
   * @returns topics that start over instead of going on
   */
  async subscribe(
    topics: readonly string[],
    cursor: GivenCursor,
    announce: (resynced: readonly Resynced[]) => void = () => {},
  ): Promise<readonly Resynced[]> {
    const wanted = topics.filter((topic) => !this.#subscriptions.has(topic));
    const channels = await this.#followAll(wanted);
    await catchUpTo(this.#hub, channels, cursor);
    if (this.#isClosed) {
      for (const topic of wanted) this.#hub.release(topic);
      return [];
    }
    const resynced: Resynced[] = [];
    const joining: CatchingUp[] = [];
    for (const channel of channels) {
      // Asked for twice at the same moment, it is joined once.
      if (this.#subscriptions.has(channel.topic)) {
        this.#hub.release(channel.topic);
        continue;
      }
      const position = startingPosition(channel, cursor);
      if ('reason' in position) resynced.push({ topic: channel.topic, reason: position.reason });
      const subscription: CatchingUp = {
        state: 'catching-up',
        channel,
        position: 'reason' in position ? channel.sent : position,
      };
      this.#subscriptions.set(channel.topic, subscription);
      joining.push(subscription);
    }
    announce(resynced);
    for (const subscription of joining) this.#join(subscription);
    return resynced;
  }

  unsubscribe(topics: readonly string[]): void {
    for (const topic of topics) {
      const subscription = this.#subscriptions.get(topic);
      if (!subscription) continue;
      this.#subscriptions.delete(topic);
      subscription.channel.readers.delete(this);
      this.#hub.release(topic);
    }
    this.cursorMoved = true;
  }

  /** Takes topics away from a person who may no longer read them. */
  revoke(topics: readonly string[]): void {
    this.unsubscribe(topics);
    if (!this.#isClosed) this.#sink.lost('revoked', topics);
  }

  deliver(batch: Batch): void {
    this.cursorMoved = true;
    this.#sink.send(batch);
  }

  /** The door found that much waits for this reader. */
  noteSlow(): void {
    this.#slow?.();
    this.#slow = undefined;
  }

  restarted(topic: string): void {
    this.cursorMoved = true;
    // A restore restarts every topic in one turn: the reader hears of them together.
    if (this.#restartedTopics.push(topic) > 1) return;
    queueMicrotask(() => {
      const topics = this.#restartedTopics;
      this.#restartedTopics = [];
      if (!this.#isClosed) this.#sink.resync(topics.map((name) => ({ topic: name, reason: 'epoch' })));
    });
  }

  close(reason: ByeReason, retryMs?: number): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.unsubscribe(this.topics);
    this.#sink.bye(reason, retryMs);
    this.#ended(reason);
  }

  /** The peer went away by itself. */
  gone(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.unsubscribe(this.topics);
  }

  async #followAll(topics: readonly string[]): Promise<Channel[]> {
    const results = await Promise.allSettled(topics.map((topic) => this.#hub.follow(topic)));
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return results.map((result) => (result as PromiseFulfilledResult<Channel>).value);
    for (const [place, result] of results.entries()) {
      if (result.status === 'fulfilled') this.#hub.release(topics[place]!);
    }
    throw failed.reason;
  }

  /** From memory at once, or else piece by piece, from the log where memory does not reach. */
  #join(subscription: CatchingUp): void {
    if (!this.#isStill(subscription)) return;
    const { channel, position } = subscription;
    if (position.epoch !== channel.epoch) {
      this.#goLive(channel);
      this.restarted(channel.topic);
      return;
    }
    // A snapshot can be newer than what is still being gathered: send that first, so that live frames
    // never start at or before the reader's position.
    if (position.seq > channel.sent.seq) channel.flush();
    const missed = channel.since(position.seq);
    if (!missed) {
      void this.#readLog(subscription);
      return;
    }
    if (missed.length > 0 && this.#replay(subscription, missed) < missed.length) {
      void this.#goOn(subscription);
      return;
    }
    this.#goLive(channel);
  }

  /** Left meanwhile, or left and joined again, a topic's past is no longer this one's to send. */
  #isStill(subscription: CatchingUp): boolean {
    return !this.#isClosed && this.#subscriptions.get(subscription.channel.topic) === subscription;
  }

  #goLive(channel: Channel): void {
    if (this.#isClosed) return;
    this.#subscriptions.set(channel.topic, { state: 'live', channel });
    channel.readers.add(this);
    this.cursorMoved = true;
  }

  /** Sends one piece. @returns how many of the events were in it */
  #replay(subscription: CatchingUp, events: readonly LoggedEvent[]): number {
    let count = 0;
    if (events.length === 0) return count;
    for (let bytes = 0; count < events.length && bytes < pieceBytes; count++)
      bytes += events[count]!.data.length;
    const piece = new Batch(gather(events.slice(0, count), this.#hub.keyOf));
    this.cursorMoved = true;
    subscription.position = piece.position;
    this.#sink.send(piece);
    return count;
  }

  async #goOn(subscription: CatchingUp): Promise<void> {
    await this.#sink.writable();
    this.#join(subscription);
  }

  async #readLog(subscription: CatchingUp): Promise<void> {
    const { channel, position } = subscription;
    try {
      await this.#sink.writable();
      const events = await this.#log.after(channel.topic, position.seq, replayAtOnce);
      if (!this.#isStill(subscription)) return;
      if (goesOn(events, position)) {
        // What the channel has not heard of yet it sends itself, to this reader too.
        this.#replay(
          subscription,
          events.filter(({ seq }) => seq <= channel.sent.seq),
        );
        this.#join(subscription);
        return;
      }
      this.#goLive(channel);
      this.#sink.resync([{ topic: channel.topic, reason: 'truncated' }]);
    } catch {
      // The log cannot be read: the reader comes back with its cursor once it can.
      this.close('unavailable', 5_000);
    }
  }
}
