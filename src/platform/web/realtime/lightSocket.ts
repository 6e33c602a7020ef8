import type { Clock } from '#kernel/clock.ts';
import type { SocketLike } from './socketRoad.ts';

/**
 * Socket.IO over a WebSocket, as far as a page speaks it: events, acknowledgements, and the server's pings. The
 * library's 13 kB, compressed, would come with every visit to a live session; it comes where no WebSocket opens,
 * and talks by requests there. The words are those of the Socket.IO protocol, version 5, in packets of
 * Engine.IO, version 4: https://github.com/socketio/socket.io-protocol.
 */

/** The part of a WebSocket that is used here. */
export type WebSocketLike = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>;

interface LightSocketParts {
  /** Begins to open one. */
  open: () => WebSocketLike;
  /** How long that may take, in ms. */
  openTimeoutMs: number;
  /** How long an acknowledgement may take, in ms. */
  ackTimeoutMs: number;
  clock: Clock;
}

type Hear = (...given: never[]) => void;

/** Rejects where no WebSocket opens; whatever happens later is told as the library tells it. */
export function openLightSocket(parts: LightSocketParts): Promise<SocketLike> {
  const { open, openTimeoutMs, ackTimeoutMs, clock } = parts;
  return new Promise((resolve, reject) => {
    const web = open();
    const stopTimer = clock.after(openTimeoutMs, () => web.close());
    web.onclose = () => {
      stopTimer();
      reject(new Error('no WebSocket opens'));
    };
    web.onopen = () => {
      stopTimer();
      resolve(new LightSocket(web, ackTimeoutMs, clock));
    };
  });
}

class LightSocket implements SocketLike {
  readonly #web: WebSocketLike;
  readonly #ackTimeoutMs: number;
  readonly #clock: Clock;
  readonly #hear = new Map<string, Hear[]>();
  readonly #hearAny: ((event: string, ...given: unknown[]) => void)[] = [];
  readonly #hearPing: (() => void)[] = [];
  readonly #acks = new Map<number, { answer: (given: unknown) => void; lose: (why: Error) => void }>();
  #nextAck = 0;
  #isOpen = true;
  /** In ms; silence for longer is an end. Until the server has said, as it says by default. */
  #silenceMs = 45_000;
  #stopSilence = (): void => {};

  constructor(web: WebSocketLike, ackTimeoutMs: number, clock: Clock) {
    this.#web = web;
    this.#ackTimeoutMs = ackTimeoutMs;
    this.#clock = clock;
    web.onmessage = ({ data }) => this.#take(data);
    web.onclose = () => this.#end();
    this.#awaitPing();
  }

  readonly io = {
    on: (_event: 'ping', hear: () => void): unknown => this.#hearPing.push(hear),
    // It is what it is from the beginning, so it never gets better.
    engine: { transport: { name: 'websocket' }, on: (): unknown => undefined },
  };

  on(event: string, hear: Hear): unknown {
    this.#hear.set(event, [...(this.#hear.get(event) ?? []), hear]);
    return this;
  }

  onAny(hear: (event: string, ...given: unknown[]) => void): unknown {
    return this.#hearAny.push(hear);
  }

  emitWithAck(event: string, ...given: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#isOpen) {
        reject(new Error('the socket is closed'));
        return;
      }
      const id = this.#nextAck++;
      const stopTimer = this.#clock.after(this.#ackTimeoutMs, () =>
        lose(new Error('no answer came in time')),
      );
      const lose = (why: Error): void => {
        stopTimer();
        this.#acks.delete(id);
        reject(why);
      };
      const answer = (told: unknown): void => {
        stopTimer();
        this.#acks.delete(id);
        resolve(told);
      };
      this.#acks.set(id, { answer, lose });
      this.#web.send(`42${id}${JSON.stringify([event, ...given])}`);
    });
  }

  disconnect(): unknown {
    if (this.#isOpen) this.#web.send('41');
    this.#end();
    return this;
  }

  #take(data: unknown): void {
    if (!this.#isOpen || typeof data !== 'string') return;
    switch (data[0]) {
      case '0': {
        const { pingInterval, pingTimeout } = JSON.parse(data.slice(1)) as Record<string, number>;
        this.#silenceMs = pingInterval! + pingTimeout!;
        this.#awaitPing();
        this.#web.send('40');
        break;
      }
      case '1':
        this.#end();
        break;
      case '2':
        this.#awaitPing();
        this.#web.send('3');
        for (const hear of this.#hearPing) hear();
        break;
      case '4':
        this.#takeMessage(data[1]!, data.slice(2));
        break;
      default:
    }
  }

  #takeMessage(kind: string, rest: string): void {
    // An id only where an acknowledgement is asked for or given.
    const [, id, json] = /^(\d*)(.*)$/s.exec(rest)!;
    switch (kind) {
      case '0':
        this.#tell('connect');
        break;
      case '1':
        this.#end();
        break;
      case '2': {
        const [event, ...given] = JSON.parse(json!) as [string, ...unknown[]];
        for (const hear of this.#hearAny) hear(event, ...given);
        this.#tell(event, ...given);
        break;
      }
      case '3':
        this.#acks.get(Number(id))?.answer((JSON.parse(json!) as unknown[])[0]);
        break;
      case '4': {
        const { message, data } = JSON.parse(json!) as { message: string; data?: unknown };
        this.#tell('connect_error', Object.assign(new Error(message), { data }));
        this.#end();
        break;
      }
      default:
    }
  }

  #tell(event: string, ...given: unknown[]): void {
    for (const hear of this.#hear.get(event) ?? []) hear(...(given as never[]));
  }

  #awaitPing(): void {
    this.#stopSilence();
    this.#stopSilence = this.#clock.after(this.#silenceMs, () => this.#end('ping timeout'));
  }

  /** @param why as the library names it */
  #end(why: 'ping timeout' | 'transport close' = 'transport close'): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopSilence();
    this.#web.close();
    for (const { lose } of [...this.#acks.values()]) lose(new Error('the socket was closed'));
    this.#tell('disconnect', why);
  }
}
