import type { CDPSession } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Journey } from '../support/journey.ts';

/** What a lesson that was read before may cost, of everything that comes over the line. */
const mostBytes = 5 * 1024;

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.open();
});
afterEach(() => journey.takeNoComplaints());
afterAll(() => journey?.close());

interface Traffic {
  /** By address, in bytes. */
  readonly received: Map<string, number>;
  readonly kept: Set<string>;
}

/** Counts what the browser really receives; what it takes from its own cache costs nothing but its confirmation. */
async function watchTraffic(devTools: CDPSession): Promise<Traffic> {
  const traffic: Traffic = { received: new Map(), kept: new Set() };
  const addresses = new Map<string, string>();
  devTools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    addresses.set(requestId, new URL(request.url).pathname);
  });
  devTools.on('Network.responseReceived', ({ requestId, response }) => {
    const isKept = response.fromDiskCache === true || response.status === 304;
    if (isKept) traffic.kept.add(addresses.get(requestId)!);
  });
  const add = (requestId: string, bytes: number): void => {
    const address = addresses.get(requestId);
    if (address !== undefined) traffic.received.set(address, (traffic.received.get(address) ?? 0) + bytes);
  };
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    add(requestId, encodedDataLength),
  );
  // A stream does not finish.
  devTools.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (addresses.get(requestId) === '/api/stream') add(requestId, dataLength);
  });
  await devTools.send('Network.enable');
  return traffic;
}

test('CACHE2 a lesson that was read before costs at most 5 KB to open again', async () => {
  const { context, page } = await journey.visit('amara', { viewport: { width: 1280, height: 800 } });
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.waitForURL(/\/lessons\//);
  const lesson = page.url();
  await page.locator('.reading').first().waitFor();
  const title = await page.locator('h1').innerText();
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.goto(lesson);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.reading').first().waitFor();
  await page.goto('about:blank');

  const traffic = await watchTraffic(await context.newCDPSession(page));
  await page.goto(lesson);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.reading').first().waitFor();
  // All of it: with its stream open and its questions asked for.
  await page.getByText('Up to date').first().waitFor({ state: 'attached' });
  await expect
    .poll(() => [...traffic.received.keys()].some((path) => path.endsWith('/questions')))
    .toBe(true);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  const total = [...traffic.received.values()].reduce((sum, bytes) => sum + bytes, 0);
  const most = [...traffic.received].toSorted(([, a], [, b]) => b - a);
  expect(total, JSON.stringify(most, null, 1)).toBeLessThanOrEqual(mostBytes);
  expect(traffic.received.size).toBeGreaterThan(2);
  await context.close();
});
