import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '#kernel/clock.ts';
import type { Bye, Ready, Resync } from '#kernel/envelope.ts';
import type { Batch } from '../../delivery/batch.ts';
import type { Connection, Resynced, Sink } from '../../delivery/connection.ts';
import { mostWaitingBytes, pauseAboveBytes, slowAboveBytes, stalledMs } from '../bounds.ts';
import { Chunk } from './chunk.ts';
import { writeNow } from './writeNow.ts';

/** A cursor that moved is written with the next frame from here on, or by itself at the next look after it. */
const cursorRestsMs = 700;

/** One open response, as delivery writes to it. */
export class Stream implements Sink {
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
    const waitingBytes = socket.writableLength;
    if (waitingBytes > slowAboveBytes) this.connection.noteSlow();
    if (waitingBytes > mostWaitingBytes) {
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
