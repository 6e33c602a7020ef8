import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { importCourse } from '#features/lessons/server/importCourse.ts';
import { axeOf } from '../support/browser.ts';
import { Journey, type LessonLine, type Visitor } from '../support/journey.ts';
import { writePublicCourse, type PublicCourse } from '../support/publicCourse.ts';

/** With JOURNEY_PICTURES=folder each lesson is also left there as a picture, for eyes. */
const pictures = process.env['JOURNEY_PICTURES'];

let journey: Journey;
let course: PublicCourse;
let reader: Visitor;
let cohortId: string;
let lessons: LessonLine[];

beforeAll(async () => {
  [journey, course] = await Promise.all([Journey.open({ isReal: true }), writePublicCourse()]);
  await journey.newcomer('noa', 'Noa Keller');
  reader = await journey.visit('noa', { viewport: { width: 1280, height: 800 } });
  const { user } = await journey.view<{ user: { id: string } }>(reader, '/api/me');
  const { id: organisationId } = await journey.ground.log.write(({ tx }) =>
    organisations.create(tx, { title: 'An academy' }),
  );
  const imported = await importCourse(journey.ground, course.folder, {
    organisationId,
    confirm: async () => true,
  });
  if (imported.outcome !== 'published') throw new Error(imported.report);
  await journey.ground.log.write(async (write) => {
    const cohort = await organisations.openCohort(write, {
      organisationId,
      courseId: imported.published.courseId,
      title: 'Data, first cohort',
      zone: 'Europe/Berlin',
      startsOn: '2026-01-05',
      endsOn: '2030-02-13',
    });
    await enrolments.enrol(write, { cohortId: cohort.id, userId: user.id, role: 'student' });
    cohortId = cohort.id;
  });
  ({ lessons } = await journey.outlineOf(reader, cohortId));
  if (pictures) mkdirSync(pictures, { recursive: true });
});

afterEach(() => journey.takeNoComplaints());
afterAll(async () => {
  await journey?.close();
  if (course) await rm(path.dirname(course.folder), { recursive: true, force: true });
});

const text = (page: Page) => page.locator('.reading');

async function open(page: Page, at: string): Promise<void> {
  await page.goto(at);
  await text(page).first().waitFor();
}

/** Waits until every picture of the text has come; those out of sight come when they are scrolled to. */
async function picturesOf(page: Page): Promise<{ src: string; widthPx: number; alt: string }[]> {
  const all = await text(page).locator('img').all();
  for (const one of all) {
    await one.scrollIntoViewIfNeeded();
    await expect.poll(() => one.evaluate((img: HTMLImageElement) => img.complete)).toBe(true);
  }
  return Promise.all(
    all.map((one) =>
      one.evaluate((img: HTMLImageElement) => ({
        src: img.src,
        widthPx: img.naturalWidth,
        alt: img.alt,
      })),
    ),
  );
}

test('the lessons stand in their order under titles that are fit to be read', async () => {
  expect(lessons.map(({ title }) => title)).toEqual(course.lessons.map(({ title }) => title));
  expect(course.pictureBytes).toBeGreaterThan(20_000_000);
  const { page } = reader;
  await open(page, `/c/${cohortId}`);
  await page.getByRole('heading', { level: 1, name: 'Data for Beginners - A Curriculum' }).waitFor();
  expect((await picturesOf(page)).every(({ widthPx }) => widthPx > 0)).toBe(true);
  // Pictures of other sites are not fetched; where they are all there is of a link, their words lead on.
  const badge = text(page).getByRole('link', { name: 'Stars' });
  expect(await badge.getAttribute('href')).toBe('https://img.example/stars.svg');
  await text(page).getByRole('link', { name: 'A first report' }).click();
  await page.getByRole('heading', { level: 1, name: 'A first report' }).waitFor();
});

test('every picture is there, code and tables are whole, and nothing hinders anybody', async () => {
  const { page } = reader;
  for (const [place, wanted] of course.lessons.entries()) {
    await open(page, `/c/${cohortId}/lessons/${lessons[place]!.id}`);
    const shown = await picturesOf(page);
    expect(shown, wanted.title).toHaveLength(wanted.pictures);
    for (const { src, widthPx, alt } of shown) {
      expect(widthPx, src).toBeGreaterThan(0);
      expect(alt, src).not.toBe('');
    }
    expect(await text(page).locator('pre').allTextContents()).toEqual(wanted.codes);
    expect(await text(page).locator('table').count()).toBe(wanted.tables);
    // The sentences that a lesson begins with are not read twice.
    const words = await page.locator('article').innerText();
    const [first] = await text(page).locator('p').allInnerTexts();
    if (first && first.length > 40) expect(words.split(first.slice(0, 40))).toHaveLength(2);
    expect(await axeOf(page), wanted.title).toEqual([]);
    for (const widthPx of [1280, 390]) {
      await page.setViewportSize({ width: widthPx, height: 800 });
      const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflowPx, wanted.title).toBeLessThanOrEqual(0);
      if (pictures) {
        const file = path.join(pictures, `public-${place + 1}.${widthPx}.png`);
        await page.screenshot({ path: file, fullPage: true });
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});

test('every link between lessons leads there without leaving the application; none is dead', async () => {
  const { page } = reader;
  await open(page, `/c/${cohortId}/lessons/${lessons[0]!.id}`);
  await page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
  let followed = 0;
  for (const { id, title } of lessons) {
    await page
      .getByRole('navigation', { name: 'Outline' })
      .getByRole('link')
      .filter({ hasText: title })
      .click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await text(page).waitFor();
    const hrefs = await text(page)
      .locator('a[href^="/"]:not([download])')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    for (const href of hrefs) {
      const link = text(page).locator(`a[href="${href}"]`).first();
      // Some links are inside a part that is folded.
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      await link.click();
      await expect
        .poll(() => decodeURI(new URL(page.url()).pathname + new URL(page.url()).hash))
        .toBe(decodeURI(href));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.title()).not.toContain('no such page');
      const { hash } = new URL(page.url());
      if (hash && hash !== '#about') {
        const part = page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`);
        await expect.poll(() => part.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(400);
      }
      followed += 1;
      await page.goBack();
      await page.waitForURL(`**/lessons/${id}`);
      await text(page).waitFor();
    }
  }
  expect(followed).toBeGreaterThanOrEqual(8);
  expect(await page.evaluate(() => 'sameAsBefore' in window)).toBe(true);
});

test('a link to a lesson that is not there is text, one to a file downloads it, one to the web leads there', async () => {
  const { page } = reader;
  await open(page, `/c/${cohortId}/lessons/${lessons[2]!.id}`);
  expect(
    await text(page)
      .getByText('gone', { exact: true })
      .evaluate((one) => one.tagName),
  ).toBe('SPAN');
  const web = text(page).getByRole('link', { name: 'an encyclopedia' });
  expect(await web.getAttribute('href')).toBe('https://encyclopedia.example/table');
  await open(page, `/c/${cohortId}/lessons/${lessons[1]!.id}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    text(page).getByRole('link', { name: 'the example' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('example.csv');
});
