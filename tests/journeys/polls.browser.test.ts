import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PollDesk } from '#features/polls/contract.ts';
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

const poll = (page: Page, prompt: string) => page.getByRole('article', { name: prompt, exact: true });
const option = (page: Page, prompt: string, label: string) =>
  poll(page, prompt).getByRole('button', { name: label, exact: true });
const counted = 'Counted. You can change it until the poll closes.';

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Writes a poll where a session's polls are prepared, by keyboard alone. */
async function prepare(page: Page, prompt: string, options: readonly string[]): Promise<void> {
  await press(page, /button “Write a poll”/);
  await tabTo(page, /textarea “Question”/);
  await page.keyboard.type(prompt);
  await tabTo(page, /input “Option 1”/);
  for (const [place, label] of options.entries()) {
    if (place > 0) await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Option ${place + 1}`);
    await page.keyboard.type(label);
  }
  await press(page, /button “Keep it”/);
  await page.getByRole('listitem').filter({ hasText: prompt }).waitFor();
}

async function deskOf(staff: Visitor, sessionId: string): Promise<PollDesk['polls']> {
  return (await journey.view<PollDesk>(staff, `/api/sessions/${sessionId}/polls/desk`)).polls;
}

test('a poll is prepared, asked by a key, voted in, changed, closed and shown, on phone, desk and wall', async () => {
  const prompt = 'Which pattern would you try first?';
  const [examples, critique, roles] = ['Few-shot examples', 'Critique, then revise', 'Roles'] as const;
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'An hour of polls');
  const console = ines.page;
  await console.goto(`/live/${sessionId}/host?part=polls`);
  await console.getByText('No poll is prepared yet.').waitFor();
  await prepare(console, prompt, [examples, critique, roles]);

  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const jonas = await visit('jonas', `/live/${sessionId}`);
  const wall = await ines.context.newPage();
  await wall.goto(`/live/${sessionId}/screen`);
  await wall.getByText('Take part:').waitFor();
  await amara.page.getByText('Nothing to vote on at the moment.').waitFor();
  expect(await amara.page.getByText(prompt).count()).toBe(0);

  await press(console, /link “Console”/);
  await console.getByRole('list', { name: 'Prepared' }).getByText(prompt).waitFor();
  await console.keyboard.press('1');
  await console.keyboard.press('Enter');
  for (const { page } of [amara, jonas]) {
    const card = poll(page, prompt);
    await card.getByText('Vote now').waitFor();
    // Said before anybody votes.
    await card.getByText(/^Confidential: your choice is kept with your name/).waitFor();
    await card.getByText('The result is shown later, when it is revealed.').waitFor();
  }
  await wall.getByRole('heading', { name: prompt }).waitFor();
  await wall.getByText('0 have voted').waitFor();

  await option(amara.page, prompt, examples).tap();
  await poll(amara.page, prompt).getByText(counted).waitFor();
  await option(amara.page, prompt, critique).tap();
  await amara.page.getByRole('button', { name: critique, pressed: true }).waitFor();
  await tabTo(jonas.page, /button “Few-shot examples”/);
  await jonas.page.keyboard.press('Enter');
  await poll(jonas.page, prompt).getByText(counted).waitFor();
  await poll(console, prompt).getByText('2 voted').waitFor();
  await wall.getByText('2 have voted').waitFor();
  const row = (page: Page, label: string) =>
    poll(page, prompt).getByRole('listitem').filter({ hasText: label });
  await row(console, critique).getByText('1', { exact: true }).waitFor();
  await poll(console, prompt).getByText('The class sees the question and no result.').waitFor();
  for (const page of [amara.page, wall]) expect(await page.getByText(/\d chose/).count()).toBe(0);

  await console.getByText(`The class sees: the poll “${prompt}”, and no result yet.`).waitFor();

  await console.keyboard.press('c');
  for (const { page } of [amara, jonas])
    await poll(page, prompt).getByText('Closed. The result is shown when it is revealed.').waitFor();
  await wall.getByText('Voting is closed').waitFor();
  expect(await option(amara.page, prompt, roles).count()).toBe(0);

  await console.keyboard.press('r');
  await console.getByText(`The class sees: the result of “${prompt}”.`).waitFor();
  await row(amara.page, critique).getByText('your choice').waitFor();
  await row(jonas.page, examples).getByText('your choice').waitFor();
  const onWall = wall.getByRole('listitem').filter({ hasText: critique });
  await onWall.getByText('1', { exact: true }).waitFor();
  const sizePx = await onWall.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(sizePx).toBeGreaterThanOrEqual(28);
  await poll(amara.page, prompt).getByRole('button', { name: 'Show as a table' }).tap();
  await amara.page.getByRole('row').filter({ hasText: roles }).getByText('0').waitFor();

  await press(console, /button “Put away”/);
  await wall.getByText('Take part:').first().waitFor();
  await wall.getByRole('heading', { name: prompt }).waitFor({ state: 'detached' });
  const [asked] = await deskOf(ines, sessionId);
  expect(asked).toMatchObject({ voters: 2, state: 'closed' });
  expect(Object.values(asked!.tally!.counts)).toEqual([1, 1, 0]);
  await Promise.all([ines, amara, jonas].map(({ context }) => context.close()));
});

test('a vote that is given without a connection waits, can be changed, and is sent once', async () => {
  const prompt = 'Coffee or tea?';
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'In the lift');
  await ines.page.goto(`/live/${sessionId}/host`);
  const amara = await visit('amara', `/live/${sessionId}`, { ...phone, baseURL: journey.base });
  const line = ines.page.getByLabel('Quick poll, in one line');
  await line.fill(prompt);
  await ines.page.getByText('One option: Coffee · Tea').waitFor();
  await line.press('Enter');
  await option(amara.page, prompt, 'Coffee').waitFor();

  journey.wire.pull();
  const chip = amara.page.getByRole('banner').getByRole('status');
  await chip.filter({ hasText: /Reconnecting|Offline/ }).waitFor();
  await option(amara.page, prompt, 'Coffee').tap();
  const waits = poll(amara.page, prompt).getByText(
    /^Kept on this device, and sent when the connection is back/,
  );
  await waits.waitFor();
  await option(amara.page, prompt, 'Tea').tap();
  await amara.page.getByRole('button', { name: 'Tea', pressed: true }).waitFor();
  await waits.waitFor();
  expect((await deskOf(ines, sessionId))[0]!.voters).toBe(0);

  journey.wire.mend();
  await poll(amara.page, prompt).getByText(counted).waitFor({ timeout: 45_000 });
  await poll(ines.page, prompt).getByText('1 voted').waitFor();
  const [asked] = await deskOf(ines, sessionId);
  const tea = asked!.options.find(({ label }) => label === 'Tea')!;
  expect(asked!.voters).toBe(1);
  expect(asked!.tally!.counts[tea.id]).toBe(1);
  await amara.page.getByRole('button', { name: 'Tea', pressed: true }).waitFor();

  await amara.page.reload();
  await amara.page.getByRole('button', { name: 'Tea', pressed: true }).waitFor();
  await Promise.all([ines, amara].map(({ context }) => context.close()));
});

test('an anonymous vote is known, and can be changed, only in the browser that gave it', async () => {
  const prompt = 'Did you use it for something it was not meant for?';
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'Between us');
  const launched = await ines.context.request.post(`/api/sessions/${sessionId}/polls`, {
    data: { kind: 'yes-no', prompt, anonymity: 'anonymous' },
  });
  expect(launched.status()).toBeLessThan(300);
  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const elsewhere = await visit('amara', `/live/${sessionId}`);
  await ines.page.goto(`/live/${sessionId}/host`);
  await poll(amara.page, prompt)
    .getByText(/^Anonymous: what you choose is stored without your name/)
    .waitFor();
  await option(amara.page, prompt, 'Yes').tap();
  await poll(amara.page, prompt)
    .getByText(/^Counted\. You can change it in this browser/)
    .waitFor();
  await poll(elsewhere.page, prompt)
    .getByText(/^Your anonymous vote is counted/)
    .waitFor();
  expect(await option(elsewhere.page, prompt, 'No').count()).toBe(0);
  // As long as people vote, a count would tell who voted what.
  await poll(ines.page, prompt).getByText('1 voted').waitFor();
  await poll(ines.page, prompt)
    .getByText(/^Anonymous votes are counted once the poll is closed/)
    .waitFor();

  await amara.page.reload();
  await amara.page.getByRole('button', { name: 'Yes', pressed: true }).waitFor();
  await option(amara.page, prompt, 'No').tap();
  await amara.page.getByRole('button', { name: 'No', pressed: true }).waitFor();
  await poll(amara.page, prompt)
    .getByText(/^Counted\. You can change it in this browser/)
    .waitFor();
  await ines.page.getByRole('button', { name: 'Close' }).first().click();
  await poll(ines.page, prompt).getByText('1 of 1 chose “No”.').waitFor();
  await poll(amara.page, prompt).getByText('Your answer: No').waitFor();
  await poll(elsewhere.page, prompt).getByText('Your vote is counted.').waitFor();
  await Promise.all([ines, amara, elsewhere].map(({ context }) => context.close()));
});

test('on a phone whoever reads the chat is told of a poll, and is led to it; the row of parts stays in sight', async () => {
  const prompt = 'Who is ready for more?';
  const [ines, jonas] = await Promise.all([visit('ines', '/teach'), visit('jonas', '/home')]);
  const sessionId = await aLiveSession(ines, 'Down in the chat');
  const at = `/api/sessions/${sessionId}`;
  const send = async (
    { context }: Visitor,
    path: string,
    data: object,
    method: 'post' | 'put' = 'post',
  ): Promise<string> => {
    const answer = await context.request[method](path, { data });
    expect([path, answer.status()]).toEqual([path, 200]);
    return ((await answer.json()) as { data: { id: string } }).data.id;
  };
  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const { page } = amara;
  const now = page.getByRole('button', { name: /^Now/ });
  const tab = (name: string | RegExp) => page.getByRole('tab', { name, exact: true });
  const isRowInSight = async (): Promise<void> => {
    const top = (await now.boundingBox())!.y;
    // Below the bar of the page, and nowhere else.
    expect([top >= 40, top < 120]).toEqual([true, true]);
  };
  await tab('Chat').tap();
  await page.getByRole('log').waitFor();
  await isRowInSight();
  expect(await now.getAttribute('aria-current')).toBeNull();

  await send(ines, `${at}/polls`, { kind: 'yes-no', prompt });
  const line = page.getByRole('button', { name: `New poll: vote ${prompt}` });
  await line.waitFor();
  await page.getByRole('button', { name: 'Now something new' }).waitFor();
  await line.tap();
  await line.waitFor({ state: 'detached' });
  await expect.poll(() => now.getAttribute('aria-current')).toBe('true');
  expect(await now.innerText()).toBe('Now');
  const yes = option(page, prompt, 'Yes');
  expect((await yes.boundingBox())!.y).toBeLessThan(phone.viewport.height);
  await yes.tap();
  await poll(page, prompt).getByText(counted).waitFor();

  await tab('Questions').tap();
  await isRowInSight();
  await send(jonas, `/api/channels/${sessionId}/messages`, { text: 'Two of us are.' });
  await tab('Chat 1 new message').waitFor();
  await tab('Chat 1 new message').tap();
  await tab('Chat').waitFor();
  await isRowInSight();

  const question = await send(amara, `${at}/questions`, { text: 'And who is not?' });
  await send(ines, `/api/questions/${question}/answer`, { text: 'Jonas is.' }, 'put');
  await tab('Questions something new').waitFor();
  await page.getByRole('button', { name: 'Your question was answered.' }).tap();
  await page.getByText('Jonas is.').waitFor();
  await tab('Questions').and(page.locator('[aria-selected=true]')).waitFor();
  await isRowInSight();
  await Promise.all([ines, jonas, amara].map(({ context }) => context.close()));
});
