import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Journey, type Visitor } from '../support/journey.ts';
import { tabTo } from '../support/journeyKeys.ts';

/** Browsers tell of every request that the network did not carry. */
const cut = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|NETWORK_|INCOMPLETE_CHUNKED|SOCKET)/;
/** And of every one that was refused. */
const refusedOr = (status: RegExp): RegExp =>
  new RegExp(`${cut.source}|responded with a status of ${status.source}`);

/** A publication is to be seen everywhere within this, in ms. */
const publishedWithinMs = 5_000;

let journey: Journey;
let cohortId: string;
let lessons: { id: string; title: string }[];

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  ({ id: cohortId } = await journey.cohortOf(amara));
  ({ lessons } = await journey.outlineOf(amara, cohortId));
  await amara.context.close();
});
afterEach(() => {
  journey.wire.mend();
  journey.takeNoComplaints(cut);
});
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };
const lessonAt = (place: number): string => `/c/${cohortId}/lessons/${lessons[place]!.id}`;
const reading = (page: Page) => page.locator('.reading').last();

describe('a video', () => {
  const isPlaying = (page: Page): Promise<boolean> =>
    page.locator('video').evaluate((video: HTMLVideoElement) => !video.paused);
  const secondsOf = (page: Page): Promise<number> =>
    page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
  const until = (page: Page, isSo: (page: Page) => Promise<boolean>) =>
    expect.poll(() => isSo(page), { timeout: 15_000 });

  async function beforeTheVideo(key: string): Promise<Visitor> {
    const visitor = await journey.visit(key, { at: lessonAt(0), ...desk });
    await expect
      .poll(() => visitor.page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState), {
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
    return visitor;
  }

  test('LW7 is played by keyboard alone, and letters that somebody types leave it alone', async () => {
    const { context, page } = await beforeTheVideo('zoe');
    await page.keyboard.press('k');
    await until(page, isPlaying).toBe(true);
    await page.keyboard.press('k');
    await until(page, isPlaying).toBe(false);
    const before = await secondsOf(page);
    await page.keyboard.press('l');
    await expect.poll(() => secondsOf(page)).toBeCloseTo(before + 10, 0);
    await page.keyboard.press('j');
    await expect.poll(() => secondsOf(page)).toBeCloseTo(before, 0);
    await page.keyboard.press('m');
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
    await page.keyboard.press('c');
    await expect.poll(() => page.getByLabel('Captions').inputValue()).toBe('en');

    // What is said, by keyboard too.
    await tabTo(page, /One token at a time/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(page, isPlaying).toBe(true);
    await expect.poll(() => secondsOf(page)).toBeGreaterThanOrEqual(4);
    await page.keyboard.press('k');
    await page.getByLabel('Find in the transcript').fill('chance');
    await page.getByText('1 place').waitFor();

    await page.getByRole('textbox', { name: 'Your note' }).pressSequentially('kkk');
    expect(await isPlaying(page)).toBe(false);
    await page.getByText('Keys', { exact: true }).click();
    await page.getByRole('checkbox', { name: /Single keys/ }).uncheck();
    await page.locator('body').press('k');
    expect(await isPlaying(page)).toBe(false);
    await context.close();
  });

  test('LW6 goes on where one stopped, on another device', async () => {
    const first = await beforeTheVideo('kofi');
    await first.page.keyboard.press('k');
    await until(first.page, isPlaying).toBe(true);
    await first.page.keyboard.press('l');
    await expect.poll(() => secondsOf(first.page)).toBeGreaterThan(11);
    await first.page.keyboard.press('k');
    const stopped = await secondsOf(first.page);
    interface Stay {
      media: { positionSeconds: number; watchedPercent: number }[];
    }
    const stay = (): Promise<Stay> =>
      journey.view(first, `/api${lessonAt(0).replace('/c/', '/cohorts/')}/stay`);
    await expect.poll(async () => (await stay()).media[0]?.positionSeconds).toBe(Math.round(stopped));
    // What was skipped was not watched.
    expect((await stay()).media[0]!.watchedPercent).toBeLessThan(30);
    await first.context.close();

    const second = await beforeTheVideo('kofi');
    await second.page.getByRole('button', { name: /^Go on at 0:1\d$/ }).click();
    await until(second.page, isPlaying).toBe(true);
    expect(await secondsOf(second.page)).toBeGreaterThanOrEqual(Math.floor(stopped));
    await second.context.close();
  });
});

describe('a note', () => {
  const note = (page: Page) => page.getByRole('textbox', { name: 'Your note' });
  const noteOf = (visitor: Visitor, place: number): Promise<{ text: string; revision: number }> =>
    journey.view(visitor, `/api/cohorts/${cohortId}/lessons/${lessons[place]!.id}/note`);

  test('LW1 is kept on this device without a network, also when the page is left, and sent later', async () => {
    const visitor = await journey.visit('tala', { at: lessonAt(1), ...desk });
    const { context, page } = visitor;
    await note(page).fill('Before the tunnel.');
    await page.getByText(/^Saved \d/).waitFor();
    expect((await noteOf(visitor, 1)).text).toBe('Before the tunnel.');

    await context.setOffline(true);
    journey.wire.pull();
    await note(page).fill('Before the tunnel. In the tunnel.');
    await page.getByText('Saved on this device, not yet sent').waitFor({ timeout: 30_000 });
    await note(page).fill('Before the tunnel. In the tunnel, still.');
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect((await noteOf(visitor, 1)).text).toBe('Before the tunnel.');

    journey.wire.mend();
    await context.setOffline(false);
    await expect
      .poll(async () => (await noteOf(visitor, 1)).text, { timeout: 45_000 })
      .toBe('Before the tunnel. In the tunnel, still.');
    expect((await noteOf(visitor, 1)).revision).toBe(2);
    await context.close();
  });

  test('LW2 of two devices that wrote over each other holds both texts', async () => {
    const one = await journey.visit('greta', { at: lessonAt(2), ...desk });
    const other = await journey.visit('greta', { at: lessonAt(2), ...desk });
    await note(one.page).waitFor();
    await note(other.page).waitFor();
    await one.context.setOffline(true);
    await note(one.page).fill('Written on the train.');
    await note(other.page).fill('Written at the desk.');
    await other.page.getByText(/^Saved \d/).waitFor();
    await one.context.setOffline(false);
    await one.page.getByText('Both texts are here, one after the other.').waitFor({ timeout: 45_000 });
    await expect.poll(async () => (await noteOf(one, 2)).text).toContain('Written on the train.');
    expect((await noteOf(one, 2)).text).toContain('Written at the desk.');
    await expect.poll(() => note(other.page).inputValue()).toContain('Written on the train.');
    journey.takeNoComplaints(refusedOr(/409/));
    await one.context.close();
    await other.context.close();
  });
});

test('LW10 words are found from any page of the course, with what is around them; the address keeps them', async () => {
  const { context, page } = await journey.visit('joy', { at: lessonAt(3), ...desk });
  await reading(page).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('heading', { name: 'Search the course' }).waitFor();
  await page.keyboard.type('context window');
  await page.locator('mark').first().waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('?q=context+window');
  await page.reload();
  await page.locator('mark').first().waitFor();
  const found = page.getByRole('link', { name: /context window/i }).first();
  const href = (await found.getAttribute('href'))!;
  expect(href).toContain('#the-context-window');
  await found.click();
  await page.getByRole('heading', { name: 'The context window' }).waitFor();
  await page.goto(`/c/${cohortId}/search?q=zymurgy`);
  await page.getByText('Nothing here has these words.').waitFor();
  await context.close();
});

describe('the editor', () => {
  const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
  const isSaved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor({ timeout: 15_000 });
  const openDraft = async (): Promise<Visitor> => {
    const ines = await journey.visit('ines', { at: `/teach/${cohortId}/content`, ...desk });
    const { page } = ines;
    const begin = page.getByRole('button', { name: 'Begin a draft' });
    await begin.or(page.getByRole('button', { name: 'Publish…' })).waitFor();
    if (await begin.isVisible()) await begin.click();
    await page.getByRole('button', { name: 'Publish…' }).waitFor();
    return ines;
  };
  const choose = async (page: Page, title: string): Promise<void> => {
    await page
      .getByRole('navigation', { name: 'Pages of the course' })
      .getByRole('link', { name: title })
      .click();
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
    await text(page).waitFor();
  };
  const publish = async (page: Page): Promise<number> => {
    await page.getByRole('button', { name: 'Publish…' }).click();
    const go = page.getByRole('dialog').getByRole('button', { name: 'Publish' });
    await expect.poll(() => go.isEnabled()).toBe(true);
    const pressedMs = performance.now();
    await go.click();
    return pressedMs;
  };

  test('what is written, published and read: a student’s open page shows it within 5 s', async () => {
    const student = await journey.visit('leo', { at: lessonAt(1), ...desk });
    await reading(student.page).waitFor();
    const { context, page } = await openDraft();
    await choose(page, lessons[1]!.title);
    const words = 'A sentence that was not here before.';
    await text(page).press('Control+Home');
    await text(page).pressSequentially(`${words}\n\n`);
    await page.getByRole('region', { name: 'Preview of the text' }).getByText(words).waitFor();
    await isSaved(page);
    const pressedMs = await publish(page);
    await student.page.getByText(words).waitFor({ timeout: publishedWithinMs });
    expect(performance.now() - pressedMs).toBeLessThan(publishedWithinMs);
    await page.getByText(/^Version \d+ is published\.$/).waitFor();
    await student.context.close();
    await context.close();
    // A look at the page that the last save set off may find its draft published already.
    journey.takeNoComplaints(/status of 404 .*\/draft\/lessons\//);
  });

  test('LW9 says what is wrong by its line, adds and moves pages, and brings back what was taken out', async () => {
    const { context, page } = await openDraft();
    await page.getByRole('button', { name: 'Add a lesson to Foundations' }).click();
    await page.getByRole('textbox', { name: 'Title' }).first().fill('Asking twice');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Asking twice' }).waitFor();
    await text(page).fill('## One\n\nFirst.\n\nSee [this](lesson:nowhere-at-all).\n');
    await page.getByRole('button', { name: /^Line 5: / }).click();
    const selected = await text(page).evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(selected).toBe('See [this](lesson:nowhere-at-all).');
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByText('While there is a fault nothing is published.').waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).isEnabled()).toBe(false);
    await page.keyboard.press('Escape');

    await text(page).fill('## One\n\nFirst.\n');
    await page.getByRole('button', { name: /^Line 5: / }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Move Asking twice up' }).click();
    const tree = page.getByRole('navigation', { name: 'Pages of the course' });
    const titles = async (): Promise<string[]> =>
      (await tree.getByRole('link').allInnerTexts()).map((one) => one.split('\n')[0]!);
    await expect
      .poll(async () => {
        const all = await titles();
        return all.indexOf('Asking twice') - all.indexOf(lessons[4]!.title);
      })
      .toBe(-1);

    await page.getByRole('button', { name: 'Take it out' }).click();
    await page.getByText('“Asking twice” was taken out.').waitFor();
    expect(await titles()).not.toContain('Asking twice');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 2, name: 'Asking twice' }).waitFor();
    await expect.poll(() => text(page).inputValue()).toContain('First.');
    await context.close();
  });

  test('a picture is brought in by a button, and a page of HTML that calls itself one is not', async () => {
    const { context, page } = await openDraft();
    await choose(page, lessons[2]!.title);
    const before = await text(page).inputValue();
    await page.getByRole('button', { name: 'Picture or file' }).click();
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    );
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name: 'a dot.png', mimeType: 'image/png', buffer: pixel });
    await expect.poll(() => text(page).inputValue(), { timeout: 15_000 }).toContain('![a dot](material:');
    await expect.poll(async () => (await text(page).inputValue()).length).toBeGreaterThan(before.length);

    await page.getByRole('button', { name: 'Picture or file' }).click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<script>1</script>') });
    await page
      .getByRole('dialog')
      .getByText(/^page\.png: /)
      .filter({ hasNotText: 'sent' })
      .waitFor();
    expect(await text(page).inputValue()).not.toContain('page.png');
    journey.takeNoComplaints(refusedOr(/4(15|22)/));
    await context.close();
  });

  test('two people who write one page over each other lose nothing', async () => {
    const one = await openDraft();
    const other = await openDraft();
    await choose(one.page, lessons[5]!.title);
    await choose(other.page, lessons[5]!.title);
    await one.context.setOffline(true);
    await text(one.page).fill('What the one wrote.');
    await one.page.getByText('Saved on this device, not yet sent').waitFor({ timeout: 30_000 });
    await text(other.page).fill('What the other wrote.');
    await isSaved(other.page);
    await one.context.setOffline(false);
    await one.page.getByText('This page was changed elsewhere, too').waitFor({ timeout: 45_000 });
    await one.page.getByRole('button', { name: 'Keep both texts, one after the other' }).click();
    await isSaved(one.page);
    await expect.poll(() => text(other.page).inputValue()).toContain('What the one wrote.');
    expect(await text(other.page).inputValue()).toContain('What the other wrote.');
    journey.takeNoComplaints(refusedOr(/409/));
    await one.context.close();
    await other.context.close();
  });

  test('LW3 nothing that is written acts while it is looked at', async () => {
    const { context, page } = await openDraft();
    await choose(page, lessons[6]!.title);
    const payloads = [
      '<script>window.acted = 1</script>',
      '<img src=x onerror="window.acted = 2"> <svg onload="window.acted = 3"><script>window.acted = 4</script></svg>',
      '[a](javascript:window.acted=5) <a href="jAvAsCrIpT:window.acted=6">b</a> ![c](javascript:window.acted=7)',
      '<math><mtext><table><mglyph><style><img src=x onerror="window.acted = 8"></style></mglyph></table></mtext></math>',
      '$\\href{javascript:window.acted=9}{x}$ $\\htmlData{onload=1}{x}$ $\\text{<img src=x onerror=window.acted=10>}$',
      '<iframe srcdoc="<script>parent.acted = 11</script>"></iframe> <object data="data:text/html,1"></object>',
      '<details open ontoggle="window.acted = 12"><summary>s</summary></details> <form action="javascript:window.acted=13"><button>go</button></form>',
      'embed: https://evil.example/frame',
      '<style>body{display:none}</style><div style="position:fixed;inset:0">over</div>',
    ];
    await text(page).fill(`${payloads.join('\n\n')}\n\nThe end of it.\n`);
    await page.getByRole('region', { name: 'Preview of the text' }).getByText('The end of it.').waitFor();
    const acted = (of: Page): Promise<unknown> => of.evaluate('window.acted');
    expect(await acted(page)).toBeUndefined();
    expect(await page.locator('iframe').count()).toBe(0);
    const dangers = await page
      .locator('.reading')
      .evaluateAll(
        (all) =>
          all.flatMap((one) =>
            [...one.querySelectorAll('*')].filter(
              (element) =>
                /^(script|iframe|object|form|style)$/i.test(element.tagName) ||
                [...element.attributes].some(
                  ({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value),
                ),
            ),
          ).length,
      );
    expect(dangers).toBe(0);
    await context.close();
  });
});
