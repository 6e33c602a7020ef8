import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spokenTo } from '#kernel/speech.ts';
import { axeOf, isStill, launchBrowser } from '../../../../tests/support/browser.ts';
import { everyLetter } from './letters.samples.ts';

/** With GALLERY_PICTURES=folder each letter is also left there as a picture, for eyes. */
const pictures = process.env['GALLERY_PICTURES'];

/** As wide as mail programs show a letter beside its list, and on a phone; each look in both, each direction in both. */
const manners = [
  { widthPx: 600, look: 'light', language: 'en' },
  { widthPx: 390, look: 'dark', language: 'en' },
  { widthPx: 600, look: 'dark', language: 'ar-XB' },
  { widthPx: 390, look: 'light', language: 'ar-XB' },
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  if (pictures) mkdirSync(pictures, { recursive: true });
});
afterAll(() => browser?.close());

test.each(manners)(
  'every letter is without fault by axe and fits $widthPx px, $look, $language',
  async ({ widthPx, look, language }) => {
    const context = await browser.newContext({
      ...{ viewport: { width: widthPx, height: 800 }, colorScheme: look, javaScriptEnabled: true },
    });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const faults: string[] = [];
    for (const [name, { html }] of Object.entries(everyLetter(spokenTo(language)))) {
      await page.setContent(html);
      await isStill(page);
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflowPx > 0) faults.push(`${name}: ${overflowPx} px wider than the window`);
      faults.push(...(await axeOf(page)).map((fault) => `${name}: ${fault}`));
      if (pictures) {
        const file = `letter-${name}.${widthPx}.${look}.${language}.png`;
        await page.screenshot({ path: path.join(pictures, file), fullPage: true });
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toEqual([]);
    await context.close();
  },
  120_000,
);
