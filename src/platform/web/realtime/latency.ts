import type { Envelope } from '#kernel/envelope.ts';

/** How long events took from the server's note to this tab, in ms by both clocks. */
export interface Latency {
  note(envelope: Envelope, nowMs: number): void;
  /** Newest last. */
  readonly samples: readonly { type: string; topic: string; tookMs: number }[];
}

/** Keeps the newest `size` samples; tests and the probe of a slow class read them. */
export function latencyRing(size = 256): Latency {
  const samples: { type: string; topic: string; tookMs: number }[] = [];
  return {
    samples,
    note({ type, topic, at }, nowMs) {
      samples.push({ type, topic, tookMs: nowMs - Date.parse(at) });
      if (samples.length > size) samples.shift();
    },
  };
}
