import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb, type WebBuild, type WebPiece } from '../../../tests/support/webBuild.ts';

/** Script that home needs before it can be used, gzipped: 150 kB on a slow phone is a second. */
const homeBytes = 150_000;

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

test('the first script of home stays within its budget, and home needs no second one', () => {
  const entry = web.manifest['index.html']!;
  const first = [...withImports(entry)];
  const bytes = first.reduce((sum, piece) => sum + gzipSync(web.bytesOf(piece)).byteLength, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(homeBytes);
  const later = Object.keys(web.manifest);
  expect(later).toContain('pages/LessonPage.tsx');
  expect(later).not.toContain('pages/HomePage.tsx');
});

test('the gallery and the trial languages are not in what is delivered', () => {
  expect(Object.keys(web.manifest).filter((key) => /gallery|pseudo/i.test(key))).toEqual([]);
});
