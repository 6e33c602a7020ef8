import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeOf, isStill, launchBrowser } from '../../../../tests/support/browser.ts';
import { buildWeb, type WebBuild } from '../../../../tests/support/webBuild.ts';

/** With GALLERY_PICTURES=folder each scene is also left there as a picture, for eyes. */
const pictures = process.env['GALLERY_PICTURES'];

const languages = { ltr: 'en', rtl: 'ar-XB', long: 'en-XA' } as const;
interface Manner {
  widthPx: 1280 | 390 | 320;
  look: 'light' | 'dark';
  direction: keyof typeof languages;
}
/** Full screens are looked at in other manners by the journeys; here are all states, where most goes wrong. */
const some: Manner[] = [
  { widthPx: 1280, look: 'light', direction: 'ltr' },
  { widthPx: 390, look: 'dark', direction: 'rtl' },
];
/** Each state is looked at in one of them, with it in both: `npm run proof -- screens`. */
const isEvery = process.env['EVERY_MANNER'] !== undefined;
const narrowest: Manner = { widthPx: 320, look: 'light', direction: 'long' };

let web: WebBuild;
let server: Server;
let base: string;
let browser: Browser;
let names: string[];

beforeAll(async () => {
  web = await buildWeb('gallery');
  server = createServer(
    (request, response) => void serve(new URL(request.url ?? '/', 'http://gallery').pathname, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`${base}/gallery`);
  names = (await page.locator('[data-scenes]').getAttribute('data-scenes'))!.split(' ');
  await page.close();
  if (pictures) mkdirSync(pictures, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  web?.remove();
});

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="300" viewBox="0 0 720 300"><path d="M80 20v240h600" fill="none" stroke="#1b1a17" stroke-width="2"/><path d="M380 30h280v105H380z" fill="#e6ecfd" stroke="#1f4fd8" stroke-width="2"/><path d="M90 30h280v105H90zM90 145h280v105H90zM380 145h280v105H380z" fill="none" stroke="#8a857a"/></svg>`;

const foundations = path.resolve(import.meta.dirname, '../../../../courses/ai-enablement/01-foundations');
const captions =
  'WEBVTT\n\n00:00.000 --> 00:04.000\nOne token at a time.\n\n00:04.000 --> 00:22.000\nAnd again.\n';
/** What lessons of the scenes show, by its name. */
const materials: Record<string, { type: string; bytes: string | (() => Promise<Buffer>) }> = {
  'film.webm': {
    type: 'video/webm',
    bytes: () => readFile(path.join(foundations, 'media/one-token-at-a-time.webm')),
  },
  'gone.webm': { type: 'video/webm', bytes: 'no film' },
  'talk.wav': { type: 'audio/wav', bytes: () => Promise.resolve(silence()) },
  'film.en.vtt': { type: 'text/vtt', bytes: captions },
  'film.de.vtt': { type: 'text/vtt', bytes: captions },
  'three-levels.pdf': {
    type: 'application/pdf',
    bytes: () => readFile(path.join(foundations, 'files/three-levels-of-data.pdf')),
  },
};

/** A second without a sound, as a WAV file. */
function silence(): Buffer {
  const perSecond = 8_000;
  const file = Buffer.alloc(44 + perSecond, 128);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + perSecond, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(perSecond, 24);
  file.writeUInt32LE(perSecond, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(perSecond, 40);
  return file;
}

async function serve(pathname: string, response: ServerResponse): Promise<void> {
  // The server's own policy, but for its exception for styles: the pages are to do without it.
  response.setHeader('content-security-policy', "default-src 'self'; frame-ancestors 'self'");
  if (pathname.includes('/materials/')) {
    const material = materials[path.basename(pathname)] ?? { type: types['.svg']!, bytes: drawing };
    response.setHeader('content-type', material.type);
    response.end(typeof material.bytes === 'string' ? material.bytes : await material.bytes());
    return;
  }
  const ending = path.extname(pathname);
  const file = ending === '' ? 'index.html' : pathname.slice(1);
  try {
    const bytes = await readFile(path.join(web.folder, file));
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
    response.end(bytes);
  } catch {
    response.statusCode = 404; // What a scene names and the gallery does not have.
    response.end();
  }
}

async function aPage({ widthPx, look }: Manner, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: widthPx, height: widthPx < 760 ? 844 : 800 },
    colorScheme: look,
    reducedMotion: 'reduce',
    hasTouch: widthPx < 760,
  });
  const page = await context.newPage();
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(`console: ${line.text()}`);
  });
  page.on('pageerror', ({ message }) => complaints.push(`broke: ${message}`));
  return page;
}

/** What is wrong with a scene in this manner, one line per fault; `page` shows the gallery in that manner. */
async function faultsOf(page: Page, name: string, manner: Manner, withAxe: boolean): Promise<string[]> {
  await page.evaluate((hash) => void (location.hash = hash), name);
  await page.locator(`html[data-scene=${name}] h1`).first().waitFor({ state: 'attached' });
  await isStill(page);
  // A lesson's text comes after its page.
  if (/^lesson(?!-(loading|failed|empty|locked))/.test(name))
    await page.locator('.reading').first().waitFor();
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (pictures) {
    const { widthPx, look, direction } = manner;
    await page.screenshot({
      path: path.join(pictures, `${name}.${widthPx}.${look}.${direction}.png`),
      fullPage: true,
    });
  }
  return [
    ...(overflowPx > 0 ? [`${overflowPx} px wider than the window`] : []),
    // Pages in frames are looked at as scenes of their own.
    ...(withAxe && !name.startsWith('both-sides') ? await axeOf(page) : []),
  ];
}

/** What is wrong with these scenes in this manner. Two pages share them: one loads while the other is looked at. */
async function faultsOfAll(
  scenes: readonly string[],
  manner: Manner,
  { withAxe = true } = {},
): Promise<string[]> {
  const faults: string[] = [];
  const rest = scenes.values();
  await Promise.all(
    [1, 2].map(async () => {
      const complaints: string[] = [];
      const page = await aPage(manner, complaints);
      await page.goto(`${base}/gallery?language=${languages[manner.direction]}`);
      for (const name of rest) {
        const found = await faultsOf(page, name, manner, withAxe);
        faults.push(
          ...[...complaints.splice(0), ...found].map((fault) => `${name} ${words(manner)}: ${fault}`),
        );
      }
      await page.context().close();
    }),
  );
  return faults;
}

const words = ({ widthPx, look, direction }: Manner): string => `${widthPx} px, ${look}, ${direction}`;

describe('every state of every screen is without fault by axe, fits its window and breaks no policy', () => {
  test.each(some.map((manner) => [words(manner), manner] as const))(
    '%s',
    async (_words, manner) => {
      const here = names.filter((_, place) => isEvery || place % some.length === some.indexOf(manner));
      expect(await faultsOfAll(here, manner)).toEqual([]);
    },
    900_000,
  );

  test('a language that is 40 % longer fits 320 px', async () => {
    expect(await faultsOfAll(names, narrowest, { withAxe: false })).toEqual([]);
  }, 900_000);
});

describe('with the keyboard alone', () => {
  test('the class grid is one stop of the Tab key, and arrow keys move inside', async () => {
    const page = await aPage(some[0]!, []);
    await page.goto(`${base}/gallery/class`);
    const first = page.getByRole('grid').getByRole('link').first();
    await first.focus();
    const name = await first.textContent();
    await page.keyboard.press('ArrowRight');
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    expect(await focused()).toContain(`${name}, What a language model does`);
    await page.keyboard.press('End');
    expect(await focused()).toContain('Rolling out and the next 90 days');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]'))).toBeNull();
    await page.context().close();
  });

  test('the gradebook is one stop of the Tab key too, and stays in sight while one moves', async () => {
    const page = await aPage(some[0]!, []);
    await page.goto(`${base}/gallery/gradebook`);
    const first = page.getByRole('grid').getByRole('rowheader').first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toMatch(/of 12/);
    await page.keyboard.press('Control+End');
    const isInSight = await page.evaluate(() => {
      const { bottom, right } = document.activeElement!.getBoundingClientRect();
      return bottom <= innerHeight && right <= innerWidth;
    });
    expect(isInSight).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]'))).toBeNull();
    await page.context().close();
  });

  test('a sheet keeps the focus inside, and the drawer gives it back', async () => {
    const page = await aPage({ ...some[0]!, widthPx: 390 }, []);
    await page.goto(`${base}/gallery/lesson`);
    const opener = page.getByRole('button', { name: /^Outline/ });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.context().close();
  });
});
