import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { axeOf, launchBrowser } from './browser.ts';
import { ServiceMissing } from './serviceMissing.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>Hello</h1>${body}</main></body></html>`;

test('axe finds the button without a name and says where it is', async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.setContent(page('<button id="nameless"></button>'));
  expect(await axeOf(tab)).toEqual([expect.stringMatching(/^critical button-name: .+ \(#nameless\)$/)]);
  await context.close();
});

test('axe has nothing to say about a page in order', async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.setContent(page('<button>Save</button>'));
  expect(await axeOf(tab)).toEqual([]);
  await context.close();
});

test('a page under test reaches nobody outside this machine', async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await expect(tab.goto('http://stoa.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  await context.close();
});

test('a missing browser is told by name and with a remedy', async () => {
  const before = process.env.CHROMIUM_PATH;
  process.env.CHROMIUM_PATH = '/nowhere/chromium';
  try {
    await expect(launchBrowser()).rejects.toThrow(ServiceMissing);
    await expect(launchBrowser()).rejects.toThrow('Chromium is not on this machine. Install it');
  } finally {
    if (before === undefined) delete process.env.CHROMIUM_PATH;
    else process.env.CHROMIUM_PATH = before;
  }
});
