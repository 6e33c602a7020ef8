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

const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Longer than a frame, a look and the time that somebody may be gone without being away. */
const soon = { timeout: 25_000 };

const amarasRow = (page: Page) => page.getByRole('row').filter({ hasText: 'Amara' });
const says = (page: Page, words: string) => amarasRow(page).getByText(words, { exact: true }).waitFor(soon);

/** Every word that has stood beside Amara's name since; what came and went between two looks is among them. */
async function noteWords(page: Page): Promise<() => Promise<string[]>> {
  await amarasRow(page).evaluate((row) => {
    const head = row.querySelector('th')!;
    const noted: string[] = [];
    Object.assign(globalThis, { noted });
    new MutationObserver(() => noted.push(head.textContent ?? '')).observe(head, {
      ...{ subtree: true, childList: true, characterData: true },
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { noted: string[] }).noted);
}

async function rest({ context }: Visitor, resting: boolean): Promise<void> {
  const answer = await context.request.put(`${journey.direct}/api/me/presence/rest`, { data: { resting } });
  expect(answer.status()).toBe(200);
}

test('HERE1 HERE6 HERE10 two windows: who comes, reloads, rests, hides and goes is seen in the other without reloading', async () => {
  const ines = await journey.visit('ines', { ...desk, at: `/teach/${cohortId}` });
  await amarasRow(ines.page).getByText('Not seen yet').waitFor(soon);
  const amara = await journey.visit('amara', { ...phone, at: `/c/${cohortId}` });
  await says(ines.page, 'Here');
  const hereNow = amara.page
    .locator('section')
    .filter({ has: amara.page.getByRole('heading', { name: 'Here now' }) });
  await hereNow.getByRole('listitem').filter({ hasText: 'Inês' }).waitFor(soon);
  await hereNow.getByRole('listitem').filter({ hasText: 'You' }).waitFor(soon);

  // A reload, and a second tab that is opened and closed: nobody flickers.
  const words = await noteWords(ines.page);
  await amara.page.reload();
  const second = await amara.context.newPage();
  await second.goto('/home');
  await second.getByRole('heading', { name: 'Here now' }).waitFor();
  await second.close();
  await rest(amara, true);
  await says(ines.page, 'Idle');
  await rest(amara, false);
  await says(ines.page, 'Here');
  expect((await words()).some((said) => said.includes('Idle'))).toBe(true);
  expect((await words()).filter((said) => /Seen|Not seen/.test(said))).toEqual([]);

  // Hidden, by keyboard: at once, and it is said to whom.
  await amara.page.goto('/settings');
  await amara.page.getByRole('radiogroup', { name: 'Who sees that you are here' }).waitFor();
  await tabTo(amara.page, /Your cohorts/);
  await amara.page.keyboard.press('ArrowRight');
  await amara.page.getByText('To everybody, instructors and administrators included').waitFor();
  await says(ines.page, 'Seen just now');
  await amara.page.goto(`/c/${cohortId}`);
  await amara.page.getByText('Nobody sees that you are here.').waitFor();
  await hereNow.getByRole('listitem').filter({ hasText: 'Inês' }).waitFor();
  expect(await hereNow.getByRole('listitem').filter({ hasText: 'You' }).count()).toBe(0);
  await amara.page.getByRole('link', { name: 'Change that' }).click();
  await amara.page.getByText('Your cohorts', { exact: true }).click();
  await amara.page.getByText('Saved.').waitFor();
  await says(ines.page, 'Here');

  await amara.context.close();
  await says(ines.page, 'Seen just now');
  await ines.context.close();
});
