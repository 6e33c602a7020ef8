import type { Clock } from '#kernel/clock.ts';
import type { Person } from '../feature.ts';
import type { Log } from '../log/log.ts';
import type { Channel } from './channel.ts';
import type { Resynced } from './connection.ts';
import { encodeCursor, mostTopics, type Position } from './cursor.ts';
import { personalTopic, type Delivery } from './delivery.ts';
import { envelopeText, gather } from './frames.ts';
import type { Lines } from './lines.ts';
import { catchUpTo, goesOn, startingPosition, type GivenCursor } from './startingPosition.ts';

const leaseMs = 60_000;
const entitledMs = 2_000;
const mostRemembered = 2_000;
const mostEvents = 500;
/** How long a client waits between polls, in ms. */
const waitMs = 15_000;

export interface PollAnswer {
  /** Envelopes as JSON text. */
  events: readonly string[];
  cursor: string;
  resync: readonly Resynced[];
  waitMs: number;
}

/**
 * The door for networks that let nothing stay open. Polled topics are followed for a minute after the last
 * poll, so that "nothing new" is decided from numbers in memory, before any body is built.
 */
export class Polls {
  readonly #delivery: Delivery;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #lines: Lines | undefined;
  readonly #leases = new Map<string, { channel: Promise<Channel>; untilMs: number }>();
  /** Until when each topic of a person need not be asked for again. */
  readonly #entitled = new Map<string, Map<string, number>>();
  #callOff: (() => void) | undefined;

  constructor(parts: { delivery: Delivery; log: Log; clock: Clock; lines?: Lines | undefined }) {
    this.#delivery = parts.delivery;
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#lines = parts.lines;
    parts.delivery.whenJudged((userId) => this.#entitled.delete(userId));
  }

  /**
   * Where all of `topics` stand now.
   * @throws Refusal as `Delivery.authorise`
   */
  async heads(person: Person, topics: readonly string[]): Promise<string> {
    await this.#entitle(person, topics);
    this.#lines?.polled(person);
    const channels = await this.#lease(topics);
    return encodeCursor(new Map(channels.map((channel) => [channel.topic, channel.sent])));
  }

  async since(topics: readonly string[], cursor: GivenCursor): Promise<PollAnswer> {
    const channels = await this.#lease(topics);
    await catchUpTo(this.#delivery.hub, channels, cursor);
    const resync: Resynced[] = [];
    const events: string[] = [];
    const positions = new Map<string, Position>();
    let isMore = false;
    for (const channel of channels) {
      const start = startingPosition(channel, cursor);
      if ('reason' in start) {
        resync.push({ topic: channel.topic, reason: start.reason });
        positions.set(channel.topic, channel.sent);
        continue;
      }
      if (start.seq > channel.sent.seq) channel.flush();
      const room = mostEvents - events.length;
      let missed = channel.since(start.seq);
      if (!missed && room > 0) {
        missed = await this.#log.after(channel.topic, start.seq, room);
        if (!goesOn(missed, start)) {
          resync.push({ topic: channel.topic, reason: 'truncated' });
          positions.set(channel.topic, channel.sent);
          continue;
        }
      }
      const taken = missed?.slice(0, room) ?? [];
      isMore ||= (taken.at(-1)?.seq ?? start.seq) < channel.sent.seq;
      for (const frame of gather(taken, this.#delivery.hub.keyOf)) events.push(envelopeText(frame));
      positions.set(channel.topic, { epoch: start.epoch, seq: taken.at(-1)?.seq ?? start.seq });
    }
    return { events, cursor: encodeCursor(positions), resync, waitMs: isMore ? 0 : waitMs };
  }

  close(): void {
    this.#callOff?.();
    for (const topic of this.#leases.keys()) this.#delivery.hub.release(topic);
    this.#leases.clear();
  }

  /** Access is asked for anew after 2 s, which between two polls of one person is always, and once it may have changed. */
  async #entitle(person: Person, topics: readonly string[]): Promise<void> {
    const { userId } = person;
    const nowMs = this.#clock.nowMs();
    const known = this.#entitled.get(userId);
    if (topics.length <= mostTopics && topics.every((topic) => (known?.get(topic) ?? 0) > nowMs)) return;
    // Followed before access is asked for: what changes it from now on is heard.
    await this.#lease([personalTopic(userId)]);
    const entitled = new Map<string, number>();
    if (this.#entitled.size >= mostRemembered) this.#entitled.clear();
    this.#entitled.set(userId, entitled);
    await this.#delivery.authorise(person, topics);
    // Should it be another one by now, something changed meanwhile: then this answer is not remembered.
    for (const topic of topics) entitled.set(topic, nowMs + entitledMs);
  }

  async #lease(topics: readonly string[]): Promise<Channel[]> {
    const untilMs = this.#clock.nowMs() + leaseMs;
    this.#callOff ??= this.#clock.after(leaseMs, () => this.#expire());
    return Promise.all(
      topics.map((topic) => {
        let lease = this.#leases.get(topic);
        if (!lease) {
          lease = { channel: this.#delivery.hub.follow(topic), untilMs };
          this.#leases.set(topic, lease);
          lease.channel.catch(() => this.#leases.delete(topic));
        }
        lease.untilMs = untilMs;
        return lease.channel;
      }),
    );
  }

  #expire(): void {
    this.#callOff = undefined;
    const nowMs = this.#clock.nowMs();
    for (const [topic, { untilMs }] of this.#leases) {
      if (untilMs > nowMs) continue;
      this.#leases.delete(topic);
      this.#delivery.hub.release(topic);
    }
    if (this.#leases.size > 0) this.#callOff = this.#clock.after(leaseMs, () => this.#expire());
  }
}
