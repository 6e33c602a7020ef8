import type { Socket } from 'socket.io';
import type { Clock } from '#kernel/clock.ts';
import type { Bye } from '#kernel/envelope.ts';
import type { Batch } from '../../delivery/batch.ts';
import type { Connection, Resynced, Sink } from '../../delivery/connection.ts';
import { envelopeText } from '../../delivery/frames.ts';
import { mostWaitingBytes, pauseAboveBytes, slowAboveBytes, stalledMs } from '../bounds.ts';

type Conn = Socket['conn'];

/** One socket, as delivery writes to it. */
export class Guest implements Sink {
  connection!: Connection;
  readonly #socket: Socket;
  readonly #clock: Clock;
  /** What waits in Engine.IO: a flush hands the whole queue over and begins a new one. */
  #queue: readonly unknown[] | undefined;
  #queuedBytes = 0;
  /** Bytes that the transport held when it was last looked at, and when anything was last seen to move. */
  #held = 0;
  #movedMs: number;

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    this.#movedMs = clock.nowMs();
  }

  send(batch: Batch): void {
    const { conn } = this.#socket;
    if (conn.readyState !== 'open') return;
    const { packets, bytes } = batch.encoded('socket', packetsOf);
    for (const packet of packets) conn.write(packet);
    this.#noteQueue();
    if (this.#queue!.length > 0) this.#queuedBytes += bytes;
    if (this.#queuedBytes > slowAboveBytes) this.connection.noteSlow();
    if (this.#queuedBytes > mostWaitingBytes) this.connection.close('too_slow', 1_000);
  }

  resync(topics: readonly Resynced[]): void {
    this.#socket.emit('resync', { topics });
  }

  lost(reason: Bye['reason'], topics: readonly string[]): void {
    this.#socket.emit('bye', { reason, topics: [...topics] } satisfies Bye);
  }

  bye(reason: Bye['reason'], retryMs?: number): void {
    if (reason !== 'too_slow') {
      this.#socket.emit('bye', { reason, ...(retryMs !== undefined && { retryMs }) } satisfies Bye);
      this.#socket.disconnect(true);
      return;
    }
    // Whoever does not read would keep the connection for as long as it likes, its goodbye included.
    const { conn } = this.#socket;
    transportOf(conn)?.terminate?.();
    conn.close(true);
  }

  async writable(): Promise<void> {
    const { conn } = this.#socket;
    this.#noteQueue();
    if (conn.readyState !== 'open' || this.#queuedBytes < pauseAboveBytes) return;
    await new Promise<void>((resume) => {
      const done = (): void => {
        conn.off('drain', done).off('close', done);
        resume();
      };
      conn.on('drain', done).on('close', done);
    });
  }

  /** Ends a socket that has taken nothing for 5 s of what waits for it; slow is not stalled. */
  endIfStalled(): void {
    const nowMs = this.#clock.nowMs();
    const held = transportOf(this.#socket.conn)?.bufferedAmount ?? 0;
    this.#noteQueue();
    const isWaiting = held > 0 || this.#queue!.length > 0;
    if (!isWaiting || held < this.#held) this.#movedMs = nowMs;
    this.#held = held;
    if (nowMs - this.#movedMs >= stalledMs) this.connection.close('too_slow', 1_000);
  }

  writeCursor(): void {
    if (!this.connection.cursorMoved) return;
    this.connection.cursorMoved = false;
    this.#socket.emit('cursor', this.connection.cursor());
  }

  #noteQueue(): void {
    const queue = queueOf(this.#socket.conn);
    if (queue === this.#queue) return;
    this.#queue = queue;
    this.#queuedBytes = 0;
    this.#movedMs = this.#clock.nowMs();
  }
}

/**
 * `4` and `2` are Engine.IO's message and Socket.IO's event: the packet is put together once for all sockets,
 * from text that was encoded when the event was logged.
 */
function packetsOf(batch: Batch): { packets: string[]; bytes: number } {
  const packets = batch.frames.map(
    (frame) => `2[${JSON.stringify(frame.event.type)},${envelopeText(frame)}]`,
  );
  return { packets, bytes: packets.reduce((sum, packet) => sum + packet.length, 0) };
}

/** Packets that Engine.IO holds until the transport takes them. */
function queueOf(conn: Conn): readonly unknown[] {
  return (conn as unknown as { writeBuffer: readonly unknown[] }).writeBuffer;
}

/** The WebSocket under a connection; a polling one has none. */
function transportOf(conn: Conn): { bufferedAmount?: number; terminate?: () => void } | undefined {
  return (conn as unknown as { transport?: { socket?: { bufferedAmount?: number; terminate?: () => void } } })
    .transport?.socket;
}
