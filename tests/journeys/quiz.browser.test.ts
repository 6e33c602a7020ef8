import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt, OwnQuiz, QuizResults } from '#features/quizzes/contract.ts';
import { Journey, type Visitor } from '../support/journey.ts';
import { focused, tabTo } from '../support/journeyKeys.ts';
import { JourneyProcess } from '../support/journeyProcess.ts';
import { openQuizClass, quizClassTitle } from '../support/quizClass.ts';

let journey: Journey;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  ({ cohortId } = await openQuizClass(journey.ground));
});

afterEach(() => {
  journey.wire.mend();
  // Browsers tell of every request that the network did not carry.
  journey.takeNoComplaints(
    /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|NETWORK_|INCOMPLETE_CHUNKED|SOCKET)/,
  );
});
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };
const chip = (page: Page) => page.getByRole('banner').getByRole('status');
const untilChipSays = (page: Page, words: string | RegExp) =>
  chip(page).filter({ hasText: words }).waitFor({ timeout: 45_000 });
const saved = (page: Page) => page.getByText(/^Saved \d\d:\d\d$/);
const kept = (page: Page) => page.getByText('Saved on this device, not yet sent', { exact: true });
const question = (page: Page, place: number) => page.getByText(`Question ${place} of`);
const numbered = (page: Page, place: number, state: string) =>
  page.getByRole('button', { name: `Question ${place}: ${state}` });
const timer = (page: Page) => page.getByRole('timer').locator('[aria-hidden]');

interface Overview {
  quizzes: OwnQuiz[];
}

/** The server's word on the quiz with this key, for this person. */
async function quizOf({ context }: Visitor, base: string, key: string, cohort = cohortId): Promise<OwnQuiz> {
  const response = await context.request.get(`${base}/api/cohorts/${cohort}/quizzes`);
  const { data } = (await response.json()) as { data: Overview };
  return data.quizzes.find((quiz) => quiz.key === key)!;
}

async function attemptOf({ context }: Visitor, base: string, cohort: string, path: string): Promise<Attempt> {
  const response = await context.request.get(`${base}/api/cohorts/${cohort}/quizzes/${path}`);
  return ((await response.json()) as { data: Attempt }).data;
}

const answered = ({ answers }: Attempt): string[] =>
  answers.map(({ answer }) => (answer?.kind === 'text' ? answer.text : (answer?.kind ?? 'none'))).sort();

/** Seconds on the face of a clock, `19:58`. */
async function secondsLeft(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(await timer(page).innerText())!.map(Number);
  return minutes! * 60 + seconds!;
}

async function begin(visitor: Visitor, quiz: OwnQuiz): Promise<string> {
  const { page } = visitor;
  await page.goto(`/c/${cohortId}/quiz/${quiz.id}`);
  await page.getByRole('button', { name: /Begin the quiz|Try again/ }).click();
  await question(page, 1).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

test('QZ54 a student takes a quiz with every kind of question and reads its result by keyboard alone', async () => {
  const amara = await journey.visit('amara', desk);
  const { page } = amara;
  const quiz = await quizOf(amara, journey.direct, 'every-kind');
  const ines = await journey.visit('ines', { ...desk, at: `/teach/${cohortId}/quizzes/${quiz.id}` });
  await ines.page.getByText('0 of 2 students have handed in.').waitFor();

  await page.goto(`/c/${cohortId}/lessons/${quiz.lessonId}`);
  await page.getByRole('heading', { name: 'Check yourself: Every kind' }).waitFor();
  await tabTo(page, /button “Begin the quiz”/);
  await page.keyboard.press('Enter');
  await question(page, 1).waitFor();
  await ines.page.getByText('1 is under way.').waitFor();

  /** On to the next question, whose heading takes the focus. */
  const next = async (place: number): Promise<void> => {
    await saved(page).waitFor();
    await tabTo(page, /button “Next”/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(new RegExp(`Question ${place} of 8`));
  };
  await tabTo(page, /input “Fluency and grammar”/);
  await page.keyboard.press('ArrowDown');
  await next(2);
  for (const option of [/input “What it is for”/, /input “Who will read it”/]) {
    await tabTo(page, option);
    await page.keyboard.press('Space');
  }
  await next(3);
  await tabTo(page, /input “True”/);
  await page.keyboard.press('ArrowDown');
  await next(4);
  await tabTo(page, /input “”/);
  await page.keyboard.type('85');
  await next(5);
  await tabTo(page, /textarea “”/);
  await page.keyboard.type('invented');
  await next(6);
  await orderBySteps(page);
  await next(7);
  for (const typed of ['D', 'I']) {
    await tabTo(page, /^list/);
    await page.keyboard.type(typed);
  }
  await next(8);
  await tabTo(page, /list “Gap 1 of 2”/);
  await page.keyboard.type('b');
  await tabTo(page, /input “Gap 2 of 2”/);
  await page.keyboard.type('person');
  await saved(page).waitFor();

  await tabTo(page, /button “Review and hand in”/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toContain('Before you hand in');
  await page.getByText('Every question is answered.').waitFor();
  await tabTo(page, /button “Hand in”/);
  await page.keyboard.press('Enter');

  await page.getByText('Your last result: 9 of 9, passed.').waitFor();
  await ines.page
    .getByText('1 of 2 students has handed in.')
    .or(ines.page.getByText('1 of 2 students have handed in.'))
    .first()
    .waitFor();
  await tabTo(page, /link “See your result”/);
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('heading “Every kind”');
  await page.getByText('9 of 9', { exact: true }).first().waitFor();
  expect(await page.getByText('Right', { exact: true }).count()).toBe(8);
  await page.getByText('You have 1 attempt left.').waitFor();

  // Where to read again leads into the lesson, to the part that is named.
  await tabTo(page, /link “Read again: /);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Why two criteria' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#why-two-criteria');
  await amara.context.close();
  await ines.context.close();
});

/** Moves rows with their buttons until they stand as the steps are done. */
async function orderBySteps(page: Page): Promise<void> {
  const wanted = ['Write down what it is for', 'Read the answer', 'Check each claim'];
  const rows = (): Promise<string[]> =>
    page
      .locator('ol > li bdi')
      .filter({ hasText: /Write|Read|Check/ })
      .allInnerTexts();
  for (const [place, step] of wanted.entries()) {
    for (let at = (await rows()).indexOf(step); at > place; at -= 1) {
      await page.getByRole('button', { name: `Move up: ${step}` }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await rows()).indexOf(step)).toBe(at - 1);
      expect(await focused(page)).toBe(`button “Move up: ${step}”`);
    }
  }
  // Standing right already, it is said to be right.
  const keep = page.getByRole('button', { name: 'This order is right' });
  if ((await keep.count()) > 0) await keep.press('Enter');
}

describe('without a network', () => {
  test('QZ50 answers stay on the device, survive a closed page, and are sent by themselves; handing in waits too', async () => {
    const jonas = await journey.visit('jonas', desk);
    const { context, page } = jonas;
    const quiz = await quizOf(jonas, journey.direct, 'timed');
    const attemptId = await begin(jonas, quiz);
    await page.getByLabel('Yes, one').check();
    await saved(page).waitFor();
    await untilChipSays(page, 'Up to date');

    await context.setOffline(true);
    journey.wire.pull();
    await untilChipSays(page, /^Offline/);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Yes, two').check();
    await kept(page).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox').fill('three');
    await kept(page).waitFor();
    await page.getByText('2 answers saved on this device, not yet sent').waitFor();
    await untilChipSays(page, 'Offline, 2 waiting to send');
    expect(
      answered(await attemptOf(jonas, journey.direct, cohortId, `${quiz.id}/attempts/${attemptId}`)),
    ).toEqual(['single']);

    // The page is gone from one moment to the next; another one, back online, sends what it finds.
    await page.close();
    journey.wire.mend();
    await context.setOffline(false);
    const tab = await context.newPage();
    await tab.goto('/home');
    await expect
      .poll(
        async () =>
          answered(await attemptOf(jonas, journey.direct, cohortId, `${quiz.id}/attempts/${attemptId}`)),
        {
          timeout: 30_000,
        },
      )
      .toEqual(['single', 'single', 'three']);

    await tab.goto(`/c/${cohortId}/quiz/${quiz.id}/attempt/${attemptId}`);
    await tab.getByText('3 of 3 questions answered').waitFor();
    await untilChipSays(tab, 'Up to date');
    await context.setOffline(true);
    journey.wire.pull();
    await untilChipSays(tab, /^Offline/);
    await tab.getByRole('button', { name: 'Review and hand in' }).click();
    await tab.getByRole('button', { name: 'Hand in', exact: true }).click();
    await tab
      .getByText(/It will be handed in when you are back online\. What counts is what has reached/)
      .waitFor();
    journey.wire.mend();
    await context.setOffline(false);
    await tab.getByRole('heading', { level: 1, name: 'Against the clock' }).waitFor();
    await tab.getByText('3 of 3', { exact: true }).first().waitFor({ timeout: 45_000 });
    const { result } = await attemptOf(jonas, journey.direct, cohortId, `${quiz.id}/attempts/${attemptId}`);
    expect(result?.gradings.map(({ cause }) => cause)).toEqual(['handed-in']);
    await context.close();
  });
});

test('QZ50 an attempt that the server cannot show is shown from the device, and gone on with', async () => {
  const amara = await journey.visit('amara', desk);
  const { context, page } = amara;
  const quiz = await quizOf(amara, journey.direct, 'timed');
  // No event arrives: that the answer is with the server the device has from the server's reply alone.
  const isDoor = /\/api\/(stream|events)/;
  await context.route(isDoor, (route) => route.abort('connectionfailed'));
  await begin(amara, quiz);
  await page.getByLabel('Yes, one').check();
  await saved(page).waitFor();
  const isAttempt = /\/attempts\//;
  await context.route(isAttempt, (route) => route.abort('connectionfailed'));
  await page.reload();
  await page.getByText(/^Stoa cannot be reached\. This is what this device kept/).waitFor();
  await numbered(page, 1, 'answered').click();
  expect(await page.getByLabel('Yes, one').isChecked()).toBe(true);
  await numbered(page, 2, 'not answered').click();
  await page.getByLabel('Yes, two').check();
  await kept(page).waitFor();
  await page.reload();
  await numbered(page, 2, 'answered').waitFor();
  await context.unroute(isAttempt);
  await context.unroute(isDoor);
  await page.getByText(/^All saved, /).waitFor({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Review and hand in' }).click();
  await page.getByText('1 question is not answered.').waitFor();
  await page.getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByText('2 of 3', { exact: true }).first().waitFor();
  await context.close();
});

test('QZ55 answers that come after the time are kept, told as late, and counted once the instructor says so', async () => {
  const jonas = await journey.visit('jonas', desk);
  const { context, page } = jonas;
  const quiz = await quizOf(jonas, journey.direct, 'timed');
  const attemptId = await begin(jonas, quiz);
  await page.getByLabel('Yes, one').check();
  await saved(page).waitFor();
  await context.setOffline(true);
  journey.wire.pull();
  await untilChipSays(page, /^Offline/);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Yes, two').check();
  await kept(page).waitFor();

  // Half an hour passes for the server, which ends the attempt by itself.
  await sql`
    update quiz_attempt set started_at = started_at - interval '30 minutes',
      deadline_at = deadline_at - interval '30 minutes', late_until = late_until - interval '30 minutes'
    where id = ${attemptId}`.execute(journey.ground.db.query);
  const path = `${quiz.id}/attempts/${attemptId}`;
  const stateOf = async (): Promise<string> => (await attemptOf(jonas, journey.direct, cohortId, path)).state;
  await expect.poll(stateOf, { timeout: 15_000 }).toBe('released');

  journey.wire.mend();
  await context.setOffline(false);
  await page
    .getByText('1 answer arrived after the time; your instructor can count it.')
    .waitFor({ timeout: 45_000 });
  await page.getByText('1 of 3', { exact: true }).first().waitFor();
  await page.getByText('Came after the time and does not count.').waitFor();

  const ines = await journey.visit('ines', { ...desk, at: `/teach/${cohortId}/quizzes/${quiz.id}` });
  await ines.page.getByRole('button', { name: /^Count 1 late answer of Jonas/ }).click();
  await page
    .getByText(/Your result changed from 1 to 2 of 3.* Answers that came late were counted\./)
    .waitFor();
  await page.getByText('2 of 3', { exact: true }).first().waitFor();
  await context.close();
  await ines.context.close();
});

test('QZ52 two windows of one student show the same, and more time moves the clock of an attempt under way', async () => {
  const amara = await journey.visit('amara', desk);
  const quiz = await quizOf(amara, journey.direct, 'timed');
  const attemptId = await begin(amara, quiz);
  const laptop = await journey.visit('amara', {
    ...desk,
    at: `/c/${cohortId}/quiz/${quiz.id}/attempt/${attemptId}`,
  });
  await question(laptop.page, 1).waitFor();
  await untilChipSays(laptop.page, 'Up to date');
  await amara.page.getByLabel('No, one').check();
  await numbered(laptop.page, 1, 'answered').waitFor();
  await laptop.page.getByLabel('Yes, one').check();
  await saved(laptop.page).waitFor();
  await expect.poll(() => amara.page.getByLabel('Yes, one').isChecked()).toBe(true);
  await laptop.page.getByLabel('Look at again').check();
  await numbered(amara.page, 1, 'answered, to look at again').waitFor();

  expect(Math.abs((await secondsLeft(amara.page)) - (await secondsLeft(laptop.page)))).toBeLessThanOrEqual(2);
  const before = await secondsLeft(amara.page);
  const ines = await journey.visit('ines', { ...desk, at: `/teach/${cohortId}/quizzes/${quiz.id}` });
  await ines.page.getByRole('button', { name: 'More time or attempts for Amara Osei' }).click();
  await ines.page.getByLabel('Extra time').selectOption('50');
  await ines.page.getByRole('button', { name: 'Save' }).click();
  await ines.page.getByText('50% more time').waitFor();
  for (const { page } of [amara, laptop])
    await expect.poll(() => secondsLeft(page), { timeout: 15_000 }).toBeGreaterThan(before + 500);
  for (const { context } of [amara, laptop, ines]) await context.close();
});

test('QZ55 an instructor marks by keyboard, and the student hears of the new result once', async () => {
  const ines = await journey.visit('ines', desk);
  const amara = await journey.visit('amara', desk);
  const quiz = await quizOf(amara, journey.direct, 'every-kind');
  const [done] = quiz.attempts.filter(({ state }) => state === 'released');
  await amara.page.goto(`/c/${cohortId}/quiz/${quiz.id}/result/${done!.id}`);
  await amara.page.getByText('9 of 9', { exact: true }).first().waitFor();
  await untilChipSays(amara.page, 'Up to date');

  const { page } = ines;
  await page.goto(`/teach/${cohortId}/quizzes/${quiz.id}`);
  await page.getByRole('link', { name: /^Open attempt 1 of Amara Osei/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Amara Osei' }).waitFor();
  await tabTo(page, /input “Points, question 1/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('0,5');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toMatch(/input “Points, question 2/);
  await page.getByText('8.5 of 9').first().waitFor();
  await amara.page.getByText('8.5 of 9', { exact: true }).first().waitFor();
  await amara.page.getByText(/Your result changed from 9 to 8\.5 of 9/).waitFor();
  await page.goto(`/teach/${cohortId}/grades`);
  await page.getByRole('gridcell', { name: /8\.5 of 9/ }).waitFor();
  const { user } = await journey.view<{ user: { id: string } }>(amara, '/api/me');
  const told = (await journey.ground.log.after(`user/${user.id}`, 0, 1_000))
    .filter(({ type }) => type === 'quiz:graded')
    .map(({ data }) => JSON.parse(data) as { attemptId: string; regraded: boolean })
    .filter((event) => event.attemptId === done!.id);
  expect(told.map(({ regraded }) => regraded)).toEqual([false, true]);
  await ines.context.close();
  await amara.context.close();
});

test('QZ56 staff set rules by the clock of the cohort, grade anew after a look, find questions and take files along', async () => {
  const ines = await journey.visit('ines', desk);
  const { page, context } = ines;
  const quiz = await quizOf(ines, journey.direct, 'every-kind');
  const here = `/teach/${cohortId}/quizzes/${quiz.id}`;
  await page.goto(`${here}?part=rules`);
  await page.getByLabel('Closes').fill('2036-06-09T18:00');
  await page.getByLabel('Attempts').fill('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
  const results = async (): Promise<QuizResults> => {
    const answer = await context.request.get(
      `${journey.direct}/api/cohorts/${cohortId}/quizzes/${quiz.id}/results`,
    );
    return ((await answer.json()) as { data: QuizResults }).data;
  };
  expect((await results()).ownRules).toMatchObject({ closesAt: '2036-06-09T17:00:00.000Z', attempts: 5 });

  await page.getByRole('link', { name: 'Results', exact: true }).click();
  await page.getByRole('button', { name: 'Grade anew…' }).click();
  await page.getByText(/No points would change\.$/).waitFor();
  await page.getByRole('button', { name: 'Grade anew', exact: true }).click();
  await page.getByText('Say why: those whose points change will ask.').waitFor();
  await page.getByLabel('Reason').fill('A second look.');
  await page.getByRole('button', { name: 'Grade anew', exact: true }).click();
  await page.getByText(/^1 attempt was graded; the points of 0 changed\.$/).waitFor();

  const files = await page
    .locator('main a[download]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(files).toHaveLength(3);
  for (const href of [...files, `/api/cohorts/${cohortId}/grades.csv`]) {
    const answer = await context.request.get(journey.direct + href);
    expect([href, answer.status()]).toEqual([href, 200]);
  }

  await page.goto(`/teach/${cohortId}/quizzes?part=bank`);
  await page.getByLabel('Find questions by words, tags or keys').fill('fluent answer');
  await page.getByText('1 question', { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('fluent answer');
  await page.getByRole('button', { name: 'Show the block' }).click();
  const block = await page.getByRole('group', { name: /^Block of/ }).innerText();
  await page.getByRole('link', { name: 'Read a block' }).click();
  await page.getByLabel('Text', { exact: true }).fill(`key: again\ntitle: Again\n\n${block}`);
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText('“Again” has 1 question.').waitFor();
  await page.getByText('A fluent answer is more often right.', { exact: true }).waitFor();
  await context.close();
});

test('QZ50 QZ53 the network is pulled, the server killed, the device changed: no answer lost, the timer honest, one grade', async () => {
  const stoa = await JourneyProcess.start(journey.web.folder, { hasQuizzes: true });
  try {
    const enter = async (key: string): Promise<Visitor> => {
      const visitor = await journey.guest({ baseURL: stoa.base, ...desk });
      await visitor.context.request.get(`/demo/${key}`, { maxRedirects: 0 });
      return visitor;
    };
    const phone = await enter('amara');
    const { page } = phone;
    const me = await phone.context.request.get('/api/me');
    const { data } = (await me.json()) as { data: { cohorts: { id: string; title: string }[] } };
    const { id } = data.cohorts.find(({ title }) => title === quizClassTitle)!;
    const quiz = await quizOf(phone, stoa.base, 'timed', id);
    await page.clock.install();
    await page.goto(`/c/${id}/quiz/${quiz.id}`);
    await page.getByRole('button', { name: 'Begin the quiz' }).click();
    await question(page, 1).waitFor();
    const attemptPath = new URL(page.url()).pathname;
    const attemptId = attemptPath.split('/').at(-1)!;
    await page.getByLabel('Yes, one').check();
    await saved(page).waitFor();

    // Two minutes without a network, in which two questions are answered.
    await phone.context.setOffline(true);
    await untilChipSays(page, /^Offline|^Reconnecting/);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Yes, two').check();
    await kept(page).waitFor();
    const before = await secondsLeft(page);
    await page.clock.fastForward('02:00');
    expect(before - (await secondsLeft(page))).toBeGreaterThanOrEqual(119);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox').fill('three');
    await kept(page).waitFor();

    // The network is back, the server is not; then it is, on the same folder.
    await stoa.kill();
    await phone.context.setOffline(false);
    await page.getByText('2 answers saved on this device, not yet sent').waitFor();
    await stoa.startAgain();
    // The page comes back by itself; its next try need not be waited for.
    await page.clock.fastForward('00:31');
    await page.getByText(/^All saved, /).waitFor({ timeout: 45_000 });

    // Another device goes on where this one stopped, by the server's time and not by this device's.
    const laptop = await enter('amara');
    await laptop.page.goto(attemptPath);
    await laptop.page.getByText('3 of 3 questions answered').waitFor();
    const line = await attemptOf(phone, stoa.base, id, `${quiz.id}/attempts/${attemptId}`);
    expect(answered(line)).toEqual(['single', 'single', 'three']);
    const truly = (Date.parse(line.deadlineAt!) - Date.parse(line.now)) / 1_000;
    expect(Math.abs((await secondsLeft(laptop.page)) - truly)).toBeLessThanOrEqual(3);
    // Nobody is ever shown more time than there is.
    expect(await secondsLeft(page)).toBeLessThanOrEqual(truly + 1);

    await laptop.page.getByRole('button', { name: 'Review and hand in' }).click();
    await laptop.page.getByRole('button', { name: 'Hand in', exact: true }).click();
    for (const one of [laptop.page, page])
      await one.getByText('3 of 3', { exact: true }).first().waitFor({ timeout: 30_000 });
    const ines = await enter('ines');
    const answer = await ines.context.request.get(`/api/cohorts/${id}/quizzes/${quiz.id}/results`);
    const { students } = ((await answer.json()) as { data: QuizResults }).data;
    const amara = students.find(({ name }) => name === 'Amara Osei')!;
    expect(amara.attempts.map(({ score }) => score?.points)).toEqual([3]);
    const { result } = await attemptOf(phone, stoa.base, id, `${quiz.id}/attempts/${attemptId}`);
    expect(result?.gradings).toHaveLength(1);
    for (const { context } of [phone, laptop, ines]) await context.close();
  } finally {
    await stoa.close();
  }
});
