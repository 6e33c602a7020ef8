import type { ChipWord, LiveClass, Participant } from './liveClass.ts';

/** What is done to one person's network, and for how long, in s. */
export interface Trouble {
  kind: 'cut' | 'freeze';
  seconds: number;
}

/** One trouble of one person, by the clock of this machine, in ms. */
export interface Spell {
  what: string;
  who: string;
  /** Whether the browser could know at once. */
  isVisible: boolean;
  fromMs: number;
  /** When the network, or the server, was there again. */
  mendedMs: number;
  /** When the page showed all that had happened meanwhile. */
  shownMs: number;
  /** When what was done on it meanwhile was with the server, too. */
  wholeMs: number;
  /** When its chip said no more of it. */
  calmMs: number;
  /** What was never seen, and what the page showed instead. */
  faults: readonly string[];
}

/** Cuts somebody off, who goes on meanwhile, and tells when they had all again. */
export async function suffer(
  one: Participant,
  school: LiveClass,
  { kind, seconds, who, turn }: Trouble & { who: string; turn: string },
): Promise<Spell> {
  const own = `Of ${turn}, before: ${who}`;
  const marker = `Of ${turn}, meanwhile: ${who}`;
  await school.ask(own);
  await one.sees(own);
  const { wire } = one.network;
  const fromMs = Date.now();
  if (kind === 'cut') wire.pull();
  else wire.clog();
  const over = after(seconds * 1_000);
  await after(seconds * 300);
  school.took(one.screen, own);
  await one.act(own);
  await school.ask(marker);
  await over;
  // Behind a cut all is new; a frozen path comes back as one that knows nothing of what was open.
  if (kind === 'cut') wire.mend();
  else wire.forget();
  const mendedMs = Date.now();
  const isVisible = kind === 'cut';
  return {
    what: `${kind} ${seconds} s`,
    who,
    isVisible,
    fromMs,
    mendedMs,
    ...(await againIn(one, marker, own)),
  };
}

/** The server ends in the middle of it and is started again; everybody goes on meanwhile. */
export async function endServer(
  people: ReadonlyMap<string, Participant>,
  school: LiveClass,
  { turn, kill, start }: { turn: string; kill: () => Promise<void>; start: () => Promise<unknown> },
): Promise<Spell[]> {
  const ownOf = (who: string): string => `Of ${turn}, before: ${who}`;
  for (const who of people.keys()) await school.ask(ownOf(who));
  await Promise.all([...people].map(([who, one]) => one.sees(ownOf(who))));
  // Half of them act as it dies, the others once it is dead.
  const acts = [...people].map(([who, one], place) => async () => {
    school.took(one.screen, ownOf(who));
    if (place % 2 === 1) await after(500);
    await one.act(ownOf(who));
  });
  const acting = Promise.all(acts.map((act) => act()));
  const fromMs = Date.now();
  await kill();
  await start();
  const mendedMs = Date.now();
  await acting;
  const marker = `Of ${turn}, after it`;
  await school.ask(marker);
  return Promise.all(
    [...people].map(async ([who, one]) => {
      const again = await againIn(one, marker, ownOf(who));
      return { what: 'kill -9', who, isVisible: true, fromMs, mendedMs, ...again };
    }),
  );
}

async function againIn(
  one: Participant,
  marker: string,
  own: string,
): Promise<Pick<Spell, 'shownMs' | 'wholeMs' | 'calmMs' | 'faults'>> {
  const faults: string[] = [];
  /** What never comes makes every figure short, and the others are measured all the same. */
  const momentOf = (seen: Promise<void>): Promise<number> =>
    seen.then(
      () => Date.now(),
      (cause: Error) => {
        faults.push(cause.message);
        return Number.POSITIVE_INFINITY;
      },
    );
  const shownMs = await momentOf(one.sees(marker));
  const wholeMs = await momentOf(one.isDone(own));
  // The next trouble finds a page that knows nothing of this one any more.
  return { shownMs, wholeMs, calmMs: await momentOf(one.isCalm()), faults };
}

/** A chip that says that all is well for longer than this after a visible end, in ms. */
const noticedMs = 3_000;
/** After a silent one: 18 s of silence, a moment until it is said, and a slow machine. */
const noticedSilentMs = 21_500;
/** How long what was missed may be in coming once the chip says that all is well again, in ms. */
const catchingUpMs = 3_000;

/** What was said from a trouble's beginning until its chip was calm again, with when, in s since it was over. */
export function during(said: readonly ChipWord[], { fromMs, mendedMs, calmMs }: Spell): string {
  const words = said.filter(({ atMs }) => atMs >= fromMs && atMs <= calmMs);
  return words.map((word) => `${seconds(word.atMs - mendedMs)} “${word.words}”`).join(', ');
}

const isCalm = (words: string): boolean => /^(Live|Up to date|Checking|Back)/.test(words);
/** A word that stands for longer than this after all is well again, with `Back` before it for 5 s, is untrue, in ms. */
const calmWithinMs = 30_000;

/** Where a chip told something else than the truth, in words. */
export function chipLies(said: readonly ChipWord[], spells: readonly Spell[]): string[] {
  const lies: string[] = [];
  for (const { what, who, isVisible, fromMs, mendedMs, shownMs, wholeMs, calmMs } of spells) {
    const saysAt = (atMs: number): string => said.findLast((word) => word.atMs <= atMs)?.words ?? '';
    const noticedBy = fromMs + (isVisible ? noticedMs : noticedSilentMs);
    const between = (one: number, other: number): ChipWord[] =>
      said.filter(({ atMs }) => atMs > one && atMs <= other);
    const lie = (words: string): void => void lies.push(`${who}, ${what}: ${words}`);
    if (noticedBy < mendedMs) {
      const first = { atMs: noticedBy, words: saysAt(noticedBy) };
      for (const { words, atMs } of [first, ...between(noticedBy, mendedMs)]) {
        if (isCalm(words)) lie(`said “${words}” ${seconds(atMs - fromMs)} after it began`);
        if (atMs - fromMs > 32_000 && !words.startsWith('Offline'))
          lie(`said “${words}” ${seconds(atMs - fromMs)} after it began`);
      }
    }
    const noticed = [{ atMs: fromMs, words: saysAt(fromMs) }, ...between(fromMs, noticedBy)];
    if (noticedBy < shownMs && noticed.every(({ words }) => isCalm(words)))
      lie(`knew nothing of it after ${seconds(noticedBy - fromMs)}`);
    // What it says before it can have noticed anything is of before.
    const hadNoticed = between(fromMs, mendedMs).some(({ words }) => !isCalm(words));
    const calmAgain = between(hadNoticed ? mendedMs : noticedBy, shownMs).find(({ words }) => isCalm(words));
    if (calmAgain && shownMs - calmAgain.atMs > catchingUpMs)
      lie(`said “${calmAgain.words}” ${seconds(shownMs - calmAgain.atMs)} before it was so`);
    if (calmMs - wholeMs > calmWithinMs)
      lie(`said “${saysAt(wholeMs + calmWithinMs)}” ${seconds(calmWithinMs)} after all was there`);
  }
  return lies;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
