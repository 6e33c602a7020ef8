import type { Envelope } from '#kernel/envelope.ts';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';
import {
  PollReader,
  SocketReader,
  StreamReader,
  type Heard,
  type Reader,
} from '../../tests/support/readers.ts';
import type { Note, ReaderHistory } from '../history.ts';

export type Door = 'stream' | 'socket' | 'poll';

const pollEveryMs = 150;
const lookEveryMs = 20;

/**
 * A client that keeps following its topics whatever happens: when its connection ends it comes back with
 * its cursor, on the door it is told to use. It writes down what it heard, to be judged afterwards.
 */
export class Follower {
  readonly name: string;
  readonly topics: readonly string[];
  readonly notes: Note[] = [];
  readonly #base: string;
  readonly #cookie: string;
  readonly #random: () => number;
  /** The last number applied, by topic. */
  readonly #applied = new Map<string, number>();
  #door: Door;
  #cursor: string;
  #isStopped = false;
  #isMoving = false;
  #living: Promise<void> = Promise.resolve();
  #isConnected = false;

  /** @param cursor where a snapshot stood; what comes after it is heard */
  constructor(parts: {
    name: string;
    base: string;
    cookie: string;
    topics: readonly string[];
    cursor: string;
    door: Door;
    random: () => number;
  }) {
    this.name = parts.name;
    this.topics = parts.topics;
    this.#base = parts.base;
    this.#cookie = parts.cookie;
    this.#door = parts.door;
    this.#cursor = parts.cursor;
    this.#random = parts.random;
    for (const [topic, { seq }] of decodeCursor(parts.cursor) ?? []) this.#applied.set(topic, seq);
  }

  /** Begins to follow; resolves once connected. */
  async start(): Promise<this> {
    this.#living = this.#live();
    await this.#until(() => this.#isConnected, 20_000);
    return this;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  get history(): ReaderHistory {
    const { name, topics, notes } = this;
    return { name, topics, notes };
  }

  /** Goes over to another door: the old connection ends once the new one stands, as a browser hands over. */
  async move(door: Door): Promise<void> {
    this.#door = door;
    this.#isConnected = false;
    this.#isMoving = true;
    await this.#until(() => this.#isConnected, 20_000);
  }

  /** Waits until everything up to these numbers has been applied. @throws Error naming what lacks */
  async untilAt(heads: ReadonlyMap<string, number>, withinMs: number): Promise<void> {
    const lacking = (): string[] =>
      this.topics.filter((topic) => (this.#applied.get(topic) ?? 0) < (heads.get(topic) ?? 0));
    await this.#until(() => lacking().length === 0, withinMs).catch(() => {
      const [topic] = lacking();
      throw new Error(
        `${this.name}: ${topic} stands at ${this.#applied.get(topic!)}, not at ${heads.get(topic!)}`,
      );
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#living;
  }

  async #live(): Promise<void> {
    let former: Connected | undefined;
    while (!this.#isStopped) {
      let connected: Connected | undefined;
      try {
        connected = await this.#connect();
      } catch {
        // Nobody serves just now.
        await pause(50 + this.#random() * 150);
        continue;
      }
      this.#isMoving = false;
      this.#isConnected = true;
      // What both connections carried is told apart by its number, like what a cut makes arrive twice.
      former?.reader.close();
      former = connected;
      while (!this.#isStopped && !this.#isMoving && !connected.reader.isOver) {
        if (connected.door === 'poll') await this.#poll(connected);
        else await pause(lookEveryMs);
        this.#write(connected);
      }
      this.#isConnected = false;
      this.#write(connected);
      if (connected.reader.isOver) await pause(this.#random() * 200);
    }
    former?.reader.close();
  }

  async #connect(): Promise<Connected> {
    const door = this.#door;
    const cursor = this.#cursor;
    const opened: Note = { kind: 'opened', door, cursor };
    if (door === 'poll') {
      const reader = new PollReader(this.#base, this.#cookie, this.topics, cursor);
      const status = await reader.poll({ conditionally: false });
      if (status !== 200) throw new Error(`a poll was answered ${status}`);
      this.notes.push(opened);
      const connected = { door, reader, written: 0, resyncs: 0 };
      this.#write(connected);
      return connected;
    }
    if (door === 'stream') {
      const reader = await StreamReader.open(this.#base, this.#cookie, { topics: this.topics, cursor });
      if (reader.status !== 200) throw new Error(`a stream was answered ${reader.status}`);
      this.notes.push(opened);
      return { door, reader, written: 0, resyncs: 0 };
    }
    const reader = await SocketReader.open(this.#base, this.#cookie);
    // Written down where it stands among the events, some of which may arrive in the same turn.
    reader.socket.emit('subscribe', { topics: this.topics, cursor }, (answer: SubscribeAnswer) =>
      reader.heard.push({ event: 'subscribed', data: answer, id: undefined }),
    );
    const isAnswered = (): boolean => reader.heard.some(({ event }) => event === 'subscribed');
    await this.#until(() => reader.isOver || isAnswered(), 10_000);
    if (!isAnswered()) throw new Error('the socket ended before it was answered');
    this.notes.push(opened);
    const connected = { door, reader, written: 0, resyncs: 0 };
    this.#write(connected);
    return connected;
  }

  async #poll(connected: Connected): Promise<void> {
    await pause(pollEveryMs);
    const reader = connected.reader as PollReader;
    const status = await reader.poll().catch(() => 0);
    if (status !== 200 && status !== 304) reader.close();
  }

  /** Writes down what a connection has heard since the last time. */
  #write(connected: Connected): void {
    const { reader } = connected;
    for (; connected.written < reader.heard.length; connected.written++)
      this.#take(reader.heard[connected.written]!);
    if (reader instanceof PollReader && reader.resyncs.length > connected.resyncs) {
      this.#startOver(
        reader.resyncs.slice(connected.resyncs).map(({ topic }) => topic),
        reader.cursor,
      );
      connected.resyncs = reader.resyncs.length;
    }
    if (reader.cursor !== '') {
      if (reader instanceof PollReader && reader.cursor !== this.#cursor) this.#note(reader.cursor);
      this.#cursor = reader.cursor;
    }
  }

  #take({ event, data, id }: Heard): void {
    if (event === 'message') {
      const envelope = data as Envelope;
      this.notes.push({ kind: 'heard', envelope });
      const before = this.#applied.get(envelope.topic) ?? 0;
      if (envelope.seq !== undefined) this.#applied.set(envelope.topic, Math.max(before, envelope.seq));
    } else if (event === 'cursor') this.#note(data as string);
    else if (event === 'resync') {
      const { topics } = data as { topics: { topic: string }[] };
      this.#startOver(
        topics.map(({ topic }) => topic),
        id ?? this.#cursor,
      );
    } else if (event === 'subscribed') {
      const answer = data as SubscribeAnswer;
      if (!answer.ok) throw new Error(`a subscription was refused: ${JSON.stringify(answer)}`);
      const { cursor, resync } = answer.data;
      this.#cursor = cursor;
      const topics = resync.map(({ topic }) => topic);
      if (topics.length > 0) this.#startOver(topics, cursor);
      else this.#note(cursor);
    }
  }

  #note(cursor: string): void {
    this.notes.push({ kind: 'cursor', cursor });
  }

  #startOver(topics: readonly string[], cursor: string): void {
    this.notes.push({ kind: 'resync', topics, cursor });
    const positions = decodeCursor(cursor);
    for (const topic of topics) this.#applied.set(topic, positions?.get(topic)?.seq ?? 0);
  }

  async #until(isTrue: () => boolean, withinMs: number): Promise<void> {
    const giveUpMs = performance.now() + withinMs;
    while (!isTrue()) {
      if (performance.now() > giveUpMs) throw new Error(`${this.name} waited ${withinMs} ms in vain`);
      await pause(lookEveryMs);
    }
  }
}

type SubscribeAnswer =
  { ok: true; data: { cursor: string; resync: { topic: string }[] } } | { ok: false; error: unknown };

interface Connected {
  door: Door;
  reader: Reader;
  /** How much of what was heard has been written down. */
  written: number;
  resyncs: number;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
