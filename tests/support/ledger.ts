import type { Envelope } from '#kernel/envelope.ts';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';

/**
 * What a browser does with envelopes from whatever door: drops what it has by topic and number, and notices
 * a hole by arithmetic.
 */
export class Ledger {
  readonly #last = new Map<string, number>();
  readonly holes: string[] = [];
  readonly applied: Envelope[] = [];
  /** Arrived although they were there already. */
  dropped = 0;

  /** @param cursor where it begins */
  constructor(cursor: string) {
    for (const [topic, { seq }] of decodeCursor(cursor)!) this.#last.set(topic, seq);
  }

  take(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes) {
      const { topic, seq, from = seq } = envelope;
      if (seq === undefined || from === undefined) continue;
      const last = this.#last.get(topic)!;
      if (seq <= last) {
        this.dropped += 1;
        continue;
      }
      if (from > last + 1) this.holes.push(`${topic}: ${from}…${seq} after ${last}`);
      this.#last.set(topic, seq);
      this.applied.push(envelope);
    }
  }

  at(topic: string): number {
    return this.#last.get(topic)!;
  }
}
