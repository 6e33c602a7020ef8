// A server and its three roads, pretended: the log is an array, and every signal waits until the test lets
// it through. Nothing here knows how the connection works.
import type { Envelope } from '#kernel/envelope.ts';
import { ApiProblem } from '../api/problem.ts';
import type { TabChannel } from './channel.ts';
import type { LineNews } from './line.ts';
import type { Page, PageEvent } from './page.ts';
import type { Departure, OpenRoad, Restart, Road, RoadName, RoadSignal } from './road.ts';
import type { LocksLike } from './tabs.ts';

export const ownTopic = 'user/amara';

interface Position {
  epoch: number;
  seq: number;
}

/** One road as the server sees it. */
export class PretendedReader {
  readonly road: RoadName;
  readonly topics: readonly string[];
  readonly from: Departure;
  /** What was written and has not arrived. */
  readonly written: RoadSignal[] = [];
  readonly commands: { name: string; body: Record<string, unknown> }[] = [];
  checks = 0;
  isOpen = true;
  readonly #arrive: (signal: RoadSignal) => void;

  constructor(
    road: RoadName,
    topics: readonly string[],
    from: Departure,
    arrive: (signal: RoadSignal) => void,
  ) {
    this.road = road;
    this.topics = topics;
    this.from = from;
    this.#arrive = arrive;
  }

  /** Lets the next signals through. */
  deliver(count = Number.POSITIVE_INFINITY): void {
    for (let left = count; left > 0 && this.isOpen; left--) {
      const signal = this.written.shift();
      if (!signal) return;
      if (signal.kind === 'lost') this.isOpen = false;
      this.#arrive(signal);
    }
  }

  /** Says something at once, before what is written. */
  say(signal: RoadSignal): void {
    if (!this.isOpen) return;
    if (signal.kind === 'lost') this.isOpen = false;
    this.#arrive(signal);
  }

  cut(): void {
    this.written.length = 0;
    this.say({ kind: 'lost' });
  }
}

export class PretendedServer {
  readonly readers: PretendedReader[] = [];
  readonly down = new Set<RoadName>();
  /** Topics that nobody may hear: whoever asks for one among others is told which. */
  readonly refused = new Set<string>();
  readonly #logs = new Map<string, { epoch: number; events: Envelope[] }>();
  readonly #topics: readonly string[];

  constructor(topics: readonly string[] = [ownTopic, 'cohort/one']) {
    this.#topics = topics;
    for (const topic of topics) this.#logs.set(topic, { epoch: 1, events: [] });
  }

  /** Has a topic that is nobody's by default. */
  keep(topic: string): void {
    this.#logs.set(topic, { epoch: 1, events: [] });
  }

  get open(): PretendedReader[] {
    return this.readers.filter(({ isOpen }) => isOpen);
  }

  /** The newest reader of a road, open or not. */
  reader(road?: RoadName): PretendedReader {
    const found = this.readers.findLast((one) => road === undefined || one.road === road);
    if (!found) throw new Error(`no reader on ${road ?? 'any road'}`);
    return found;
  }

  roads(): Record<RoadName, Road> {
    return { socket: this.#road('socket'), stream: this.#road('stream'), polling: this.#road('polling') };
  }

  epoch(topic: string): number {
    return this.#logs.get(topic)!.epoch;
  }

  head(topic: string): number {
    return this.#logs.get(topic)!.events.length;
  }

  append(topic: string): Envelope {
    const { epoch, events } = this.#logs.get(topic)!;
    const envelope: Envelope = {
      topic,
      seq: events.length + 1,
      type: 'thing:happened',
      at: '2026-01-05T09:00:00.000Z',
      data: { epoch },
    };
    events.push(envelope);
    for (const reader of this.open) {
      if (reader.topics.includes(topic)) reader.written.push(this.#frame(reader, envelope));
    }
    return envelope;
  }

  /** Tells every reader where it stands. */
  tellCursors(): void {
    for (const reader of this.open)
      reader.written.push({ kind: 'cursor', cursor: this.cursor(reader.topics) });
  }

  /** The topic is counted anew, from nothing. */
  restart(topic: string): void {
    const { epoch } = this.#logs.get(topic)!;
    this.#logs.set(topic, { epoch: epoch + 1, events: [] });
    for (const reader of this.open) {
      if (!reader.topics.includes(topic)) continue;
      reader.written.push({ kind: 'resync', topics: [{ topic, reason: 'epoch' }] });
    }
  }

  cursor(topics: readonly string[]): string {
    return JSON.stringify(
      Object.fromEntries(
        topics.map((topic) => [topic, { epoch: this.#logs.get(topic)!.epoch, seq: this.head(topic) }]),
      ),
    );
  }

  deliverAll(): void {
    for (let before = -1; before !== this.#waiting();) {
      before = this.#waiting();
      for (const reader of this.open) reader.deliver();
    }
  }

  #waiting(): number {
    return this.readers.length * 1_000_000 + this.open.reduce((sum, { written }) => sum + written.length, 0);
  }

  #road(name: RoadName): Road {
    return {
      name,
      open: (from, hear): OpenRoad => {
        const topics = from.topics ?? this.#topics;
        const reader: PretendedReader = new PretendedReader(name, topics, from, hear);
        this.readers.push(reader);
        const faults = topics.flatMap((field) =>
          this.refused.has(field) ? [{ field, message: 'not yours' }] : [],
        );
        if (this.down.has(name)) reader.written.push({ kind: 'lost' });
        else if (faults.length > 0)
          reader.written.push({
            kind: 'lost',
            problem: new ApiProblem('not_found', 'not yours', { faults }),
          });
        else reader.written.push(...this.#welcome(reader));
        return {
          close: () => {
            reader.isOpen = false;
          },
          check: () => {
            reader.checks += 1;
          },
          ...(name === 'socket' && {
            command: (command: string, body: Record<string, unknown>) => {
              reader.commands.push({ name: command, body });
              return Promise.resolve({});
            },
          }),
        };
      },
    };
  }

  /** A stream over one topic carries its cursor on every frame. */
  #frame({ topics }: PretendedReader, envelope: Envelope): RoadSignal {
    if (topics.length > 1) return { kind: 'event', envelope };
    const { topic, seq, data } = envelope;
    return { kind: 'event', envelope, cursor: JSON.stringify({ [topic]: { ...(data as object), seq } }) };
  }

  #welcome(reader: PretendedReader): RoadSignal[] {
    const { road, topics, from } = reader;
    const given =
      from.cursor === undefined ? undefined : (JSON.parse(from.cursor) as Record<string, Position>);
    const restarts: Restart[] = [];
    const replay: RoadSignal[] = [];
    const positions: Record<string, Position> = {};
    for (const topic of topics) {
      const { epoch, events } = this.#logs.get(topic)!;
      const position = given?.[topic];
      positions[topic] = { epoch, seq: events.length };
      if (!given) continue;
      if (!position) restarts.push({ topic, reason: 'start' });
      else if (position.epoch !== epoch) restarts.push({ topic, reason: 'epoch' });
      else if (position.seq > events.length) restarts.push({ topic, reason: 'ahead' });
      else {
        positions[topic] = position;
        for (const envelope of events.slice(position.seq)) replay.push(this.#frame(reader, envelope));
      }
    }
    return [
      {
        kind: 'ready',
        transport: road,
        cursor: JSON.stringify(positions),
        topics,
        silenceMs: road === 'stream' ? 18_000 : undefined,
        wireVersion: 1,
      },
      ...(restarts.length > 0 ? [{ kind: 'resync', topics: restarts } as const] : []),
      ...replay,
    ];
  }
}

/**
 * What a screen would show: per topic the number up to which it is right. Holds the laws: no event twice,
 * none left out, unless the topic starts over from a snapshot.
 */
export class Screen {
  readonly shown = new Map<string, number>();
  readonly faults: string[] = [];
  readonly #server: PretendedServer;

  constructor(server: PretendedServer) {
    this.#server = server;
  }

  hear = (news: LineNews): void => {
    if (news.kind === 'resync') for (const { topic } of news.topics) this.#load(topic);
    if (news.kind === 'topics' && !news.continued) for (const topic of news.topics) this.#load(topic);
    if (news.kind !== 'event') return;
    const { topic, seq = 0, from = seq, data } = news.envelope;
    const { epoch } = data as { epoch: number };
    const shown = this.shown.get(topic);
    const shownEpoch = this.#epochs.get(topic);
    if (shown === undefined || shownEpoch === undefined) {
      this.faults.push(`${topic} ${seq} before any snapshot`);
      return;
    }
    // Written before the snapshot was taken: a restart follows, and with it another snapshot.
    if (epoch < shownEpoch) return;
    if (epoch > shownEpoch) this.faults.push(`${topic} ${seq} of a count that was not announced`);
    else if (from > shown + 1) this.faults.push(`${topic} ${seq} after ${shown}: left out`);
    else if (seq === this.#last.get(topic)) this.faults.push(`${topic} ${seq} twice`);
    this.#last.set(topic, seq);
    this.shown.set(topic, Math.max(shown, seq));
  };

  /** As if a snapshot had been fetched. */
  load(...topics: string[]): void {
    for (const topic of topics) this.#load(topic);
  }

  /** Whether a number of the topic was heard since its last snapshot. */
  hasHeard(topic: string): boolean {
    return this.#last.has(topic);
  }

  readonly #last = new Map<string, number>();
  readonly #epochs = new Map<string, number>();

  #load(topic: string): void {
    this.shown.set(topic, this.#server.head(topic));
    this.#epochs.set(topic, this.#server.epoch(topic));
    this.#last.delete(topic);
  }
}

export class PretendedPage implements Page {
  visible = true;
  online = true;
  readonly #listeners = new Map<PageEvent, Set<() => void>>();

  isVisible = (): boolean => this.visible;
  isOnline = (): boolean => this.online;

  on(event: PageEvent, action: () => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(action));
    return () => listeners.delete(action);
  }

  happen(event: PageEvent): void {
    for (const action of [...(this.#listeners.get(event) ?? [])]) action();
  }
}

/** The tabs of one browser: their locks and channels. What is posted arrives with `deliver`, in order. */
export class PretendedBrowser {
  readonly #channels = new Map<string, Set<{ tab: string; hear?: (message: unknown) => void }>>();
  readonly #posts: {
    to: { tab: string; hear?: (message: unknown) => void };
    message: unknown;
    name: string;
  }[] = [];
  readonly #locks = new Map<string, Holder[]>();
  readonly frozen = new Set<string>();

  channel(tab: string): (name: string) => TabChannel {
    return (name) => {
      const members = this.#channels.get(name) ?? new Set();
      this.#channels.set(name, members);
      const me: { tab: string; hear?: (message: unknown) => void } = { tab };
      members.add(me);
      return {
        post: (message) => {
          for (const to of members) {
            if (to !== me) this.#posts.push({ to, message: structuredClone(message), name });
          }
        },
        hear: (listener) => {
          me.hear = listener;
        },
        close: () => members.delete(me),
      };
    };
  }

  /** Lets everything through that was posted; a frozen tab hears it once it thaws. */
  deliver(): void {
    for (let place = 0; place < this.#posts.length;) {
      const { to, message, name } = this.#posts[place]!;
      if (this.frozen.has(to.tab)) {
        place += 1;
        continue;
      }
      this.#posts.splice(place, 1);
      if (this.#channels.get(name)?.has(to)) to.hear?.(message);
      place = 0;
    }
  }

  locks(): LocksLike {
    return {
      request: (name, { steal, signal }, hold) =>
        new Promise((resolve, reject) => {
          const queue = this.#locks.get(name) ?? [];
          this.#locks.set(name, queue);
          const holder: Holder = { hold, resolve, reject, isHolding: false };
          if (steal) {
            const [robbed] = queue;
            if (robbed?.isHolding) {
              queue.shift();
              robbed.reject(new Error('the lock was stolen'));
            }
            queue.unshift(holder);
          } else {
            queue.push(holder);
            signal?.addEventListener('abort', () => {
              if (holder.isHolding || !queue.includes(holder)) return;
              queue.splice(queue.indexOf(holder), 1);
              reject(new Error('called off'));
            });
          }
          this.#grant(queue);
        }),
    };
  }

  #grant(queue: Holder[]): void {
    const [first] = queue;
    if (!first || first.isHolding) return;
    first.isHolding = true;
    // As in a browser, the lock is granted in a later turn.
    void Promise.resolve()
      .then(() => first.hold())
      .then((result) => {
        first.resolve(result);
        if (queue[0] !== first) return;
        queue.shift();
        this.#grant(queue);
      });
  }
}

interface Holder {
  hold: () => Promise<void>;
  resolve: (value: unknown) => void;
  reject: (cause: Error) => void;
  isHolding: boolean;
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}
