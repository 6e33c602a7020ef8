import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { every, type Clock } from '#kernel/clock.ts';
import { WIRE_VERSION } from '#kernel/contract.ts';
import type { Bye, Ready, Resync } from '#kernel/envelope.ts';
import type { Batch } from '../../delivery/batch.ts';
import type { Connection, Resynced, Sink } from '../../delivery/connection.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { readCursor } from '../../delivery/startingPosition.ts';
import type { Identified } from '../request.ts';
import type { Seats } from '../seats.ts';
import { Chunk } from './chunk.ts';
import { writeNow } from './writeNow.ts';

/** A reader that holds back more than this is cut off and told to resume. */
const mostWaitingBytes = 1_048_576;
/** A long replay pauses above this. */
const pauseAboveBytes = 262_144;
const stalledMs = 5_000;
/** A cursor that moved is written with the next frame from here on, or by itself at the next look after it. */
const cursorRestsMs = 700;
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

/** One open response. */
class Stream implements Sink {
  connection!: Connection;
  heardMs: number;
  readonly #response: ServerResponse;
  readonly #isSingle: boolean;
  readonly #clock: Clock;
  #socket: Socket | undefined;
  /** Bytes that have left for the peer, and when that was last seen to grow. */
  #taken = 0;
  #takenMs: number;
  #cursorWrittenMs = 0;

  constructor(response: ServerResponse, isSingle: boolean, clock: Clock) {
    this.#response = response;
    this.#isSingle = isSingle;
    this.#clock = clock;
    this.heardMs = clock.nowMs();
    this.#takenMs = this.heardMs;
  }

  begin(word: Ready, retryMs: number): void {
    if (this.#response.destroyed) return;
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    this.#response.flushHeaders();
    this.#socket = this.#response.socket ?? undefined;
    this.#socket?.setNoDelay(true);
    this.#socket?.setTimeout(0);
    this.write(new Chunk(`retry: ${retryMs}\nid: ${word.cursor}\n${eventText('ready', word)}`));
  }

  send(batch: Batch): void {
    if (this.#isSingle) {
      this.write(batch.encoded('stream of one topic', chunkWithIds));
      this.connection.cursorMoved = false;
      return;
    }
    const chunk = batch.encoded('stream', chunkWithoutIds);
    const nowMs = this.#clock.nowMs();
    // Written together with the frame, the cursor does not cost a write of its own.
    if (nowMs - this.#cursorWrittenMs < cursorRestsMs) this.write(chunk);
    else this.write(chunk, this.#cursorChunk(nowMs));
  }

  resync(topics: readonly Resynced[]): void {
    const word: Resync = { topics: [...topics] };
    this.write(new Chunk(`id: ${this.connection.cursor()}\n${eventText('resync', word)}`));
  }

  lost(reason: Bye['reason'], topics: readonly string[]): void {
    const word: Bye = { reason, topics: [...topics] };
    this.write(new Chunk(`id: ${this.connection.cursor()}\n${eventText('bye', word)}`));
  }

  bye(reason: Bye['reason'], retryMs?: number): void {
    const word: Bye = { reason, ...(retryMs !== undefined && { retryMs }) };
    if (this.#socket && reason !== 'too_slow') {
      this.write(new Chunk(`${retryMs === undefined ? '' : `retry: ${retryMs}\n`}${eventText('bye', word)}`));
      this.#socket.end(this.#response.chunkedEncoding ? '0\r\n\r\n' : '');
    }
    // Whoever does not read would keep the connection for as long as it likes.
    if (reason === 'too_slow' || !this.#socket) this.cut();
    else this.#socket.destroySoon();
  }

  cut(): void {
    this.#response.destroy();
  }

  async writable(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.destroyed || socket.writableLength < pauseAboveBytes) return;
    await new Promise<void>((resume) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        resume();
      };
      socket.on('drain', done).on('close', done);
    });
  }

  /** The cursor of a stream over several topics travels beside the frames: what is shared cannot carry it. */
  writeCursor(nowMs: number): void {
    if (!this.connection.cursorMoved || !this.#socket) return;
    if (nowMs - this.#cursorWrittenMs >= cursorRestsMs) this.write(this.#cursorChunk(nowMs));
  }

  #cursorChunk(nowMs: number): Chunk {
    this.connection.cursorMoved = false;
    this.#cursorWrittenMs = nowMs;
    const cursor = this.connection.cursor();
    return new Chunk(`id: ${cursor}\n\nevent: cursor\ndata: ${cursor}\n\n`);
  }

  /** Whether the peer has taken nothing for 5 s of what waits for it; slow is not stalled. */
  isStalled(nowMs: number): boolean {
    if (!this.#socket) return false;
    const { bytesWritten, writableLength } = this.#socket;
    const taken = bytesWritten - writableLength;
    if (writableLength === 0 || taken !== this.#taken) {
      this.#taken = taken;
      this.#takenMs = nowMs;
    }
    return nowMs - this.#takenMs >= stalledMs;
  }

  write(chunk: Chunk, beside?: Chunk): void {
    const socket = this.#socket;
    if (!socket || socket.destroyed || socket.writableEnded) return;
    if (socket.writableLength > mostWaitingBytes) {
      this.connection.close('too_slow');
      return;
    }
    const form = this.#response.chunkedEncoding ? 'framed' : 'plain';
    writeNow(socket, beside ? Buffer.concat([chunk[form], beside[form]]) : chunk[form]);
  }
}

function chunkWithIds(batch: Batch): Chunk {
  return new Chunk(batch.serverSentEvents(true));
}

function chunkWithoutIds(batch: Batch): Chunk {
  return new Chunk(batch.serverSentEvents(false));
}

function eventText(name: string, word: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(word)}\n\n`;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
