import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb, type WebBuild, type WebPiece } from '../../../tests/support/webBuild.ts';

/** Script that home, or a live session, needs before it can be used, gzipped: 150 kB on a slow phone is a second. */
const firstBytes = 150_000;

let web: WebBuild;

beforeAll(async () => {
  web = await buildWeb('production');
});

afterAll(() => web?.remove());

/** A piece with everything that must be there before it runs. */
function withImports(piece: WebPiece, seen = new Set<WebPiece>()): Set<WebPiece> {
  seen.add(piece);
  for (const key of piece.imports ?? []) {
    const imported = web.manifest[key]!;
    if (!seen.has(imported)) withImports(imported, seen);
  }
  return seen;
}

/** The pieces of these names, or of files that end so, with all that they need. */
function needed(...names: readonly string[]): Set<WebPiece> {
  const pieces = new Set<WebPiece>();
  for (const name of names) {
    const key = Object.keys(web.manifest).find(
      (one) => web.manifest[one]!.name === name || one.endsWith(name),
    );
    expect(key, name).toBeDefined();
    withImports(web.manifest[key!]!, pieces);
  }
  return pieces;
}

const weight = (pieces: Iterable<WebPiece>): number =>
  [...pieces].reduce((sum, piece) => sum + gzipSync(web.bytesOf(piece)).byteLength, 0);

/** What every page begins with. */
const ofEveryPage = ['index.html'];

test('what home needs before it is of use stays within its budget', () => {
  const bytes = weight(needed(...ofEveryPage, 'home', 'laterEn'));
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(firstBytes);
});

test('what a student on a phone needs of a live session stays within its budget', () => {
  const live = needed(...ofEveryPage, 'live', 'rooms');
  expect(live.size).toBeLessThan(10);
  expect([...live].map(({ name }) => name)).not.toContain('home');
  // Whatever kind of poll is open when they come.
  const kinds = [['Ranking'], ['Written', 'Texts'], ['Written', 'Words'], ['Written', 'Estimate']];
  const control = Math.max(
    ...kinds.map((names) => weight(needed(...ofEveryPage, 'live', 'rooms', ...names)) - weight(live)),
  );
  expect(control).toBeGreaterThan(0);
  expect(weight(live) + control).toBeLessThanOrEqual(firstBytes);
});

test('what a live session asks for while nobody touches it is all in that sum, or waits for the network to rest', () => {
  // Whoever adds a part here adds it above too, or shows by its place that only a press asks for it.
  const live = Object.values(web.manifest).find(({ name }) => name === 'live')!;
  expect(new Set(live.dynamicImports!.map((key) => web.manifest[key]!.name))).toEqual(
    new Set([
      'ComparedRounds',
      'Estimate',
      'GuestEnd',
      'GuestNote',
      'OwnActions',
      'OwnList',
      'Ranking',
      'SessionBoard',
      'SessionChat',
      'SessionProse',
      'SessionRoom',
      'Texts',
      'TrialPolls',
      'WatchRecordings',
      'Words',
      'Written',
    ]),
  );
});

test('pages have pieces of their own', () => {
  expect(Object.keys(web.manifest)).toContain('pages/LessonPage.tsx');
  const first = new Set([...needed('index.html')].map(({ name }) => name));
  expect(first).toEqual(new Set(['foundation', 'index', 'rolldown-runtime']));
});

test('the gallery and the trial languages are not in what is delivered', () => {
  expect(Object.keys(web.manifest).filter((key) => /gallery|pseudo/i.test(key))).toEqual([]);
});
