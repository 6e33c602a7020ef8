import { lazy, type ComponentType } from 'react';
import { laterTexts } from '../i18n/i18n.ts';

const mostFailures = 3;
const retryAfterMs = 2_000;

/**
 * A part of the interface whose code is fetched when it is first shown. Without a network it waits, as it
 * does for its data. Put a Suspense around it.
 */
export function part<Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): ComponentType<Props> {
  // What comes later speaks with words that come later.
  const withWords = async (): Promise<Record<Name, ComponentType<Props>>> =>
    (await Promise.all([load(), laterTexts()]))[0];
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => ({
    default: (await untilThere(withWords))[name],
  })) as unknown as ComponentType<Props>;
}

/** Long enough for the page itself to stand on a slow network, in ms. */
const aheadAfterMs = 3_000;

/** For code that nobody sees: it is fetched once the page itself has had its time on a slow network. */
export function inGoodTime<Code>(load: () => Promise<Code>): () => Promise<Code> {
  return async () => {
    await new Promise<void>((resolve) => setTimeout(resolve, aheadAfterMs));
    return load();
  };
}

/** Fetches code that may be wanted when there is no network any more; later, so that it is in nobody's way. */
export function fetchAhead(loads: readonly (() => Promise<unknown>)[]): void {
  const begin = (): void => {
    // What does not come is asked for again when it is needed.
    for (const load of [...loads, laterTexts]) load().catch(() => {});
  };
  setTimeout(begin, aheadAfterMs);
}

async function untilThere<Code>(load: () => Promise<Code>): Promise<Code> {
  for (let failures = 0; ;) {
    try {
      return await load();
    } catch (cause) {
      // With a network, the server no longer has it: Stoa was renewed, and only loading the page anew helps.
      if (navigator.onLine && ++failures === mostFailures) throw cause;
    }
    await new Promise<void>((resolve) => {
      addEventListener('online', () => resolve(), { once: true });
      setTimeout(resolve, retryAfterMs);
    });
  }
}
