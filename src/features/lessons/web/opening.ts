import type { Clock } from '#kernel/clock.ts';

/** A browser's timer runs no longer than some weeks. */
const longestMs = 24 * 3_600_000;
/** A class that waits for the same moment does not ask in the same instant, in ms. */
const spreadMs = 1_500;
/** Clocks differ: whoever is early asks again, in ms. */
const againMs = 5_000;

interface Opening {
  opensAt: string;
  look: () => void;
  clock: Clock;
  random: () => number;
}

/** Looks whether something is open once its moment has come, again and again until it is called off. */
export function untilOpen({ opensAt, look, clock, random }: Opening): () => void {
  let stop = (): void => {};
  const wait = (): void => {
    const leftMs = Date.parse(opensAt) - clock.nowMs();
    if (leftMs > longestMs) stop = clock.after(longestMs, wait);
    else {
      stop = clock.after((leftMs > 0 ? leftMs : againMs) + random() * spreadMs, () => {
        wait();
        look();
      });
    }
  };
  wait();
  return () => stop();
}
