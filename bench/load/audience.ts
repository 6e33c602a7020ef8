import type { Envelope } from '#kernel/envelope.ts';
import { SocketReader } from '../../tests/support/readers.ts';
import type { ReaderHistory } from '../history.ts';

/** One thing that the room is to see, and when it was sent. */
export interface Sent {
  /** What an envelope must hold to be it. */
  key: string;
  sentMs: number;
}

interface Seat {
  reader: SocketReader;
  /** Where it began to listen. */
  cursor: string;
  seen: Set<string>;
}

/** People in a room, each over a WebSocket of their own. Everybody writes down what they see, and when. */
export class Audience {
  readonly topic: string;
  /** From sending until it was seen, of everybody and everything, in ms. */
  readonly waitedMs: number[] = [];
  readonly #seats: Seat[] = [];
  readonly #sent = new Map<string, number>();
  #seenAll: () => void = () => {};

  private constructor(topic: string) {
    this.topic = topic;
  }

  /** @param keyOf what is seen in an envelope; undefined: something else */
  static async seated(
    base: string,
    cookies: readonly string[],
    topic: string,
    keyOf: (envelope: Envelope) => string | undefined,
  ): Promise<Audience> {
    const audience = new Audience(topic);
    const waiting = cookies.entries();
    const seat = async (): Promise<void> => {
      for (const [place, cookie] of waiting)
        audience.#seats[place] = await audience.#sit(base, cookie, keyOf);
    };
    await Promise.all(Array.from({ length: 10 }, seat));
    return audience;
  }

  async #sit(base: string, cookie: string, keyOf: (envelope: Envelope) => string | undefined): Promise<Seat> {
    const reader = await SocketReader.open(base, cookie);
    const seen = new Set<string>();
    // Beside the reader's own list: the moment is what counts here.
    reader.socket.prependAny((_name: string, envelope: Envelope) => {
      if (envelope?.topic === this.topic) this.#see(seen, keyOf(envelope));
    });
    const { cursor } = await reader.subscribe([this.topic]);
    return { reader, cursor, seen };
  }

  #see(seen: Set<string>, key: string | undefined): void {
    const sentMs = key === undefined ? undefined : this.#sent.get(key);
    if (key === undefined || sentMs === undefined || seen.has(key)) return;
    seen.add(key);
    this.waitedMs.push(performance.now() - sentMs);
    if (this.unseen === 0) this.#seenAll();
  }

  /** From now on this is to be seen. */
  send({ key, sentMs }: Sent): void {
    this.#sent.set(key, sentMs);
  }

  /** Resolves once everybody has seen everything that was sent, or after so long. */
  async untilSeen(withinMs: number): Promise<void> {
    if (this.unseen === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#seenAll = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#seenAll = () => {};
  }

  /** How often something that was sent was not seen by somebody. */
  get unseen(): number {
    return this.#seats.length * this.#sent.size - this.waitedMs.length;
  }

  /** What everybody heard on the topic, to be judged. */
  get histories(): ReaderHistory[] {
    return this.#seats.map(({ reader, cursor }, place) => ({
      name: `seat ${place + 1}`,
      topics: [this.topic],
      notes: [
        { kind: 'opened', door: 'socket', cursor },
        ...reader.envelopes
          .filter(({ topic }) => topic === this.topic)
          .map((envelope) => ({ kind: 'heard' as const, envelope })),
      ],
    }));
  }

  /** The reader in this seat, in the order of cookies, to act with. */
  reader(place: number): SocketReader {
    return this.#seats[place % this.#seats.length]!.reader;
  }

  leave(): void {
    for (const { reader } of this.#seats) reader.close();
  }
}
