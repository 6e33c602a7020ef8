import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PollDesk } from '#features/polls/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import { Journey, type Visitor } from '../support/journey.ts';

let journey: Journey;
/** Beside the page that is watched. */
let ines: Visitor;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open();
  ines = await journey.guest();
  await journey.enter(ines.context, 'ines');
  ({ id: cohortId } = await journey.cohortOf(ines));
});
// Nobody is signed in outside of the frames.
afterEach(() => journey.takeNoComplaints(/status of 401 .*\/api\/me\)$/));
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const staffTitle = 'Inês teaches';
const studentTitle = 'Amara learns';

/** What stands in the frame of this title. */
async function frameOf(page: Page, title: string): Promise<Frame> {
  const element = await page.locator(`iframe[title="${title}"]`).elementHandle();
  return (await element!.contentFrame())!;
}

/** Says which of the two kinds is watched, by its radio button. */
const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const turnTo = (page: Page, name: string): Promise<void> =>
  page.getByText(name, { exact: true }).and(page.locator('label')).click();

async function sessionsNow(): Promise<LiveSession[]> {
  return journey.view<LiveSession[]>(ines, `/api/cohorts/${cohortId}/sessions`);
}

test('before a session is on air both sides show lessons, and the session can be begun from here', async () => {
  const [next] = (await sessionsNow()).filter(({ state }) => state === 'scheduled');
  const { page, context } = await journey.guest({ at: '/', ...desk });
  await page.getByRole('link', { name: 'Open both sides' }).click();
  await page.getByText(`No session is on air. “${next!.title}” is planned for`).waitFor();
  expect(await choice(page, 'The lessons').isChecked()).toBe(true);
  const teach = await frameOf(page, staffTitle);
  await teach.waitForURL(/\/seat\/ines\/teach/);
  await (await frameOf(page, studentTitle)).waitForURL(/\/seat\/amara\/home/);

  await turnTo(page, 'The live session');
  await (await frameOf(page, studentTitle)).waitForURL(`**/seat/amara/live/${next!.id}`);
  const console = await frameOf(page, staffTitle);
  await console.waitForURL(`**/seat/ines/live/${next!.id}/host`);
  await console.getByRole('button', { name: 'Start the session' }).click();
  const early = console.getByRole('button', { name: 'Start it now' });
  const onAir = console.getByText(/^On air \d/);
  await early.or(onAir).first().waitFor();
  if (await early.isVisible()) await early.click();
  await onAir.waitFor();
  await (await frameOf(page, studentTitle)).getByRole('main').getByText('On air', { exact: true }).waitFor();
  // The words above go with it, and neither frame was loaded anew.
  await page.getByText('Ask a poll on the console').waitFor();
  expect(console.isDetached()).toBe(false);
  await context.close();
});

test('while one is on air both sides open on it, and a poll of the one is voted in on the other', async () => {
  const live = (await sessionsNow()).find(({ state }) => state === 'live')!;
  const { page, context } = await journey.guest({ at: '/', ...desk });
  await page.getByRole('link', { name: 'Open both sides' }).click();
  await page.locator('iframe').first().waitFor();
  const console = await frameOf(page, staffTitle);
  const student = await frameOf(page, studentTitle);
  expect(await choice(page, 'The live session').isChecked()).toBe(true);
  await console.waitForURL(`**/seat/ines/live/${live.id}/host`);
  await student.waitForURL(`**/seat/amara/live/${live.id}`);
  expect(await student.evaluate(() => innerWidth)).toBe(390);

  const prompt = 'Coffee or tea?';
  const line = console.getByLabel('Quick poll, in one line');
  await line.fill(prompt);
  await line.press('Enter');
  const card = student.getByRole('article', { name: prompt, exact: true });
  await card.getByText('Vote now').waitFor();
  await card.getByRole('button', { name: 'Coffee', exact: true }).click();
  await card.getByText('Counted. You can change it until the poll closes.').waitFor();
  await console.getByRole('article', { name: prompt, exact: true }).getByText('1 voted').waitFor();
  const { polls } = await journey.view<PollDesk>(ines, `/api/sessions/${live.id}/polls/desk`);
  expect(polls.find((poll) => poll.prompt === prompt)).toMatchObject({
    voters: 1,
  });

  await turnTo(page, 'The lessons');
  await page.getByText(`“${live.title}” is on air`).waitFor();
  await (await frameOf(page, studentTitle)).waitForURL(/\/seat\/amara\/home/);
  // Going back leads to where one came from, past all that was watched.
  await page.goBack();
  await page.getByRole('link', { name: 'Open both sides' }).waitFor();
  await context.close();
});

test('on a phone one side is in sight at a time, and the other stays as it was', async () => {
  const { page, context } = await journey.guest({ at: '/both', ...phone });
  const staffFrame = page.locator(`iframe[title="${staffTitle}"]`);
  const studentFrame = page.locator(`iframe[title="${studentTitle}"]`);
  await staffFrame.waitFor();
  expect(await studentFrame.isVisible()).toBe(false);
  const student = await frameOf(page, studentTitle);
  await student.getByRole('main').getByText('On air', { exact: true }).waitFor();
  await turnTo(page, studentTitle);
  await studentFrame.waitFor();
  expect(await staffFrame.isVisible()).toBe(false);
  expect(student.isDetached()).toBe(false);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
  await context.close();
});
