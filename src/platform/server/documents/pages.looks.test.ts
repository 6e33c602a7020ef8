import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contracts } from '#app/contracts.ts';
import { axeOf, launchBrowser } from '../../../../tests/support/browser.ts';
import { catalogueOf } from '../catalogue.ts';
import { apiPage } from './apiPage.ts';
import { asyncApi } from './asyncapi.ts';
import { eventsPage } from './eventsPage.ts';
import { openApi } from './openapi.ts';

const about = { title: 'Stoa', version: '1', serverUrl: undefined };
const everyRoom = catalogueOf(contracts);
// One room has every kind of thing that the pages show, and axe looks at each of them for long.
const oneRoom = catalogueOf(contracts.slice(0, 1));
const pages = {
  '/docs/api': (rooms: typeof oneRoom) => apiPage(openApi(rooms, about)),
  '/docs/events': (rooms: typeof oneRoom) => eventsPage(asyncApi(rooms, about)),
};
const paths = Object.keys(pages) as (keyof typeof pages)[];

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

test.each(paths.flatMap((path) => (['light', 'dark'] as const).map((look) => [path, look] as const)))(
  '%s in %s has nothing that axe complains of',
  async (path, look) => {
    const context = await browser.newContext({ colorScheme: look, viewport: { width: 390, height: 900 } });
    try {
      const page = await context.newPage();
      await page.setContent(pages[path](oneRoom));
      expect(await axeOf(page)).toEqual([]);
    } finally {
      await context.close();
    }
  },
);

test.each(paths)('on %s nothing sticks out of a narrow screen', async (path) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
  try {
    await page.setContent(pages[path](everyRoom));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  } finally {
    await page.close();
  }
});
