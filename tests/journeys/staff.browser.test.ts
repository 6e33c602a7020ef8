import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Journey, type Visitor } from '../support/journey.ts';

let journey: Journey;
let visitors: Visitor[] = [];
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open({ isReal: true });
  await journey.newcomer('noa', 'Noa Keller');
  ({ id: cohortId } = await journey.cohortOf(await visit('ines')));
});

beforeEach(() => {
  visitors = [];
});
afterEach(async () => {
  await Promise.all(visitors.map(({ context }) => context.close()));
  // Browsers say aloud what the server refuses to somebody who is gone, and what found no network.
  journey.takeNoComplaints(/status of (401|404)|net::ERR_INTERNET_DISCONNECTED/);
});
afterAll(() => journey?.close());

async function visit(key: string, at?: string): Promise<Visitor> {
  const visitor = await journey.visit(key, {
    viewport: { width: 1280, height: 800 },
    ...(at !== undefined && { at }),
  });
  visitors.push(visitor);
  return visitor;
}

/** How long it takes until this is there, in ms. */
async function msUntil(isThere: Promise<void>, deed: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await deed();
  await isThere;
  return performance.now() - startedMs;
}

const chip = (page: Page) => page.getByRole('banner').getByRole('status');
const isLive = (page: Page) => chip(page).filter({ hasText: 'Up to date' }).waitFor();
const sheet = (page: Page, title: string) => page.getByRole('alertdialog', { name: title });
const personRow = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe('people', () => {
  test('somebody is added by e-mail and sees the cohort appear; a typing error and a repetition are told', async () => {
    const { page: noa } = await visit('noa');
    await noa.getByText('You are not in a cohort yet.').waitFor();
    await isLive(noa);
    const { page } = await visit('ines', `/teach/${cohortId}/people`);
    await page.getByText('43 students are in this cohort.').waitFor();
    const form = page.getByRole('form', { name: 'Add somebody who has an account' });
    const add = async (email: string): Promise<void> => {
      await form.getByLabel('E-mail').fill(email);
      await form.getByLabel('E-mail').press('Enter');
    };
    await add('noah@demo.test');
    await page.getByText('There is no account with this address.').waitFor();
    await add('');
    await page.getByText('Enter an e-mail address.').waitFor();
    await add('noa@demo.test');
    await page.getByText('Noa Keller was added.').waitFor();
    await personRow(page, 'Noa Keller').waitFor();
    await page.getByText('44 students are in this cohort.').waitFor();
    await noa.getByRole('main').getByRole('img', { name: '0 of 14 lessons complete' }).waitFor();
    await noa.getByRole('link', { name: 'Begin' }).waitFor();
    await add('noa@demo.test');
    await page.getByText('Noa Keller is already in this cohort.').waitFor();
  });

  test('DEL6 somebody who is removed while reading is told within 2 s; undo brings back what was learned', async () => {
    const chidi = await visit('chidi');
    const { lessons, progress } = await journey.outlineOf(chidi, cohortId);
    await chidi.page.goto(`/c/${cohortId}/lessons/${lessons[0]!.id}`);
    await chidi.page.locator('.reading').first().waitFor();
    await isLive(chidi.page);
    const elsewhere = await chidi.context.newPage();
    await elsewhere.goto('/home');
    await elsewhere.getByText('Your progress').waitFor();

    const { page } = await visit('ines', `/teach/${cohortId}/people`);
    const removed = sheet(chidi.page, 'You are no longer in this cohort');
    const name = 'Chidiebere Nwankwo-Adeyemi';
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    const ms = await msUntil(removed.waitFor(), () => page.getByRole('menuitem', { name: 'Remove' }).click());
    expect(ms).toBeLessThan(2_000);
    await page.getByText(`${name} was removed. What was learned is kept.`).waitFor();
    expect(await removed.innerText()).toContain('AI Enablement');
    await elsewhere.getByText('You are not in a cohort yet.').waitFor();
    // The sheet blocks: neither Escape nor a click beside it gives the page back.
    await chidi.page.keyboard.press('Escape');
    await chidi.page.mouse.click(5, 400);
    expect(await removed.count()).toBe(1);
    const answer = await chidi.context.request.put(
      `/api/cohorts/${cohortId}/lessons/${lessons[9]!.id}/completion`,
    );
    expect(answer.status()).toBe(404);
    await chidi.page.getByRole('button', { name: 'Go to your home page' }).click();
    await chidi.page.getByText('You are not in a cohort yet.').waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    for (const one of [chidi.page, elsewhere]) {
      await one
        .getByRole('main')
        .getByRole('img', { name: `${progress.completed} of 14 lessons complete` })
        .waitFor();
    }
  });

  test('a removal is found again later, among those who were here', async () => {
    const { page } = await visit('ines', `/teach/${cohortId}/people`);
    const act = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Actions for Sven Åkerström' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Remove');
    await page.getByText('Sven Åkerström was removed.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Removed 1' }).click();
    await act('Bring back');
    await page.getByRole('button', { name: 'Removed 0' }).waitFor();
    await page.getByRole('button', { name: /^In the cohort/ }).click();
    await personRow(page, 'Sven Åkerström').waitFor();
  });
});

describe('settings', () => {
  test('another device is signed out from here: it says so within 5 s, and signing in leads back', async () => {
    const laptop = await visit('yusuf', '/settings');
    const phone = await journey.guest({
      viewport: { width: 390, height: 844 },
      userAgent:
        'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    });
    visitors.push(phone);
    await journey.enter(phone.context, 'yusuf');
    await phone.page.goto(`/c/${cohortId}`);
    await phone.page.getByText('Parts of the course').waitFor({ state: 'attached' });
    const { page } = laptop;
    const end = page.getByRole('button', { name: /^Sign out .*Android/ });
    await end.waitFor();
    const signedOut = sheet(phone.page, 'You were signed out');
    expect(await msUntil(signedOut.waitFor(), () => end.click())).toBeLessThan(5_000);
    await page.getByText('You are signed in on this device alone.').waitFor();

    await phone.page.getByRole('button', { name: 'Sign in again' }).click();
    await phone.page.getByLabel('E-mail').fill('yusuf@demo.test');
    await phone.page.getByLabel('Password', { exact: true }).fill('stoa-demo');
    await phone.page.getByRole('button', { name: 'Sign in' }).click();
    await phone.page.getByRole('heading', { name: 'AI Enablement' }).first().waitFor();
    expect(new URL(phone.page.url()).pathname).toBe(`/c/${cohortId}`);
    // The list on the laptop has the new session by itself.
    await end.waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText(/^\d+ other sessions? (was|were) ended\.$/).waitFor();
    await signedOut.waitFor();
  });

  test('G: what was done without network survives being signed out meanwhile', async () => {
    const phone = await visit('salma', `/c/${cohortId}`);
    const { page, context } = phone;
    const laptop = await visit('salma', '/settings');
    const { lessons, progress } = await journey.outlineOf(phone, cohortId);
    const next = lessons.find(({ completedAt }) => !completedAt)!;
    await page.getByRole('link', { name: 'Continue' }).click();
    await isLive(page);
    const complete = page.getByRole('button', { name: 'Mark complete and go on' });
    await complete.waitFor();
    await context.setOffline(true);
    await complete.click();
    await chip(page).filter({ hasText: 'Offline, 1 waiting to send' }).waitFor();
    await laptop.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await laptop.page.getByText('1 other session was ended.').waitFor();
    await context.setOffline(false);

    await sheet(page, 'You were signed out').waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel('E-mail').fill('salma@demo.test');
    await page.getByLabel('Password', { exact: true }).fill('stoa-demo');
    await page.getByLabel('Password', { exact: true }).press('Enter');
    await page.getByRole('heading', { level: 1, name: next.title }).waitFor();
    await page.getByText(/^Completed /).waitFor();
    expect((await journey.outlineOf(laptop, cohortId)).progress.completed).toBe(progress.completed + 1);
  });

  test('name and zone are saved and seen by the class; the look stays on this device', async () => {
    const wen = await visit('mateo', '/settings');
    const { page } = wen;
    const ines = await visit('ines', `/teach/${cohortId}`);
    // In the class, and among those who were offered help.
    const named = (name: string) => ines.page.getByRole('link', { name });
    await expect.poll(() => named('Mateo Restrepo').count()).toBe(2);
    await isLive(ines.page);

    await page.getByLabel('Name').fill('Mateo Restrepo Vélez');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await zone.fill('Kathmandu');
    // By keyboard: a list that is in view closes when the page is scrolled, as a mouse of a test may do.
    await page.getByRole('option', { name: /Kathmandu/ }).waitFor();
    await zone.press('ArrowDown');
    await zone.press('Enter');
    await expect.poll(() => zone.inputValue()).toBe('Asia, Kathmandu');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Saved /).waitFor();
    await expect.poll(() => named('Mateo Restrepo Vélez').count()).toBe(2);

    const ground = (one: Page): Promise<string> =>
      one.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground(page);
    await page.getByText('Dark', { exact: true }).click();
    await expect.poll(() => ground(page)).not.toBe(light);
    const dark = await ground(page);

    await page.reload();
    await expect.poll(() => ground(page)).toBe(dark);
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Mateo Restrepo Vélez');
    expect(await zone.inputValue()).toBe('Asia, Kathmandu');
    await page.goto('/home');
    await page.getByRole('button', { name: 'You: Mateo Restrepo Vélez' }).waitFor();
    expect(await ground(page)).toBe(dark);
    const other = await visit('mateo');
    expect(await ground(other.page)).toBe(light);
  });

  test('signing out forgets the person: the next one in this browser sees nothing of them', async () => {
    const { page } = await visit('priya');
    await page.getByText('Your progress').waitFor();
    await page.getByRole('button', { name: 'You: Priya Raghunathan' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await sheet(page, 'You were signed out').count()).toBe(0);
    await page.goBack();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.getByText('Priya').count()).toBe(0);
  });
});
