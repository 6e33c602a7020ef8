import type { Envelope } from '#kernel/envelope.ts';

/** The last number heard per topic: tells what is next from what is repeated and what was missed. */
export class Heard {
  readonly #last = new Map<string, number>();

  /** Judges an envelope and, when it is the next one, takes note of it. The first of a topic is the next one. */
  take({ topic, seq, from = seq }: Envelope): 'next' | 'repeated' | 'gap' {
    if (seq === undefined || from === undefined) return 'next'; // signals are not numbered
    const last = this.#last.get(topic);
    if (last !== undefined && seq <= last) return 'repeated';
    if (last !== undefined && from > last + 1) return 'gap';
    this.#last.set(topic, seq);
    return 'next';
  }

  /** Forgets topics whose numbers may be counted anew; without an argument, all. */
  startOver(topics?: readonly string[]): void {
    if (topics) for (const topic of topics) this.#last.delete(topic);
    else this.#last.clear();
  }
}
