import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Journey, type Visitor } from '../support/journey.ts';
import { focused, tabThrough, tabTo } from '../support/journeyKeys.ts';

/** Generous: how fast it is, the benches measure; here a machine does much else. */
const soonMs = 2_000;

let journey: Journey;
let ines: Visitor;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open();
  ines = await journey.visit('ines');
  ({ id: cohortId } = await journey.cohortOf(ines));
  await ines.page.goto(`/teach/${cohortId}`);
  await ines.page.getByRole('grid').waitFor();
});

afterEach(() => journey.takeNoComplaints());
afterAll(() => journey?.close());

/** The square of one student and lesson on the instructor's page. */
const square = (student: string, lesson: string) =>
  ines.page.getByRole('gridcell', { name: `${student}, ${lesson}: ` });

async function untilSquareIs(state: 'complete' | 'not complete', student: string, lesson: string) {
  await square(student, lesson)
    .and(ines.page.locator(`[aria-label*="${lesson}: ${state}"]`))
    .waitFor();
}

const reading = (page: Page) => page.locator('.reading').first();
const squares = (page: Page, completed: number) =>
  page.getByRole('main').getByRole('img', { name: `${completed} of 14 lessons complete` });

test('a student signs in and completes a lesson by keyboard alone; every page of the class shows it', async () => {
  const { context, page } = await journey.guest({ at: '/', viewport: { width: 1280, height: 800 } });
  await page.getByRole('heading', { name: 'A class is in session' }).waitFor();
  await tabTo(page, /Sign in with your own account/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await tabTo(page, /E-mail/);
  await page.keyboard.type('amara@demo.test');
  await tabTo(page, /Password/);
  await page.keyboard.type('stoa-demo');
  await page.keyboard.press('Enter');

  await squares(page, 5).waitFor();
  await tabTo(page, /link “Continue”/);
  await page.keyboard.press('Enter');
  await reading(page).waitFor();
  await expect.poll(() => focused(page)).toBe('heading “Writing a good request”');

  // A second tab of the same browser shares the one connection.
  const tab = await context.newPage();
  await tab.goto('/home');
  await squares(tab, 5).waitFor();
  await untilSquareIs('not complete', 'Amara Osei', 'Writing a good request');

  await tabTo(page, /Mark complete/);
  const pressedMs = performance.now();
  await page.keyboard.press('Enter');
  await Promise.all([
    squares(tab, 6).waitFor(),
    untilSquareIs('complete', 'Amara Osei', 'Writing a good request'),
  ]);
  expect(performance.now() - pressedMs).toBeLessThan(soonMs);

  // It goes on by itself, says what is done, and where one is.
  await page.getByText('Writing a good request is complete.').first().waitFor();
  await expect.poll(() => focused(page)).toBe('heading “Examples, critique and revision”');
  const { user } = await journey.view<{ user: { id: string } }>({ context, page }, '/api/me');
  expect(journey.house.node.delivery.connectionsOf(user.id)).toHaveLength(1);

  // The way back, by the same keys.
  await tabTo(page, /button “Undo”/);
  await page.keyboard.press('Enter');
  await page.getByText('Writing a good request is open again.').first().waitFor();
  await Promise.all([
    squares(tab, 5).waitFor(),
    untilSquareIs('not complete', 'Amara Osei', 'Writing a good request'),
  ]);
  await context.close();
});

test('Tab goes through a lesson’s page in the order in which it is read, and leaves nothing out', async () => {
  const leo = await journey.visit('leo');
  const { lessons } = await journey.outlineOf(leo, cohortId);
  await leo.page.goto(`/c/${cohortId}/lessons/${lessons[12]!.id}`);
  await reading(leo.page).waitFor();
  await leo.page.locator('header button[aria-haspopup=dialog]').waitFor();
  const parts = {
    '.reading': 'what the text holds',
    'nav[aria-label=Outline]': 'the outline',
    'header button[aria-haspopup=dialog]': 'the bell',
  };
  expect(await tabThrough(leo.page, parts)).toMatchInlineSnapshot(`
    [
      "link “Skip to the page”",
      "button “Remove”",
      "link “Stoa, home”",
      "link “Home”",
      "link “Course”",
      "link “Live”",
      "link “Results”",
      "span “Up to date”",
      "the bell",
      "button “You: Leo”",
      "the outline",
      "textarea “Your note”",
      "what the text holds",
      "button “Mark complete and go on”",
      "link “Previous Automating a step”",
      "link “Next Rolling out and the next 90 days”",
    ]
  `);
  await leo.context.close();
});

test('previous, next and the outline lead through the course; back goes back', async () => {
  const kofi = await journey.visit('kofi');
  const { page } = kofi;
  const { lessons } = await journey.outlineOf(kofi, cohortId);
  const title = (place: number): string => lessons[place]!.title;
  const isAt = async (place: number): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: title(place) }).waitFor();
    await page.getByText(`Lesson ${place + 1} of 14`).waitFor();
    await expect.poll(() => page.title()).toBe(`${title(place)} · Stoa`);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await reading(page).waitFor();
  };
  await page.goto(`/c/${cohortId}/lessons/${lessons[0]!.id}`);
  await isAt(0);
  expect(await page.getByRole('link', { name: /^Previous/ }).count()).toBe(0);
  for (let place = 1; place < 3; place++) {
    await page.getByRole('link', { name: `Next ${title(place)}` }).click();
    await isAt(place);
  }
  await page.getByRole('link', { name: `Previous ${title(1)}` }).click();
  await isAt(1);
  await page
    .getByRole('navigation', { name: 'Outline' })
    .getByRole('link', { name: title(13) })
    .click();
  await isAt(13);
  expect(await page.getByRole('link', { name: /^Next/ }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: title(1) }).waitFor();
  await kofi.context.close();
});

test('one progress: home, course, class, the student’s page and a recount say the same', async () => {
  const joy = await journey.visit('joy');
  const { page } = joy;
  const before = await journey.outlineOf(joy, cohortId);
  const next = before.lessons.find(({ completedAt }) => !completedAt)!;
  await page.goto(`/c/${cohortId}/lessons/${next.id}`);
  await page.getByRole('button', { name: 'Mark complete and go on' }).click();
  await page.getByText(`${next.title} is complete.`).first().waitFor();
  await untilSquareIs('complete', 'Joy dela Cruz', next.title);

  const { progress, modules, lessons } = await journey.outlineOf(joy, cohortId);
  const completed = lessons.filter(({ completedAt }) => completedAt).length;
  expect(progress).toEqual({ completed, total: 14, percent: Math.floor((100 * completed) / 14) });
  expect(completed).toBe(before.progress.completed + 1);

  const figure = [`${progress.percent}%`, `${completed} of 14`];
  for (const at of ['/home', `/c/${cohortId}`]) {
    await page.goto(at);
    await squares(page, completed).waitFor();
    const words = await page.getByRole('main').innerText();
    for (const part of figure) expect(words).toContain(part);
  }
  const row = ines.page.getByRole('row').filter({ hasText: 'Joy dela Cruz' });
  expect(await row.getByRole('gridcell').last().innerText()).toBe(figure[0]);
  expect(await row.getByRole('gridcell', { name: /: complete, / }).count()).toBe(completed);

  await row.getByRole('link', { name: 'Joy dela Cruz' }).click();
  await squares(ines.page, completed).waitFor();
  const words = await ines.page.getByRole('main').innerText();
  for (const part of figure) expect(words).toContain(part);
  for (const module of modules) {
    const done = module.lessons.filter(({ completedAt }) => completedAt).length;
    expect(words).toContain(`${done} of ${module.lessons.length} lessons complete`);
  }
  await ines.page.getByText('Why this number?').click();
  await ines.page.getByText(`${completed} ÷ 14 = `).waitFor();

  // The class’s own figure is the sum of its squares.
  await ines.page.getByRole('link', { name: 'Back to the class' }).click();
  await ines.page.getByRole('grid').waitFor();
  const all = await ines.page.getByRole('gridcell', { name: /: complete, / }).count();
  await ines.page.getByText(`43 students have completed ${all} of 602 lessons`).waitFor();
  await joy.context.close();
});
