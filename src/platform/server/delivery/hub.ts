import { every, type Clock } from '#kernel/clock.ts';
import type { Fanout } from '../fanout/fanout.ts';
import type { Head, Log } from '../log/log.ts';
import type { LoggedEvent } from '../log/events.ts';
import type { Catalogue } from '../catalogue.ts';
import { Channel } from './channel.ts';
import { keyByDeclaration } from './frames.ts';

/** Short enough that a revocation on another node acts within 2 s, should no word of it come. */
const sweepEveryMs = 1_500;
const readAtOnce = 500;
const headsAtOnce = 2_000;

export interface HubParts {
  log: Log;
  fanout: Fanout;
  clock: Clock;
  catalogue: Catalogue;
  /** Hears every event that this node accepts, before its readers do. */
  accepted: (event: LoggedEvent) => void;
  /** Hears the events that have just been handed to a topic's readers. */
  delivered: (events: readonly LoggedEvent[]) => void;
  /** Resolves once everything that accepted events took away has been taken away. */
  settled: () => Promise<unknown>;
  /** A read of the log failed; it is tried again at the next sweep. */
  failed: (cause: unknown) => void;
}

interface Followed {
  channel: Promise<Channel>;
  open?: Channel;
  users: number;
  /** The highest number that was announced while the channel was being opened. */
  announced: number;
}

/**
 * The topics that this node follows. Word from the fan-out is only a hint: each channel accepts nothing
 * but the next number, what lacks is read from the log, and every 1.5 s the heads of all followed topics
 * are compared in one query, so that a lost last word is found as well.
 */
export class Hub {
  readonly #parts: HubParts;
  readonly #channels = new Map<string, Followed>();
  readonly #readings = new Map<Channel, Promise<void>>();
  readonly #keyOf;
  readonly #stop: (() => void)[];
  #sweeping: Promise<void> | undefined;

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#keyOf = keyByDeclaration(parts.catalogue.events);
    this.#stop = [
      parts.fanout.listen((events) => this.#listen(events)),
      every(parts.clock, sweepEveryMs, () => void this.sweep()),
    ];
  }

  /** Follows a topic until as many `release` as `follow` were called. */
  async follow(topic: string): Promise<Channel> {
    let entry = this.#channels.get(topic);
    if (!entry) {
      const opening = { users: 0, announced: 0 } as Followed;
      opening.channel = this.#open(topic, opening);
      this.#channels.set(topic, (entry = opening));
    }
    entry.users += 1;
    try {
      return await entry.channel;
    } catch (cause) {
      this.release(topic);
      throw cause;
    }
  }

  release(topic: string): void {
    const entry = this.#channels.get(topic);
    if (!entry || --entry.users > 0) return;
    this.#channels.delete(topic);
    entry.open?.close();
  }

  /** Reads from the log what a channel lacks up to `seq`, which was seen committed. */
  async catchUp(channel: Channel, seq: number): Promise<void> {
    // A reading that is already under way may have begun before this number was committed; a second one
    // has not.
    for (let reading = 1; reading <= 2 && channel.accepted < seq; reading++) await this.#readOnce(channel);
  }

  /** The open channel of a topic that is being followed. */
  peek(topic: string): Channel | undefined {
    return this.#channels.get(topic)?.open;
  }

  get followed(): number {
    return this.#channels.size;
  }

  get keyOf() {
    return this.#keyOf;
  }

  /** Compares the heads of all followed topics with the log and reads what lacks. One at a time. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep()
      .catch(this.#parts.failed)
      .finally(() => {
        this.#sweeping = undefined;
      });
    return this.#sweeping;
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    await this.#sweeping;
    for (const { open } of this.#channels.values()) open?.close();
    this.#channels.clear();
  }

  async #open(topic: string, entry: Followed): Promise<Channel> {
    const [head] = await this.#parts.log.heads([topic]);
    const channel = new Channel(head!, {
      clock: this.#parts.clock,
      events: this.#parts.catalogue.events,
      keyOf: this.#keyOf,
      accepted: this.#parts.accepted,
      delivered: this.#parts.delivered,
    });
    entry.open = channel;
    // What was announced while the head was being read can be newer than that head.
    await this.catchUp(channel, entry.announced);
    return channel;
  }

  /** Word comes in the midst of the command that caused it, which has committed: no fault here may reach it. */
  #listen(events: readonly LoggedEvent[]): void {
    try {
      this.#hear(events);
    } catch (cause) {
      this.#parts.failed(cause);
    }
  }

  #hear(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      const entry = this.#channels.get(event.topic);
      if (!entry) continue;
      const { open: channel } = entry;
      if (event.seq === 0) {
        channel?.signal(event);
        continue;
      }
      if (!channel) entry.announced = Math.max(entry.announced, event.seq);
      if (!channel || channel.accept(event)) continue;
      if (event.epoch !== channel.epoch) void this.sweep();
      else if (event.seq > channel.accepted) void this.catchUp(channel, event.seq);
    }
  }

  async #sweep(): Promise<void> {
    // A person's own topic carries the revocations: they act before anything that they forbid is read.
    const topics = [...this.#channels.keys()];
    await this.#compareAll(topics.filter(isPersonal));
    await this.#parts.settled();
    await this.#compareAll(topics.filter((topic) => !isPersonal(topic)));
  }

  async #compareAll(topics: readonly string[]): Promise<void> {
    for (let place = 0; place < topics.length; place += headsAtOnce) {
      const asked = topics.slice(place, place + headsAtOnce);
      const heads = new Map((await this.#parts.log.heads(asked)).map((head) => [head.topic, head]));
      for (const topic of asked) await this.#compare(heads.get(topic)!);
    }
  }

  async #compare(head: Head): Promise<void> {
    const channel = this.peek(head.topic);
    if (!channel) return;
    channel.raiseFloor(head.floor);
    // A channel that is ahead of this answer heard of a newer commit meanwhile; numbers never go back
    // within an epoch.
    const isCut = head.floor > channel.accepted;
    if (head.epoch !== channel.epoch || isCut) channel.restart(head);
    else if (head.seq > channel.accepted) await this.catchUp(channel, head.seq);
  }

  /** Calls for one channel share one reading. */
  #readOnce(channel: Channel): Promise<void> {
    let reading = this.#readings.get(channel);
    if (!reading) {
      reading = this.#read(channel)
        .catch(this.#parts.failed)
        .finally(() => this.#readings.delete(channel));
      this.#readings.set(channel, reading);
    }
    return reading;
  }

  async #read(channel: Channel): Promise<void> {
    for (;;) {
      const events = await this.#parts.log.after(channel.topic, channel.accepted, readAtOnce);
      for (const event of events) {
        if (event.epoch !== channel.epoch) return void (await this.#restartFromLog(channel));
        if (event.seq <= channel.accepted) continue; // Heard meanwhile.
        // A hole after what we have means that the log was cut: nobody can be served across it.
        if (!channel.accept(event)) return void (await this.#restartFromLog(channel));
      }
      if (events.length < readAtOnce) return;
    }
  }

  async #restartFromLog(channel: Channel): Promise<void> {
    const [head] = await this.#parts.log.heads([channel.topic]);
    channel.restart(head!);
  }
}

function isPersonal(topic: string): boolean {
  return topic.startsWith('user/');
}
