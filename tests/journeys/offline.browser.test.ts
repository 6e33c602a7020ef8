import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Journey, type LessonLine, type Visitor } from '../support/journey.ts';
import { JourneyProcess } from '../support/journeyProcess.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  // What was missed is counted here: the reminder of the demo's next session is not to fall into a cut.
  await sql`update live_session set starts_at = starts_at + interval '1 day' where state = 'scheduled'`.execute(
    journey.ground.db.query,
  );
});

afterEach(() => {
  journey.wire.mend();
  // Browsers tell of every request that the network did not carry.
  journey.takeNoComplaints(
    /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|NETWORK_|INCOMPLETE_CHUNKED|SOCKET)/,
  );
});
afterAll(() => journey?.close());

const chip = (page: Page) => page.getByRole('banner').getByRole('status');
/** Patient: pages come back with a growing pause between their tries, so that a class does not come at once. */
const untilChipSays = (page: Page, words: string | RegExp) =>
  chip(page).filter({ hasText: words }).waitFor({ timeout: 45_000 });
const completeButton = (page: Page) => page.getByRole('button', { name: 'Mark complete and go on' });
const squares = (page: Page, completed: number) =>
  page.getByRole('main').getByRole('img', { name: `${completed} of 14 lessons complete` });

/** Loads, and waits until the page listens: what was never heard cannot be cut off, whatever the chip says first. */
async function untilItListens(page: Page, load: () => Promise<unknown>): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Network.enable');
  const ready = new Promise<void>((resolve) =>
    tools.on('Network.eventSourceMessageReceived', ({ eventName }) => {
      if (eventName === 'ready') resolve();
    }),
  );
  await load();
  await ready;
  await tools.detach();
}

interface Reader extends Visitor {
  cohortId: string;
  /** Lessons that were open at the start. */
  open: LessonLine[];
  completed: number;
}

/** A student before an open lesson, whose coming and going nobody is told of: what was missed is counted here. */
async function aReader(key: string): Promise<Reader> {
  const visitor = await journey.visit(key, { viewport: { width: 1280, height: 800 } });
  const hidden = await visitor.context.request.put('/api/me/presence/hidden', { data: { hidden: true } });
  expect(hidden.status()).toBe(200);
  const { id: cohortId } = await journey.cohortOf(visitor);
  const { lessons, progress } = await journey.outlineOf(visitor, cohortId);
  const open = lessons.filter(({ completedAt }) => !completedAt);
  const address = `/c/${cohortId}/lessons/${open[0]!.id}`;
  await untilItListens(visitor.page, () => visitor.page.goto(address));
  await completeButton(visitor.page).waitFor();
  await untilChipSays(visitor.page, 'Up to date');
  return { ...visitor, cohortId, open, completed: progress.completed };
}

/** The plug is pulled: the browser knows that it has no network, and what was open breaks. */
async function pullThePlug({ context }: Visitor): Promise<void> {
  await context.setOffline(true);
  journey.wire.pull();
}

async function plugItIn({ context }: Visitor): Promise<void> {
  journey.wire.mend();
  await context.setOffline(false);
}

/** G: what was done has had one effect, and was told once. */
async function hasOneEffect(reader: Reader, lessonId: string): Promise<void> {
  const told = (await journey.toldOf(reader)).filter((one) => one.lessonId === lessonId);
  expect(told.map(({ completedAt }) => completedAt !== null)).toEqual([true]);
}

describe('a reader without network', () => {
  test('completes a lesson, is told that it waits, comes back: sent once, what was missed is caught up', async () => {
    const reader = await aReader('tala');
    const { context, page, cohortId, open, completed } = reader;
    const tab = await context.newPage();
    await tab.goto('/home');
    await squares(tab, completed).waitFor();

    await pullThePlug(reader);
    await untilChipSays(page, /^Offline$/);
    await completeButton(page).click();
    await page.getByText('Kept on this device, and sent when the connection is back.').waitFor();
    for (const one of [page, tab]) await untilChipSays(one, 'Offline, 1 waiting to send');
    for (const lesson of open.slice(1, 4)) await journey.completeElsewhere(reader, cohortId, lesson.id);
    expect(await squares(tab, completed).count()).toBe(1);

    await plugItIn(reader);
    // Three from elsewhere; one's own counts too when it is told before the chip rests.
    await Promise.all([page, tab].map((one) => untilChipSays(one, /^Back\. Caught up [34] events$/)));
    await squares(tab, completed + 4).waitFor();
    await untilChipSays(page, 'Up to date');
    await hasOneEffect(reader, open[0]!.id);
    const seqs = (await journey.toldOf(reader)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_seq, place) => seqs[0]! + place));
    expect(seqs).toHaveLength(4);
    // The answer came late: it takes nobody away from what they read.
    await page.getByText(/^Completed /).waitFor();
    await page.getByRole('heading', { level: 1, name: open[0]!.title }).waitFor();
    await context.close();
  });

  test('goes on to read something else; coming back does not pull the page away', async () => {
    const reader = await aReader('zoe');
    const { context, page, open, completed } = reader;
    // The code of pages that a reader may go to comes ahead, when nothing else does; it is of use with all its parts.
    const ahead = await page.waitForFunction(
      () => performance.getEntriesByType('resource').find(({ name }) => name.includes('/CoursePage-'))?.name,
    );
    await page.evaluate(`import(${JSON.stringify(await ahead.jsonValue())})`);
    await pullThePlug(reader);
    await untilChipSays(page, /^Offline$/);
    await completeButton(page).click();
    await untilChipSays(page, 'Offline, 1 waiting to send');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Course' }).click();
    await squares(page, completed).waitFor();
    await plugItIn(reader);
    await squares(page, completed + 1).waitFor();
    await untilChipSays(page, 'Up to date');
    expect(new URL(page.url()).pathname).toBe(`/c/${reader.cohortId}`);
    await hasOneEffect(reader, open[0]!.id);
    await context.close();
  });

  test('loads the page again meanwhile, in vain; what was done is sent when it loads', async () => {
    const reader = await aReader('greta');
    const { context, page, open, completed } = reader;
    await pullThePlug(reader);
    await untilChipSays(page, /^Offline$/);
    await completeButton(page).click();
    await untilChipSays(page, 'Offline, 1 waiting to send');
    await expect(page.reload()).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    expect((await journey.outlineOf(reader, reader.cohortId)).progress.completed).toBe(completed);

    await plugItIn(reader);
    await page.goto('/home');
    await squares(page, completed + 1).waitFor();
    await hasOneEffect(reader, open[0]!.id);
    await context.close();
  });

  test('comes back after more than five minutes and is asked first', async () => {
    const reader = await aReader('lars');
    const { context, page, open, completed } = reader;
    await page.clock.install();
    await untilItListens(page, () => page.reload());
    await completeButton(page).waitFor();
    await pullThePlug(reader);
    await untilChipSays(page, /^Offline$/);
    await completeButton(page).click();
    await untilChipSays(page, 'Offline, 1 waiting to send');
    await page.clock.fastForward('06:00');
    await plugItIn(reader);
    await page.getByText(/^Something you did at .+ has not been sent\.$/).waitFor();
    expect((await journey.outlineOf(reader, reader.cohortId)).progress.completed).toBe(completed);
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText(/^Completed /).waitFor();
    await hasOneEffect(reader, open[0]!.id);
    await context.close();
  });
});

describe('a server out of reach', () => {
  test('short of 1.5 s nobody is told; then it reconnects; after 30 s it counts as offline', async () => {
    const reader = await aReader('emil');
    const { context, page, cohortId, open } = reader;
    await page.clock.install();
    await untilItListens(page, () => page.reload());
    await completeButton(page).waitFor();
    await untilChipSays(page, 'Up to date');
    journey.wire.pull();
    await completeButton(page).click();
    await untilChipSays(page, 'Reconnecting, 1 waiting to send');
    await page.getByText('Kept on this device, and sent when the connection is back.').waitFor();
    await page.clock.fastForward('00:31');
    await untilChipSays(page, 'Offline, 1 waiting to send');
    await journey.completeElsewhere(reader, cohortId, open[3]!.id);
    journey.wire.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await untilChipSays(page, /^Back\. Caught up [12] events?$/);
    await page.getByText(/^Completed /).waitFor();
    await hasOneEffect(reader, open[0]!.id);
    await context.close();
  });

  test('CUT6 a page whose code a cut keeps away is waited for, however often it fails, and shown after it', async () => {
    const visitor = await journey.visit('amara', { viewport: { width: 1280, height: 800 } });
    const { page } = visitor;
    await untilChipSays(page, 'Up to date');
    const links = page.getByRole('navigation').getByRole('link', { name: 'Results' });
    await links.waitFor();
    let failures = 0;
    const oftenInVain = new Promise<void>((resolve) =>
      page.on('requestfailed', (request) => {
        if (request.url().endsWith('/healthz') && ++failures === 5) resolve();
      }),
    );
    // The browser's own cable is in order: it believes that there is a network.
    journey.wire.pull();
    await links.click();
    await oftenInVain;
    journey.wire.mend();
    await page.getByRole('heading', { level: 1, name: 'Results' }).waitFor({ timeout: 45_000 });
    await visitor.context.close();
  });

  test('a network that swallows everything without a word is noticed and left', async () => {
    const reader = await aReader('nadia');
    const { context, page, cohortId, open, completed } = reader;
    await untilItListens(page, () => page.goto('/home'));
    await squares(page, completed).waitFor();
    await untilChipSays(page, 'Up to date');
    journey.wire.clog();
    await journey.completeElsewhere(reader, cohortId, open[0]!.id);
    await untilChipSays(page, 'Reconnecting…');
    journey.wire.mend();
    await squares(page, completed + 1).waitFor();
    await untilChipSays(page, /^Back\. Caught up \d+ events?$/);
    await context.close();
  });

  test('killed and started again on the same folder: no page loads again, nothing acknowledged is lost', async () => {
    const stoa = await JourneyProcess.start(journey.web.folder);
    try {
      const from = { baseURL: stoa.base };
      const student = await journey.guest(from);
      const teacher = await journey.guest(from);
      for (const [key, { context }] of Object.entries({ amara: student, ines: teacher }))
        await context.request.get(`/demo/${key}`, { maxRedirects: 0 });
      const me = await student.context.request.get('/api/me');
      const { data } = (await me.json()) as { data: { cohorts: { id: string }[] } };
      const cohortId = data.cohorts[0]!.id;
      await teacher.page.goto(`/teach/${cohortId}`);
      const done = teacher.page.getByRole('gridcell', { name: /^Amara Osei, .*: complete, / });
      await expect.poll(() => done.count(), { timeout: 15_000 }).toBe(5);
      await student.page.goto('/home');
      await student.page.getByRole('link', { name: 'Continue' }).click();

      const pages = [student.page, teacher.page];
      for (const page of pages) await page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
      await completeButton(student.page).click();
      await expect.poll(() => done.count(), { timeout: 15_000 }).toBe(6);
      await student.page
        .getByRole('heading', { level: 1, name: 'Examples, critique and revision' })
        .waitFor();

      await stoa.kill();
      await Promise.all(pages.map((page) => untilChipSays(page, 'Reconnecting…')));
      await completeButton(student.page).click();
      await student.page.getByText('Kept on this device, and sent when the connection is back.').waitFor();
      await stoa.startAgain();
      await Promise.all(pages.map((page) => untilChipSays(page, /^Back/)));
      await expect.poll(() => done.count(), { timeout: 15_000 }).toBe(7);
      await student.page.getByText(/^Completed /).waitFor();
      for (const page of pages) expect(await page.evaluate(() => 'sameAsBefore' in window)).toBe(true);
      await student.context.close();
      await teacher.context.close();
    } finally {
      await stoa.close();
    }
  });
});
