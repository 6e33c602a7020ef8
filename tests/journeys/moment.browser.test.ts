import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { MomentDesk } from '#features/moment/contract.ts';
import { Journey, type Visitor, type VisitOptions } from '../support/journey.ts';
import { tabTo } from '../support/journeyKeys.ts';

let journey: Journey;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  ({ id: cohortId } = await journey.cohortOf(amara));
  await amara.context.close();
});

afterEach(() => {
  journey.wire.mend();
  // Browsers tell of every request that the network did not carry.
  journey.takeNoComplaints(/net::ERR_(CONNECTION_|EMPTY_RESPONSE|NETWORK_|INCOMPLETE_CHUNKED|SOCKET)/);
});
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Somebody of the demo class, beside the wire unless said. */
async function visit(key: string, at: string, options: VisitOptions = desk): Promise<Visitor> {
  return journey.visit(key, { at, baseURL: journey.direct, ...options });
}

async function aLiveSession({ context }: Visitor, title: string): Promise<string> {
  const planned = await context.request.post(`/api/cohorts/${cohortId}/sessions`, {
    data: { title, startsAt: new Date(Date.now() + 600_000).toISOString(), minutes: 60 },
  });
  expect(planned.status()).toBeLessThan(300);
  const { session } = ((await planned.json()) as { data: { session: { id: string } } }).data;
  expect((await context.request.post(`/api/sessions/${session.id}/start`)).status()).toBeLessThan(300);
  return session.id;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

test('hands go up on phones, are called on by keyboard, and everybody finds their own place', async () => {
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'Hands up');
  const console = ines.page;
  await console.goto(`/live/${sessionId}/host`);
  await console.getByText('Whoever raises theirs stands here, the first one first.').waitFor();
  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const jonas = await visit('jonas', `/live/${sessionId}`);
  await amara.page.getByText('No hand is up.').waitFor();

  await button(amara.page, 'Raise your hand').tap();
  await amara.page.getByText('Your hand is up, and you are next.').waitFor();
  await jonas.page.getByText('1 hand is up.').waitFor();
  // Whose it is, nobody but staff is told.
  expect(await jonas.page.locator('main').getByText(/Amara/).count()).toBe(0);
  await press(jonas.page, /button “Raise your hand”/);
  await jonas.page.getByText('Your hand is up; 1 person is before you.').waitFor();
  await button(console, /^Call on Amara/).waitFor();
  await press(console, /button “Call on Amara/);
  await amara.page.getByText('It is your turn.').first().waitFor();
  await jonas.page.getByText('Your hand is up, and you are next.').waitFor();
  await console.getByText('Has the floor').waitFor();

  await press(console, /button “Call on Jonas/);
  await jonas.page.getByText('It is your turn.').first().waitFor();
  await button(amara.page, 'Raise your hand').waitFor();
  await button(amara.page, 'Raise your hand').tap();
  await amara.page.getByText('Your hand is up, and you are next.').waitFor();
  await button(console, 'Take all down').click();
  for (const { page } of [amara, jonas]) await page.getByText('No hand is up.').waitFor();
  const { hands } = await journey.view<MomentDesk>(ines, `/api/sessions/${sessionId}/moment/desk`);
  expect(hands).toEqual([]);
  await Promise.all([ines, amara, jonas].map(({ context }) => context.close()));
});

test('a timer and what is said to everybody are on every screen; receipts and pulse are counted without names', async () => {
  const words = 'Write down one case of your own.';
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'In time');
  const console = ines.page;
  await console.goto(`/live/${sessionId}/host`);
  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const jonas = await visit('jonas', `/live/${sessionId}`);
  const wall = await ines.context.newPage();
  await wall.goto(`/live/${sessionId}/screen`);
  await wall.getByText('Take part:').first().waitFor();

  await console.getByRole('heading', { name: 'Timer' }).waitFor();
  await console.locator('body').press('t');
  await press(console, /button “5 minutes”/);
  for (const page of [amara.page, jonas.page, wall, console])
    await page
      .getByRole('timer')
      .filter({ hasText: 'Exercise' })
      .getByText(/^4:\d\d$/)
      .waitFor();
  await button(console, 'Pause').click();
  await amara.page.getByRole('timer').filter({ hasText: 'Paused' }).waitFor();
  await button(console, '1 minute more').click();
  await wall
    .getByRole('timer')
    .getByText(/^5:\d\d$/)
    .waitFor();
  await button(console, 'Stop').click();
  await wall.getByRole('timer').waitFor({ state: 'detached' });

  await console.getByLabel('What everybody is to read').fill(words);
  await console.keyboard.press('Enter');
  for (const page of [amara.page, jonas.page]) {
    await page.getByRole('region', { name: 'Said to everybody' }).getByText(words).waitFor();
  }
  await wall.getByRole('note', { name: 'Said to everybody' }).getByText(words).waitFor();
  await button(amara.page, 'I have read this').tap();
  await amara.page.getByText('You have said that you read this.').waitFor();
  await console.getByText(/^1 of \d+ has read it$/).waitFor();
  await button(console, 'Take it down').click();
  await jonas.page.getByRole('region', { name: 'Said to everybody' }).waitFor({ state: 'detached' });
  await console.getByText('Said before: 1').waitFor();

  await amara.page.getByText('How is it going?').tap();
  await button(amara.page, 'Too fast').tap();
  await button(amara.page, 'Partly clear').tap();
  await amara.page.getByRole('button', { name: 'Partly clear', pressed: true }).waitFor();
  const pace = console.getByRole('list', { name: 'Pace' }).getByRole('listitem');
  await pace.filter({ hasText: 'Too fast' }).getByText('1', { exact: true }).waitFor();
  await button(amara.page, 'Applause').tap();
  const clapped = (page: Page) => page.locator('svg + bdi').getByText('1', { exact: true }).waitFor();
  await Promise.all([clapped(wall), clapped(console)]);
  await Promise.all([ines, amara, jonas].map(({ context }) => context.close()));
});
