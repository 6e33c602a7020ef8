import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { every, type Clock } from '#kernel/clock.ts';
import { WIRE_VERSION } from '#kernel/contract.ts';
import type { Ready } from '#kernel/envelope.ts';
import { parseOr, problemOf, Refusal, type Problem } from '#kernel/refusal.ts';
import type { Connection } from '../../delivery/connection.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { mostTopics } from '../../delivery/cursor.ts';
import { readCursor } from '../../delivery/startingPosition.ts';
import type { Perform } from '../../commands.ts';
import type { Admission } from '../admission.ts';
import { isDefect, refusalOf } from '../problems.ts';
import { addressOf, requireOwnOrigin, type Identified, type Outside } from '../request.ts';
import type { Seats } from '../seats.ts';
import type { StreamTimes } from '../stream/streamDoor.ts';
import { Guest } from './guest.ts';

const mostFrameBytes = 65_536;
const mostWordsPerSecond = 100;

type Conn = Socket['conn'];
type Acknowledge = (answer: { ok: true; data: unknown } | { ok: false; error: Problem }) => void;

const subscribeWord = z.strictObject({
  /** Absent: all that are the person's. */
  topics: z.array(z.string().max(200)).min(1).max(mostTopics).optional(),
  cursor: z.string().max(2_048).optional(),
});
const unsubscribeWord = z.strictObject({ topics: z.array(z.string().max(200)).max(mostTopics * 2) });
const commandWord = z.looseObject({ commandId: z.uuid().optional() });

export interface LiveDoorParts {
  server: HttpServer;
  delivery: Delivery;
  perform: Perform;
  identify: (request: IncomingMessage, options?: { fresh?: boolean }) => Promise<Identified | undefined>;
  outside: Outside;
  seats: Seats;
  admission: Admission;
  clock: Clock;
  times: StreamTimes;
  defect: (cause: unknown, about: Record<string, string>) => void;
}

/**
 * Socket.IO: subscribe, resume and commands in one connection, with the envelope and cursor of the other
 * doors. Its own state recovery stays off: it would revive access that was taken away.
 */
export class LiveDoor {
  readonly #parts: LiveDoorParts;
  readonly #io: Server;
  readonly #guests = new Set<Guest>();
  /** Connections that have asked to be let in. */
  readonly #asked = new WeakSet<Conn>();
  readonly #stop: () => void;
  #isClosing = false;

  constructor(parts: LiveDoorParts) {
    this.#parts = parts;
    this.#io = new Server(parts.server, {
      serveClient: false,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      maxHttpBufferSize: mostFrameBytes,
      connectTimeout: 10_000,
      allowRequest: (request, decide) => void this.#allow(request, decide),
    });
    // The handshake's request was identified in `allowRequest`; it is asked again here because sessions end.
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on('connection', (socket) => void this.#welcome(socket));
    this.#stop = every(parts.clock, 1_000, () => {
      for (const guest of this.#guests) {
        guest.endIfStalled();
        guest.writeCursor();
      }
    });
  }

  get count(): number {
    return this.#guests.size;
  }

  /**
   * Takes no more guests and sends those away who are here.
   *
   * @param tooLate when to wait no longer for peers that have not taken their goodbye
   */
  async close(tooLate: Promise<void>): Promise<void> {
    this.#isClosing = true;
    this.#stop();
    this.#io.disconnectSockets(true);
    const left = Object.values((this.#io.engine as unknown as { clients: Record<string, Conn> }).clients);
    const gone = left.map((conn) => new Promise((resolve) => conn.once('close', resolve)));
    for (const conn of left) conn.close();
    await Promise.race([Promise.all(gone), tooLate]);
    // Closing Socket.IO closes the HTTP server under it too, which has its own order: only the engine ends here.
    this.#io.engine.close();
  }

  async #allow(
    request: IncomingMessage,
    decide: (fault: string | undefined, isAllowed: boolean) => void,
  ): Promise<void> {
    try {
      requireOwnOrigin(request, this.#parts.outside);
      const identified = await this.#parts.identify(request);
      decide(undefined, identified !== undefined && !this.#isClosing);
    } catch (cause) {
      if (!(cause instanceof Refusal)) this.#parts.defect(cause, { door: 'live' });
      decide(undefined, false);
    }
  }

  async #admit(socket: Socket, next: (fault?: Error) => void): Promise<void> {
    const { conn } = socket;
    // Socket.IO ends a connection that asks again once it is in; while it is being let in it would get two guests.
    if (this.#asked.has(conn)) {
      conn.close(true);
      next(new Error('asked before'));
      return;
    }
    this.#asked.add(conn);
    try {
      const identified = await this.#parts.admission.during(() =>
        this.#parts.identify(socket.request, { fresh: true }),
      );
      if (!identified) throw new Refusal('signed_out');
      // Whoever left meanwhile would never give the seat back.
      if (conn.readyState !== 'open') throw new Refusal('unavailable');
      const address = addressOf(socket.request, this.#parts.outside);
      const leaveSeat = this.#parts.seats.take(identified.person.userId, address);
      socket.on('disconnect', leaveSeat);
      conn.on('close', leaveSeat);
      socket.data = { identified, address };
      next();
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (isDefect(refusal)) this.#parts.defect(cause, { door: 'live' });
      next(Object.assign(new Error(refusal.code), { data: problemOf(refusal) }));
    }
  }

  async #welcome(socket: Socket): Promise<void> {
    const { identified, address } = socket.data as { identified: Identified; address: string };
    const { delivery, times } = this.#parts;
    const guest = new Guest(socket, this.#parts.clock);
    try {
      // Words that arrive before the connection is registered wait here.
      const connected = delivery.connect(identified.person, identified.expiresAt, guest);
      let words = { second: 0, count: 0 };
      socket.use((_packet, next) => {
        const second = Math.floor(this.#parts.clock.nowMs() / 1_000);
        if (words.second !== second) words = { second, count: 0 };
        if (++words.count > mostWordsPerSecond) socket.disconnect(true);
        else next();
      });
      socket.on('error', () => socket.disconnect(true));
      socket.onAny((name: unknown, ...given: unknown[]) => {
        // Should the connection not come about, the socket ends below, and nobody waits for an answer.
        void connected.then(
          (connection) => this.#hear(connection, socket, address, name, given),
          () => {},
        );
      });
      guest.connection = await connected;
      socket.on('disconnect', () => {
        this.#guests.delete(guest);
        delivery.leave(guest.connection);
      });
      if (!socket.connected) {
        delivery.leave(guest.connection);
        return;
      }
      this.#guests.add(guest);
      const word: Ready = {
        connectionId: guest.connection.id,
        topics: [],
        cursor: guest.connection.cursor(),
        beatMs: times.beatMs,
        silenceMs: times.silenceMs,
        wireVersion: WIRE_VERSION,
      };
      socket.emit('ready', word);
    } catch (cause) {
      if (isDefect(refusalOf(cause))) this.#parts.defect(cause, { door: 'live' });
      socket.disconnect(true);
    }
  }

  async #hear(
    connection: Connection,
    socket: Socket,
    address: string,
    name: unknown,
    given: unknown[],
  ): Promise<void> {
    const last = given.at(-1);
    const acknowledge = (typeof last === 'function' ? last : () => {}) as Acknowledge;
    const word = typeof given[0] === 'function' ? undefined : given[0];
    try {
      if (typeof name !== 'string') throw new Refusal('malformed');
      acknowledge({ ok: true, data: await this.#answer(connection, socket, address, name, word) });
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (isDefect(refusal)) this.#parts.defect(cause, { door: 'live', word: String(name).slice(0, 60) });
      acknowledge({ ok: false, error: problemOf(refusal) });
      if (refusal.code === 'signed_out') connection.close('signed_out');
    }
  }

  async #answer(
    connection: Connection,
    socket: Socket,
    address: string,
    name: string,
    word: unknown,
  ): Promise<unknown> {
    if (name === 'unsubscribe') {
      connection.unsubscribe(parseOr(unsubscribeWord, word).topics);
      return { cursor: connection.cursor() };
    }
    // The session is asked for anew with every word: writes and resumes are refused from the moment it ended.
    const identified = await this.#parts.identify(socket.request, { fresh: true });
    if (!identified) throw new Refusal('signed_out');
    if (name === 'subscribe') {
      const { topics = await this.#parts.delivery.topicsOf(connection.person), cursor } = parseOr(
        subscribeWord,
        word ?? {},
      );
      const resync = await this.#parts.delivery.join(connection, [...new Set(topics)], readCursor(cursor));
      return { topics: connection.topics, cursor: connection.cursor(), resync };
    }
    const { commandId, ...input } = parseOr(commandWord, word ?? {});
    const { data } = await this.#parts.perform({
      name,
      actor: identified.person,
      input,
      commandId,
      address,
      agent: socket.request.headers['user-agent'] ?? '',
      cookie: undefined,
    });
    return data;
  }
}
