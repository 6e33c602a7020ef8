import { createParser } from 'eventsource-parser';
import { io, type Socket } from 'socket.io-client';
import type { Envelope } from '#kernel/envelope.ts';

/** Something that a reader heard: an envelope, or a control frame by its name. */
export interface Heard {
  event: string;
  data: unknown;
  id: string | undefined;
}

/** Waits for what was promised instead of sleeping: each `until` resolves in the turn in which it becomes true. */
class Waiting {
  readonly #waits = new Set<() => void>();

  changed(): void {
    for (const check of this.#waits) check();
  }

  until(isTrue: () => boolean, what: string, withinMs = 10_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!isTrue()) return;
        this.#waits.delete(check);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waits.delete(check);
        reject(new Error(`waited ${withinMs} ms in vain for ${what}`));
      }, withinMs);
      this.#waits.add(check);
      check();
    });
  }
}

/** A reader of any door: what it heard, where it stands. */
export abstract class Reader {
  readonly heard: Heard[] = [];
  readonly envelopes: Envelope[] = [];
  /** How old each envelope was when it was heard, in ms. */
  readonly agesMs: number[] = [];
  cursor = '';
  isOver = false;
  protected readonly waiting = new Waiting();

  until(isTrue: (reader: this) => boolean, what: string, withinMs?: number): Promise<void> {
    return this.waiting.until(() => isTrue(this), what, withinMs);
  }

  untilEnvelopes(count: number, withinMs?: number): Promise<void> {
    return this.until(({ envelopes }) => envelopes.length >= count, `${count} envelopes`, withinMs);
  }

  control(name: string): unknown[] {
    return this.heard.filter(({ event }) => event === name).map(({ data }) => data);
  }

  abstract close(): void;

  protected take(heard: Heard): void {
    this.heard.push(heard);
    if (heard.event === 'message') {
      const envelope = heard.data as Envelope;
      this.envelopes.push(envelope);
      this.agesMs.push(Date.now() - Date.parse(envelope.at));
    }
    this.waiting.changed();
  }
}

export class StreamReader extends Reader {
  status = 0;
  problem: unknown;
  readonly #abort = new AbortController();

  /** Opens `GET /api/stream`; resolves once the server answered. */
  static async open(
    base: string,
    cookie: string,
    given: {
      topics?: readonly string[];
      cursor?: string;
      path?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<StreamReader> {
    const reader = new StreamReader();
    const url = new URL(given.path ?? '/api/stream', base);
    if (given.topics) url.searchParams.set('topics', given.topics.join(','));
    if (given.cursor !== undefined) url.searchParams.set('cursor', given.cursor);
    const response = await fetch(url, {
      headers: { cookie, accept: 'text/event-stream', ...given.headers },
      signal: reader.#abort.signal,
    });
    reader.status = response.status;
    if (!response.ok) {
      reader.problem = await response.json();
      reader.isOver = true;
      return reader;
    }
    void reader.#read(response);
    await reader.until(({ heard }) => heard.some(({ event }) => event === 'ready'), 'ready');
    return reader;
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: ({ event = 'message', data, id }) => {
        if (id !== undefined && id !== '') this.cursor = id;
        if (event === 'cursor') this.cursor = data;
        this.take({ event, data: event === 'cursor' ? data : JSON.parse(data), id });
      },
    });
    try {
      for await (const chunk of response.body!)
        parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
    } catch {
      // Aborted by close(), or cut by the server: both end the reading.
    }
    this.isOver = true;
    this.waiting.changed();
  }

  close(): void {
    this.#abort.abort();
  }
}

export class SocketReader extends Reader {
  readonly socket: Socket;
  fault: unknown;

  constructor(base: string, headers: Record<string, string>, transports: string[] = ['websocket']) {
    super();
    this.socket = io(base, { transports, extraHeaders: headers, reconnection: false, forceNew: true });
    this.socket.onAny((name: string, data: unknown) => {
      if (name === 'cursor') this.cursor = data as string;
      const isControl = ['ready', 'resync', 'bye', 'cursor'].includes(name);
      this.take({ event: isControl ? name : 'message', data, id: undefined });
    });
    this.socket.on('disconnect', () => {
      this.isOver = true;
      this.waiting.changed();
    });
    this.socket.on('connect_error', (fault) => {
      this.fault = fault;
      this.isOver = true;
      this.waiting.changed();
    });
  }

  /** Connects and hears `ready`, or rejects with the server's fault. */
  static async open(
    base: string,
    cookie: string,
    headers: Record<string, string> = {},
  ): Promise<SocketReader> {
    const reader = new SocketReader(base, { cookie, ...headers });
    await reader.until(
      ({ heard, isOver }) => isOver || heard.some(({ event }) => event === 'ready'),
      'ready',
    );
    if (reader.fault) throw reader.fault as Error;
    return reader;
  }

  async subscribe(
    topics: readonly string[],
    cursor?: string,
  ): Promise<{ cursor: string; resync: { topic: string; reason: string }[] }> {
    const answer = await this.ask('subscribe', { topics, ...(cursor !== undefined && { cursor }) });
    if (!answer.ok) throw Object.assign(new Error('subscribe refused'), { problem: answer.error });
    const data = answer.data as { cursor: string; resync: { topic: string; reason: string }[] };
    this.cursor = data.cursor;
    return data;
  }

  ask(
    name: string,
    input: object,
  ): Promise<{ ok: boolean; data?: unknown; error?: { code: string; status: number } }> {
    return this.socket.timeout(10_000).emitWithAck(name, input) as never;
  }

  close(): void {
    this.socket.disconnect();
  }
}

export class PollReader extends Reader {
  readonly #base: string;
  readonly #cookie: string;
  readonly #topics: readonly string[] | undefined;
  status = 0;
  problem: unknown;
  readonly resyncs: { topic: string; reason: string }[] = [];

  constructor(base: string, cookie: string, topics?: readonly string[], cursor = '') {
    super();
    this.#base = base;
    this.#cookie = cookie;
    this.#topics = topics;
    this.cursor = cursor;
  }

  async poll({ conditionally = true }: { conditionally?: boolean } = {}): Promise<number> {
    const url = new URL('/api/events', this.#base);
    if (this.#topics) url.searchParams.set('topics', this.#topics.join(','));
    if (this.cursor !== '') url.searchParams.set('cursor', this.cursor);
    const headers: Record<string, string> = { cookie: this.#cookie };
    if (conditionally && this.cursor !== '') headers['if-none-match'] = `"${this.cursor}"`;
    const response = await fetch(url, { headers });
    this.status = response.status;
    if (response.status === 304) return 304;
    const body = (await response.json()) as {
      events: Envelope[];
      cursor: string;
      resync: { topic: string; reason: string }[];
    };
    if (!response.ok) {
      this.problem = body;
      return response.status;
    }
    this.cursor = body.cursor;
    this.resyncs.push(...body.resync);
    for (const data of body.events) this.take({ event: 'message', data, id: undefined });
    return response.status;
  }

  close(): void {
    this.isOver = true;
  }
}

/**
 * Checks that envelopes are what one reader may hear of each topic: contiguous after `startingAt`, nothing twice.
 * @returns the numbers, per topic, that are wrong
 */
export function holesIn(
  envelopes: readonly Envelope[],
  startingAt: ReadonlyMap<string, number> = new Map(),
): string[] {
  const last = new Map(startingAt);
  const faults: string[] = [];
  for (const { topic, seq, from = seq } of envelopes) {
    if (seq === undefined) continue;
    const expected = last.get(topic);
    if (expected !== undefined && from !== expected + 1)
      faults.push(`${topic}: ${from}…${seq} after ${expected}`);
    last.set(topic, seq);
  }
  return faults;
}

/** Somebody who listens to these topics by every door. */
export async function openEveryDoor(
  base: string,
  cookie: string,
  topics: string[],
): Promise<{ stream: StreamReader; socket: SocketReader; poll: PollReader }> {
  const stream = await StreamReader.open(base, cookie, { topics });
  const socket = await SocketReader.open(base, cookie);
  await socket.subscribe(topics);
  const poll = new PollReader(base, cookie, topics);
  await poll.poll();
  return { stream, socket, poll };
}
