import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Journey, type Visitor } from '../support/journey.ts';
import { tabTo } from '../support/journeyKeys.ts';

let journey: Journey;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open();
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  ({ id: cohortId } = await journey.cohortOf(amara));
  await amara.context.close();
});
afterEach(() => journey.takeNoComplaints());
afterAll(() => journey?.close());

/** Says something in the cohort's first channel. @returns the message's id */
async function say({ context }: Visitor, text: string, threadId: string | null = null): Promise<string> {
  const data = { text, threadId };
  const answer = await context.request.post(`${journey.direct}/api/channels/${cohortId}/messages`, { data });
  expect(answer.status()).toBeLessThan(300);
  return ((await answer.json()) as { data: { id: string } }).data.id;
}

const bell = (page: Page, says: RegExp) => page.getByRole('banner').getByRole('button', { name: says });
const panel = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });
const told = (page: Page, words: string) => panel(page).getByRole('listitem').filter({ hasText: words });

test('what happens is counted in every window, leads to what it is about, and is read in all of them at once', async () => {
  const desk = await journey.visit('amara', { viewport: { width: 1280, height: 800 } });
  const phone = await journey.visit('amara', { viewport: { width: 390, height: 844 }, hasTouch: true });
  const jonas = await journey.guest();
  await journey.enter(jonas.context, 'jonas');
  for (const { page } of [desk, phone]) await bell(page, /^Notifications/).waitFor();
  await bell(phone.page, /^Notifications/).tap();
  await panel(phone.page).getByRole('heading', { name: 'Notifications' }).waitFor();
  const readAll = panel(phone.page).getByRole('button', { name: 'Mark all as read' });
  if (await readAll.count()) await readAll.tap();
  await bell(desk.page, /nothing unread$/).waitFor();

  // Two replies are one line, in both windows, whether the panel is open or not.
  const root = await say(desk, 'Who has a case for tomorrow?');
  await say(jonas, 'I have.', root);
  await bell(desk.page, /, 1 unread$/).waitFor();
  const last = await say(jonas, 'And a second one.', root);
  await told(phone.page, '2 replies to you, the newest by Jonas').waitFor();
  expect(await told(phone.page, 'to you').count()).toBe(1);
  await bell(desk.page, /, 1 unread$/).waitFor();

  // By keyboard alone: into the panel, to the reply itself; the phone knows that it was read.
  await tabTo(desk.page, /^button “Notifications, 1 unread”/);
  await desk.page.keyboard.press('Enter');
  await told(desk.page, '2 replies to you').waitFor();
  await tabTo(desk.page, /2 replies to you/);
  await desk.page.keyboard.press('Enter');
  await desk.page.locator(`[data-message="${last}"][data-arrived]`).waitFor();
  expect(await desk.page.evaluate(() => document.activeElement?.getAttribute('data-message'))).toBe(last);
  expect(await panel(desk.page).isVisible()).toBe(false);
  await bell(phone.page, /nothing unread$/).waitFor();

  // Read on the phone where it stands.
  await desk.page.goto('/notifications');
  await say(jonas, 'A third, if you like.', root);
  await bell(desk.page, /, 1 unread$/).waitFor();
  await desk.page.getByText('1 is unread.').waitFor();
  await told(phone.page, 'Jonas Weber replied to you')
    .getByRole('button', { name: /^Mark as read/ })
    .tap();
  await bell(desk.page, /nothing unread$/).waitFor();
  await desk.page.getByText('You have read everything.').waitFor();

  // What she chooses on one is chosen on the other, and told in plain words.
  await panel(phone.page).getByRole('link', { name: 'What you are told' }).tap();
  await desk.page.goto('/settings#notifications');
  for (const { page } of [phone, desk]) await page.getByText(/^Mails wait from 22:00 to 07:00/).waitFor();
  await desk.page.getByLabel('From', { exact: true }).fill('07:00');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByText('They would end as they begin. Choose another time.').waitFor();
  await desk.page.getByLabel('From', { exact: true }).fill('21:00');
  await desk.page.keyboard.press('Enter');
  await phone.page.getByText(/^Mails wait from 21:00 to 07:00/).waitFor();
  for (const { context } of [desk, phone, jonas]) await context.close();
});
