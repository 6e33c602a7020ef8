import type { Browser } from 'playwright-core';
import { openGround } from '#app/ground.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import { classmates, visitors } from '#app/demo/people.ts';
import { buildStep, runStep } from '../../scripts/steps.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { faultsOfHour, untilSeen, type Hour } from '../../tests/support/liveHour.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import { ServeProcess } from '../servers/serveProcess.ts';
import { Participant, LiveClass, type Screen } from './liveClass.ts';
import { chipLies, during, endServer, suffer, type Spell, type Trouble } from './liveCuts.ts';

const troubles: readonly Trouble[] = [
  { kind: 'cut', seconds: 5 },
  { kind: 'cut', seconds: 20 },
  { kind: 'cut', seconds: 120 },
  { kind: 'freeze', seconds: 5 },
  { kind: 'freeze', seconds: 20 },
  { kind: 'freeze', seconds: 60 },
];
const kills = 3;

const cast: readonly { key: string; screen: Screen }[] = [
  { key: visitors.ines.key, screen: 'console' },
  { key: visitors.amara.key, screen: 'phone' },
  { key: visitors.jonas.key, screen: 'laptop' },
  ...classmates
    .slice(0, 5)
    .map(({ key }, place) => ({ key, screen: place % 2 === 0 ? ('phone' as const) : ('laptop' as const) })),
];

/**
 * Real browsers in one live session, each behind a network of its own that is cut and frozen, and a server that is
 * killed: when each had all again, what its chip said meanwhile, and what the database holds in the end.
 */
export async function proveLiveHour(report: Report, rounds: number): Promise<void> {
  const built = await runStep(buildStep);
  if (!built.passed) throw new Error(built.output);
  const spells: Spell[] = [];
  const lies: string[] = [];
  const faults: string[] = [];
  const stories = new Map<Spell, string>();
  for (let round = 1; round <= rounds; round++) {
    // A round that breaks off is a fault; the others, and other proofs, are worth their figures all the same.
    const broken = (cause: Error): Round => ({
      ...{ spells: [], lies: [], stories: new Map() },
      faults: [`round ${round} broke off: ${cause.message}`],
    });
    const found = await inScratchFolder((folder) => oneRound(report, folder, `round ${round}`)).catch(broken);
    spells.push(...found.spells);
    lies.push(...found.lies);
    faults.push(...found.faults);
    for (const [spell, story] of found.stories) stories.set(spell, story);
  }
  for (const { who, what, faults: never } of spells)
    for (const words of never) report.row(`${who}, ${what}: never whole again: ${words}`);
  for (const [name, words] of [
    ['chip', lies],
    ['fault', faults],
  ] as const)
    for (const line of words.slice(0, 20)) report.row(`${name}: ${line}`);
  for (const what of new Set(spells.map((spell) => spell.what))) {
    const backS = backOf(spells.filter((spell) => spell.what === what));
    report.row(
      `${what}: ${backS.length} times, whole again p50 ${brief(median(backS))} s, p95 ` +
        `${brief(percentile(backS, 0.95))} s, at most ${brief(Math.max(...backS))} s after it was over`,
    );
  }
  const slowest = [...stories].sort(([one], [other]) => backOf([other])[0]! - backOf([one])[0]!).slice(0, 5);
  for (const [spell, story] of slowest)
    report.row(`slowest: ${spell.who}, ${spell.what}, ${brief(backOf([spell])[0]!)} s: ${story}`);
  const visible = backOf(spells.filter(({ isVisible }) => isVisible));
  report.atMost('live-visible-whole-p95', percentile(visible, 0.95), 's', 8);
  report.atMost('live-whole-max', Math.max(...backOf(spells)), 's', 30);
  const calm = spells.map(({ mendedMs, calmMs }) => (calmMs - mendedMs) / 1_000);
  report.row(`chips said no more of it, with 5 s of “Back”: p95 ${brief(percentile(calm, 0.95))} s`);
  report.atMost('live-chips-untrue', lies.length, 'times', 0);
  report.atMost('live-lost-or-doubled', faults.length, 'faults', 0);
}

function backOf(spells: readonly Spell[]): number[] {
  return spells.map(({ mendedMs, wholeMs }) => (wholeMs - mendedMs) / 1_000);
}

interface Round {
  spells: Spell[];
  /** Where a chip told something else than the truth. */
  lies: string[];
  /** What chips said, by trouble. */
  stories: Map<Spell, string>;
  /** What a page or the database showed otherwise than it was. */
  faults: string[];
}

async function oneRound(report: Report, folder: string, seed: string): Promise<Round> {
  const place = { DATA_DIR: folder };
  const server = await ServeProcess.start({ ...place, DEMO: 'auto', DEMO_SIMULATOR: 'off' });
  const browser = await launchBrowser();
  try {
    const school = await LiveClass.begins(server.base);
    const { sessionId, hour } = school;
    const people = await everybodyComes(browser, Number(new URL(server.base).port), sessionId);
    const spells = await cutEverybody(people, school, seed);
    for (let turn = 1; turn <= kills; turn++) {
      const ending = { turn: `${seed} kill ${turn}`, kill: () => server.kill(), start: () => server.start() };
      spells.push(...(await endServer(people, school, ending)));
    }
    // The last chip has its say.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const lies: string[] = [];
    const stories = new Map<Spell, string>();
    const faults: string[] = [];
    for (const [who, one] of people) {
      const own = spells.filter((spell) => spell.who === who);
      const said = await one.chipSaid();
      lies.push(...chipLies(said, own));
      for (const spell of own)
        stories.set(spell, `${during(said, spell)}\n      its network: ${during(one.asked, spell)}`);
      if (one.screen === 'console') continue;
      await untilSeen(one.page, hour).catch((cause: Error) => {
        faults.push(`${seed}, ${who}: ${cause.message}`);
      });
    }
    await school.close();
    await Promise.all([...people.values()].map((one) => one.leave()));
    await server.stop();
    faults.push(...(await faultsIn(place, sessionId, hour)).map((line) => `${seed}, ${line}`));
    report.row(
      `${seed}: ${people.size} browsers, ${spells.length} cuts, freezes and kills; ${hour.questions.length} questions asked`,
    );
    return { spells, lies, stories, faults };
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function everybodyComes(
  browser: Browser,
  port: number,
  sessionId: string,
): Promise<Map<string, Participant>> {
  const people = new Map<string, Participant>();
  for (const { key, screen } of cast) {
    const at = `/live/${sessionId}${screen === 'console' ? '/host' : ''}`;
    people.set(`${key} at a ${screen}`, await Participant.comes(browser, { port, key, screen, at }));
  }
  return people;
}

/** Everybody has every trouble once, each in an order of their own, all at the same time. */
async function cutEverybody(
  people: ReadonlyMap<string, Participant>,
  school: LiveClass,
  seed: string,
): Promise<Spell[]> {
  const random = seededRandom(seed);
  const ordered = [...people].map(([who, one]) => ({ who, one, all: shuffled(troubles, random) }));
  const spells: Spell[] = [];
  await Promise.all(
    ordered.map(async ({ who, one, all }) => {
      for (const [turn, trouble] of all.entries())
        spells.push(await suffer(one, school, { ...trouble, who, turn: `${seed} ${turn + 1}` }));
    }),
  );
  return spells;
}

async function faultsIn(place: { DATA_DIR: string }, sessionId: string, hour: Hour): Promise<string[]> {
  const ground = await openGround({ DATABASE_URL: undefined, ...place });
  try {
    return await faultsOfHour(ground, sessionId, hour);
  } finally {
    await ground.close();
  }
}

function shuffled<T>(things: readonly T[], random: () => number): T[] {
  return things
    .map((thing) => ({ thing, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ thing }) => thing);
}
