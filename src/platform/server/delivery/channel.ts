import type { EventSpec } from '#kernel/contract.ts';
import { deliveryClasses } from '#kernel/delivery.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Head } from '../log/log.ts';
import type { LoggedEvent } from '../log/events.ts';
import { Batch } from './batch.ts';
import { cursorEntry, packTopic, type Position } from './cursor.ts';
import { gather, type KeyOf } from './frames.ts';

const mostTailEvents = 1_000;
const mostTailBytes = 1_048_576;

/** Whoever is live on a topic. */
export interface Reader {
  deliver(batch: Batch): void;
  /** The topic's numbers are counted anew from here on: what the reader holds of it is void. */
  restarted(topic: string): void;
}

export interface ChannelParts {
  clock: Clock;
  events: ReadonlyMap<string, EventSpec>;
  keyOf: KeyOf;
  /** Called for each event as it is accepted, before anybody receives it. */
  accepted: (event: LoggedEvent) => void;
  /** Called once readers have been handed these events, those that newer states replaced included. */
  delivered: (events: readonly LoggedEvent[]) => void;
}

/**
 * One topic on this node: the last number accepted, the last one sent, the newest events in memory, and
 * who is live. It accepts only the next number, so that what it sends is contiguous by construction.
 */
export class Channel {
  readonly topic: string;
  readonly readers = new Set<Reader>();
  readonly #parts: ChannelParts;
  #epoch: string;
  #floor: number;
  #accepted: number;
  #tail: LoggedEvent[] = [];
  #tailBytes = 0;
  #waiting: LoggedEvent[] = [];
  #lastSentMs = Number.NEGATIVE_INFINITY;
  #callOff: (() => void) | undefined;
  readonly #packedTopic: string;
  #entry = { seq: -1, epoch: '', text: '' };

  constructor(head: Head, parts: ChannelParts) {
    this.topic = head.topic;
    this.#epoch = head.epoch;
    this.#floor = head.floor;
    this.#accepted = head.seq;
    this.#parts = parts;
    this.#packedTopic = packTopic(head.topic);
  }

  /** Where a reader stands who has everything that was sent. */
  get sent(): Position {
    return { epoch: this.#epoch, seq: this.#waiting[0] ? this.#waiting[0].seq - 1 : this.#accepted };
  }

  /** What the cursor of such a reader says of this topic: made once for all of them. */
  get sentEntry(): string {
    const { epoch, seq } = this.sent;
    if (this.#entry.seq !== seq || this.#entry.epoch !== epoch) {
      this.#entry = { seq, epoch, text: cursorEntry(this.#packedTopic, { epoch, seq }) };
    }
    return this.#entry.text;
  }

  get epoch(): string {
    return this.#epoch;
  }

  get accepted(): number {
    return this.#accepted;
  }

  get floor(): number {
    return this.#floor;
  }

  raiseFloor(floor: number): void {
    this.#floor = Math.max(this.#floor, floor);
  }

  /** Takes the next event. @returns false when it is not the next one: `catch up from the log` is the caller's. */
  accept(event: LoggedEvent): boolean {
    if (event.epoch !== this.#epoch || event.seq !== this.#accepted + 1) return false;
    this.#accepted = event.seq;
    this.#remember(event);
    this.#parts.accepted(event);
    this.#waiting.push(event);
    const waitMs = this.#waitMs(event);
    if (waitMs <= 0) this.flush();
    else this.#callOff ??= this.#parts.clock.after(waitMs, () => this.flush());
    return true;
  }

  /** Hands a signal to whoever is live now; it takes no number, and no cursor moves by it. */
  signal(event: LoggedEvent): void {
    if (this.readers.size === 0) return;
    const batch = new Batch([{ event, from: 0 }]);
    for (const reader of this.readers) reader.deliver(batch);
  }

  /** Sends what is being gathered. */
  flush(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    const batch = new Batch(gather(events, this.#parts.keyOf));
    this.#waiting = [];
    this.#lastSentMs = this.#parts.clock.nowMs();
    if (this.readers.size === 0) return;
    for (const reader of this.readers) reader.deliver(batch);
    this.#parts.delivered(events);
  }

  /** The events after `seq` up to what was sent, or undefined when memory does not reach back that far. */
  since(seq: number): LoggedEvent[] | undefined {
    const { seq: sent } = this.sent;
    if (seq >= sent) return [];
    const first = this.#tail[0]?.seq ?? this.#accepted + 1;
    if (seq + 1 < first) return undefined;
    return this.#tail.slice(seq + 1 - first, sent + 1 - first);
  }

  /** Starts over from another count of numbers. */
  restart(head: Head): void {
    this.close();
    this.#epoch = head.epoch;
    this.#floor = head.floor;
    this.#accepted = head.seq;
    this.#tail = [];
    this.#tailBytes = 0;
    for (const reader of this.readers) reader.restarted(this.topic);
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#waiting = [];
  }

  #remember(event: LoggedEvent): void {
    this.#tail.push(event);
    this.#tailBytes += event.data.length;
    while (this.#tail.length > mostTailEvents || this.#tailBytes > mostTailBytes) {
      this.#tailBytes -= this.#tail.shift()!.data.length;
    }
  }

  /** The first state leaves at once, so a small class never waits; later ones are gathered within their budget. */
  #waitMs({ type }: LoggedEvent): number {
    const spec = this.#parts.events.get(type);
    if (spec?.kind !== 'state') return 0;
    const { gatherMs } = deliveryClasses[spec.delivery];
    // A machine's clock may be put back: nobody waits for it.
    return Math.min(gatherMs, this.#lastSentMs + gatherMs - this.#parts.clock.nowMs());
  }
}
