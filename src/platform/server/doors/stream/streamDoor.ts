import type { IncomingMessage, ServerResponse } from 'node:http';
import { every, type Clock } from '#kernel/clock.ts';
import { WIRE_VERSION } from '#kernel/contract.ts';
import type { Ready } from '#kernel/envelope.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Connection } from '../../delivery/connection.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { readCursor } from '../../delivery/startingPosition.ts';
import type { Identified } from '../request.ts';
import type { Seats } from '../seats.ts';
import { Chunk } from './chunk.ts';
import { Stream } from './stream.ts';

const lookForCursorsEveryMs = 250;

export interface StreamTimes {
  heartbeatMs: number;
  silenceMs: number;
  beatMs: number;
  readerSilentMs: number;
}

export interface StreamDoorParts {
  delivery: Delivery;
  clock: Clock;
  random: () => number;
  times: StreamTimes;
  seats: Seats;
}

const beatFrame = new Chunk(': still here\nevent: beat\ndata: {}\n\n');

/**
 * Server-sent events. Frames are pre-framed HTTP chunks, encoded once per node and written straight to the
 * socket; a stream over several topics gets its cursor as an id-only block of its own, at most 1 s after
 * it moved.
 */
export class StreamDoor {
  readonly #parts: StreamDoorParts;
  readonly #streams = new Map<string, Stream>();
  readonly #stop: (() => void)[];
  #isClosing = false;

  constructor(parts: StreamDoorParts) {
    this.#parts = parts;
    this.#stop = [
      every(parts.clock, 1_000, () => this.#eachSecond()),
      every(parts.clock, lookForCursorsEveryMs, () => this.#writeCursors()),
      every(parts.clock, parts.times.heartbeatMs, () => this.#heartbeat()),
    ];
  }

  get count(): number {
    return this.#streams.size;
  }

  /**
   * Opens a stream; topics undefined: all that are the person's.
   * @throws Refusal before anything was written
   */
  async open(
    request: IncomingMessage,
    response: ServerResponse,
    { person, expiresAt }: Identified,
    given: { topics: string[] | undefined; cursor: string | undefined; address: string },
  ): Promise<void> {
    const { delivery, clock, seats } = this.#parts;
    const leaveSeat = seats.take(person.userId, given.address);
    let connection: Connection | undefined;
    try {
      const topics = given.topics ?? (await delivery.topicsOf(person));
      if (response.destroyed) return leaveSeat();
      const stream = new Stream(response, topics.length === 1, clock);
      connection = await delivery.connect(person, expiresAt, stream);
      stream.connection = connection;
      const { id } = connection;
      response.on('close', () => {
        this.#streams.delete(id);
        delivery.leave(connection!);
        leaveSeat();
      });
      if (response.destroyed) {
        response.emit('close');
        return;
      }
      // The goodbye to all is said already: this one would stay until everything is cut.
      if (this.#isClosing) throw new Refusal('unavailable', undefined, { retryAfterMs: this.#retryMs() });
      this.#streams.set(id, stream);
      // EventSource comes back with the address that it was opened with: its header is the newer word.
      const cursor = headerOf(request, 'last-event-id') || given.cursor;
      await delivery.join(connection, topics, readCursor(cursor), (resynced) => {
        stream.begin(this.#readyWord(connection!), this.#retryMs());
        if (resynced.length > 0) stream.resync(resynced);
      });
    } catch (cause) {
      if (connection) delivery.leave(connection);
      else leaveSeat();
      if (!response.headersSent) throw cause;
      response.destroy();
    }
  }

  /** Takes note that the reader is still there. @returns false when there is no such stream of this person */
  beat(connectionId: string, userId: string): boolean {
    const stream = this.#streams.get(connectionId);
    if (stream?.connection.person.userId !== userId) return false;
    stream.heardMs = this.#parts.clock.nowMs();
    return true;
  }

  close(): void {
    this.#isClosing = true;
    for (const stop of this.#stop) stop();
    for (const stream of this.#streams.values()) stream.connection.close('drain', this.#retryMs());
  }

  #readyWord(connection: Connection): Ready {
    const { beatMs, silenceMs } = this.#parts.times;
    return {
      connectionId: connection.id,
      topics: connection.topics,
      cursor: connection.cursor(),
      beatMs,
      silenceMs,
      wireVersion: WIRE_VERSION,
    };
  }

  /** EventSource comes back after this: each reader has its own moment. */
  #retryMs(): number {
    return 1_000 + Math.floor(this.#parts.random() * 4_000);
  }

  #eachSecond(): void {
    const nowMs = this.#parts.clock.nowMs();
    for (const stream of this.#streams.values()) {
      if (stream.connection.isClosed) {
        // It was told goodbye and does not read that either.
        if (stream.isStalled(nowMs)) stream.cut();
      } else if (nowMs - stream.heardMs > this.#parts.times.readerSilentMs) {
        stream.connection.close('silent', this.#retryMs());
      } else if (stream.isStalled(nowMs)) {
        stream.connection.close('too_slow', this.#retryMs());
      }
    }
  }

  #writeCursors(): void {
    const nowMs = this.#parts.clock.nowMs();
    for (const stream of this.#streams.values()) stream.writeCursor(nowMs);
  }

  #heartbeat(): void {
    for (const stream of this.#streams.values()) stream.write(beatFrame);
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
