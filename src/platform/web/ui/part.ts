import { createElement, lazy, useState, type ComponentType } from 'react';
import { basePath } from '../api/basePath.ts';
import { laterTexts } from '../i18n/i18n.ts';

const mostFailures = 3;
const retryAfterMs = 2_000;
const answersWithinMs = 5_000;

/**
 * A part of the interface whose code is fetched when it is first shown. Without a network it waits, as it
 * does for its data. Put a Suspense around it.
 *
 * @param words `own`: it speaks with its room's words and those of the frame alone (i18n/en.ts)
 */
export function part<Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
  { words = 'later' }: { words?: 'own' | 'later' } = {},
): ComponentType<Props> & Ahead {
  // What comes later speaks with words that come later.
  const withWords = async (): Promise<Record<Name, ComponentType<Props>>> =>
    (await Promise.all([load(), laterTexts()]))[0];
  let there: ComponentType<Props> | undefined;
  const bring = async (): Promise<{ default: ComponentType<Props> }> => {
    there = (await untilThere(words === 'own' ? load : withWords))[name];
    return { default: there };
  };
  const Later = lazy(bring) as unknown as ComponentType<Props>;
  // Once something is shown in its place, React lets it stand for 300 ms: what is there already never waits.
  const Part = (props: Props & object) => {
    const [Shown] = useState(() => (there ?? Later) as ComponentType<object>);
    return createElement(Shown, props);
  };
  const ahead = (): void => {
    // What does not come is asked for again when it is shown, and fails there.
    bring().catch(() => {});
  };
  return Object.assign(Part as ComponentType<Props>, { ahead });
}

interface Ahead {
  /** Fetches the code now. */
  ahead: () => void;
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
    // What the server no longer has is told where it is needed.
    for (const load of [...loads, laterTexts]) untilThere(load).catch(() => {});
  };
  setTimeout(begin, aheadAfterMs);
}

async function untilThere<Code>(load: () => Promise<Code>): Promise<Code> {
  for (let failures = 0; ;) {
    try {
      return await load();
    } catch (cause) {
      // The server answers and no longer has it: Stoa was renewed, and only loading the page anew helps.
      if ((await doesServerAnswer()) && ++failures === mostFailures) throw cause;
    }
    await new Promise<void>((resolve) => {
      addEventListener('online', () => resolve(), { once: true });
      setTimeout(resolve, retryAfterMs);
    });
  }
}

/** What a browser says of its network is about the nearest cable alone: only an answer tells that the server is there. */
async function doesServerAnswer(): Promise<boolean> {
  const signal = AbortSignal.timeout(answersWithinMs);
  return fetch(`${basePath}/healthz`, { cache: 'no-store', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}
