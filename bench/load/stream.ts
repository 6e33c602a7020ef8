import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/**
 * A reader of server-sent events on a bare socket: the load generator shares two cores with what it
 * measures, so it does no more than find the frames.
 */
export class RawStream {
  /** Frames whose data is an object, which is what both servers send as events. */
  messages = 0;
  isOver = false;
  status = 0;
  readonly #socket: Socket;
  readonly #hear: ((data: string, event: string | undefined) => void) | undefined;
  #rest = '';
  #heard: () => void = () => {};
  readonly #first = new Promise<void>((resolve) => {
    this.#heard = resolve;
  });

  private constructor(socket: Socket, hear?: (data: string, event: string | undefined) => void) {
    this.#socket = socket;
    this.#hear = hear;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isOver = true;
      this.#heard();
    });
  }

  /**
   * Connects and asks; resolves once connected. Headers and events come when the server sends them.
   *
   * @param hear the data of each event, and its name where it has one
   */
  static async open(
    base: string,
    path: string,
    { cookie = '', hear }: { cookie?: string; hear?: (data: string, event: string | undefined) => void } = {},
  ): Promise<RawStream> {
    const { hostname, port } = new URL(base);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    const stream = new RawStream(socket, hear);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => stream.#take(text));
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: text/event-stream\r\n` +
        (cookie === '' ? '' : `cookie: ${cookie}\r\n`) +
        '\r\n',
    );
    return stream;
  }

  /** Resolves when the server's first words are here. */
  async ready(): Promise<this> {
    await this.#first;
    if (this.status !== 200) throw new Error(`the stream was answered ${this.status}`);
    return this;
  }

  /** Stops reading, as a phone in a tunnel does: what the server sends stays with the server. */
  pause(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    if (this.status === 0) {
      this.status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
      this.#heard();
    }
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop()!;
    for (const block of blocks) {
      const at = block.indexOf('data: {');
      if (at < 0) continue;
      const nameAt = block.indexOf('event: ');
      const name =
        nameAt < 0 || nameAt > at ? undefined : block.slice(nameAt + 7, block.indexOf('\n', nameAt));
      if (name === undefined) this.messages += 1;
      this.#hear?.(block.slice(at + 6), name);
    }
  }
}

/** Opens many, a few at a time, and waits until each has heard the server. */
export async function openStreams(
  count: number,
  open: (index: number) => Promise<RawStream>,
  { atOnce = 50, isHeard = true }: { atOnce?: number; isHeard?: boolean } = {},
): Promise<RawStream[]> {
  const streams: RawStream[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const opened = await Promise.all(
      Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => open(from + index)),
    );
    streams.push(...(isHeard ? await Promise.all(opened.map((stream) => stream.ready())) : opened));
  }
  return streams;
}

/** Waits until something holds, looking often. @throws Error after `withinMs` */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 20_000,
): Promise<void> {
  const giveUpMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpMs) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
