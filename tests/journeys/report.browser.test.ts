import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { QuestionsReport } from '#features/qna/contract.ts';
import type { DeskPoll, PollsReport } from '#features/polls/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import { Journey, type Visitor } from '../support/journey.ts';

let journey: Journey;
let cohortId: string;
let held: LiveSession;
let notHeldId: string;

beforeAll(async () => {
  journey = await Journey.open();
  const [ines, amara] = await Promise.all([journey.visit('ines'), journey.visit('amara')]);
  ({ id: cohortId } = await journey.cohortOf(amara));
  const sessions = await journey.view<LiveSession[]>(amara, `/api/cohorts/${cohortId}/sessions`);
  notHeldId = sessions.find(({ state }) => state === 'scheduled')!.id;
  held = await aHeldSession(ines, amara);
  await Promise.all([ines, amara].map(({ context }) => context.close()));
});
afterEach(() => journey.takeNoComplaints());
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };

/** The figure of this name, as it stands on the page. */
async function figure(page: Page, list: string, name: string): Promise<string> {
  const one = page
    .getByLabel(list, { exact: true })
    .locator('div')
    .filter({ has: page.getByText(name, { exact: true }) });
  return (await one.locator('dd').first().textContent())!.replaceAll(/[\u2066-\u2069]/g, '');
}

/** Something is asked, voted on and said in it; then it is over. */
async function aHeldSession(ines: Visitor, amara: Visitor): Promise<LiveSession> {
  const startsAt = new Date(Date.now() + 600_000).toISOString();
  const plan = { title: 'What a report has', startsAt, minutes: 60 };
  const { session } = await post<{ session: LiveSession }>(ines, `/api/cohorts/${cohortId}/sessions`, plan);
  const of = `/api/sessions/${session.id}`;
  await post(ines, `${of}/start`);
  const written = { kind: 'yes-no', prompt: 'Is it counted?', results: 'live' };
  const { id: pollId, options } = await post<DeskPoll>(ines, `${of}/polls`, written);
  await post(amara, `/api/polls/${pollId}/ballot`, { optionIds: [options[0]!.id] }, 'put');
  const { id } = await post<{ id: string }>(amara, `${of}/questions`, { text: 'Who reads this?' });
  await post(ines, `/api/questions/${id}/answer`, { text: 'Whoever runs the class.' }, 'put');
  await post(amara, `/api/channels/${session.id}/messages`, { text: 'Hello, everybody' });
  await post(ines, `${of}/end`);
  return session;
}

async function post<Data>(
  { context }: Visitor,
  path: string,
  data: object = {},
  method: 'post' | 'put' = 'post',
): Promise<Data> {
  const response = await context.request[method](path, { data });
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return ((await response.json()) as { data: Data }).data;
}

async function reportOf(ines: Visitor): Promise<{ polls: PollsReport; questions: QuestionsReport }> {
  const of = `/api/sessions/${held.id}`;
  return {
    polls: await journey.view(ines, `${of}/polls/report`),
    questions: await journey.view(ines, `${of}/questions/report`),
  };
}

test('the report of a session that was held is found from its list, and every number says how it is made', async () => {
  const ines = await journey.visit('ines', { at: `/teach/${cohortId}/live`, ...desk });
  const { page } = ines;
  await page.getByRole('link', { name: `Report of ${held.title}` }).click();
  await page.getByRole('heading', { level: 1, name: 'Report' }).waitFor();
  await page.getByRole('table', { name: 'Who was in, and for how long' }).waitFor();
  const { polls, questions } = await reportOf(ines);
  for (const part of ['Attendance', 'Polls', 'Questions', 'Chat'])
    await page.getByLabel(`${part}: figures`, { exact: true }).waitFor();
  expect(await figure(page, 'Polls: figures', 'Polls asked')).toBe(String(polls.figures.asked));
  expect(await figure(page, 'Polls: figures', 'Votes')).toBe(String(polls.figures.votes));
  expect(await figure(page, 'Questions: figures', 'Answered')).toBe(String(questions.figures.answered));
  for (const { prompt } of polls.polls)
    await page.getByRole('article', { name: prompt, exact: true }).first().waitFor();

  const counted = await page.evaluate(() => ({
    figures: document.querySelectorAll('main dl dt').length,
    formulas: document.querySelectorAll('main dl details').length,
  }));
  expect(counted.formulas).toBe(counted.figures);
  const why = page.locator('main summary', { hasText: 'How is this counted? Votes' }).first();
  const formula = page.getByText(/^Ballots of all polls together/).first();
  expect(await formula.isVisible()).toBe(false);
  await why.focus();
  await page.keyboard.press('Enter');
  await formula.waitFor({ state: 'visible' });
  await ines.context.close();
});

test('on paper it has every formula and nothing that is to be pressed', async () => {
  const ines = await journey.visit('ines', { at: `/live/${held.id}/report`, ...desk });
  const { page } = ines;
  await page.getByLabel('Chat: figures', { exact: true }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate(() => {
    const isSeen = (one: Element): boolean => one.checkVisibility();
    return {
      pressed: [...document.querySelectorAll('button, summary, nav a, header a')].filter(isSeen).length,
      figures: document.querySelectorAll('main dl dt').length,
      formulas: [...document.querySelectorAll('main dl dd p')].filter(isSeen).length,
    };
  });
  expect(seen.pressed).toBe(0);
  expect(seen.formulas).toBe(seen.figures);
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await ines.context.close();
});

test('what it tells can be taken along by staff; a student finds results and answers, and no more', async () => {
  const ines = await journey.visit('ines', { at: `/live/${held.id}/report`, ...desk });
  const files = ines.page.getByRole('heading', { name: 'Take it along' }).locator('..').getByRole('link');
  await files.first().waitFor();
  const addresses = await files.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(addresses).toHaveLength(6);
  const amara = await journey.visit('amara', { at: `/live/${held.id}`, ...desk });
  await amara.page.getByRole('link', { name: 'Results and answers on one page, to print' }).click();
  await amara.page.getByLabel('Polls: your figures', { exact: true }).waitFor();
  const { polls } = await reportOf(ines);
  expect(await figure(amara.page, 'Polls: your figures', 'Polls asked')).toBe(String(polls.figures.asked));
  expect(await amara.page.getByRole('heading', { name: 'Attendance' }).count()).toBe(0);
  for (const address of addresses) {
    const got = await ines.context.request.get(address);
    expect([address, got.status(), got.headers()['content-type']]).toEqual([
      address,
      200,
      'text/csv; charset=utf-8',
    ]);
    expect((await amara.context.request.get(address)).status()).toBe(403);
  }
  await amara.context.close();
  await ines.context.close();
});

test('of a session that was not held it says so, and has no paper', async () => {
  const { page, context } = await journey.visit('ines', { at: `/live/${notHeldId}/report`, ...desk });
  await page.getByText('This session has not been held.').waitFor();
  expect(await page.getByRole('button', { name: /^Print/ }).count()).toBe(0);
  await context.close();
});
