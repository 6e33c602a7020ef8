// `npm run filmstrip`: makes docs/pictures/live-hour.webp from the running demo. One live session in three windows, each
// behind a proxy that first lets no WebSocket through, then no stream either, and then all of it again. Every frame is
// a screenshot of what the three see at that moment.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  answerInWriting,
  ask,
  chipOf,
  choose,
  key,
  launch,
  pollOn,
  questionOn,
  untilAtDesk,
  untilSeen,
  vote,
  type Hour,
} from '../tests/support/liveHour.ts';
import { Network } from '../tests/support/network.ts';
import type { Refusable } from '../tests/support/refusingProxy.ts';
import { isStill, onDemoStage, sheetStyle, sourceOf } from './demoStage.ts';

const target = path.resolve(import.meta.dirname, '../docs/pictures/live-hour.webp');
/** Each window at its own width, all of one height and shown at one scale. */
const heightPx = 700;
const windows = { console: 1_060, laptop: 860, phone: 390 } as const;
type Window = keyof typeof windows;
const shownAs = 0.5;
/** Screenshots and sheet are this much finer than they are shown, so that the words in them can be read. */
const fineness = 2;
const quality = 0.75;

const prompt = 'Which first?';
const question = 'How many examples does it take?';
const answer = 'Three are enough for a start.';

interface Frame {
  title: string;
  words: string;
  chip: string;
  shots: Record<Window, Buffer>;
}

process.exitCode = await onDemoStage(target, async ({ browser, port }) => {
  const networks = await Promise.all([Network.to(port), Network.to(port), Network.to(port)]);
  try {
    const frames = await film(browser, networks);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, await strip(browser, frames));
  } finally {
    for (const network of networks) await network.close();
  }
});

async function film(browser: Browser, networks: readonly [Network, Network, Network]): Promise<Frame[]> {
  const [one, two, three] = networks;
  const console = await visit(browser, one, 'ines', 'console');
  const laptop = await visit(browser, two, 'jonas', 'laptop');
  const phone = await visit(browser, three, 'amara', 'phone');
  const pages = { console, laptop, phone };
  const sessionId = await begin(console);
  await console.goto(`/live/${sessionId}/host`);
  for (const page of [laptop, phone]) await page.goto(`/live/${sessionId}`);
  const hour: Hour = { questions: [], polls: [], messages: [] };
  const frames: Frame[] = [];
  const shoot = async (title: string, words: string): Promise<void> => {
    await untilAtDesk(console, hour);
    for (const page of [laptop, phone]) await untilSeen(page, hour);
    const shots = {} as Frame['shots'];
    for (const [name, page] of Object.entries(pages) as [Window, Page][]) {
      // The one who asks reads questions on the laptop; the other two look at the poll.
      await bringUp(name === 'laptop' ? questionOn(page, question) : pollOn(page, prompt));
      await isStill(page);
      shots[name] = await page.screenshot();
    }
    frames.push({ title, words, shots, chip: await chipOf(laptop).innerText() });
  };
  const blocked = async (chip: RegExp, ...what: Refusable[]): Promise<void> => {
    for (const network of networks) network.proxy.refuse(...what);
    for (const page of Object.values(pages))
      await chipOf(page).filter({ hasText: chip }).waitFor({ timeout: 90_000, state: 'attached' });
  };

  await blocked(/^Live$/);
  await launch(console, `${prompt} Examples, critique, roles`);
  hour.polls.push({ prompt, state: 'open', ballots: 1 });
  await choose(phone, prompt, 'Critique');
  await ask(phone, question);
  hour.questions.push({ text: question, votes: 0, answer: null });
  await shoot('All roads are open', 'Amara votes and asks, each browser on one socket.');

  await blocked(/^Live, slower network$/, 'upgrades');
  await vote(laptop, question);
  await choose(laptop, prompt, 'Examples');
  hour.questions[0]!.votes = 1;
  hour.polls[0]!.ballots = 2;
  await shoot('WebSocket is blocked', 'Jonas votes for her question, and in the poll.');

  await blocked(/^Checking every 15 s$/, 'upgrades', 'socket.io', 'streams');
  await answerInWriting(console, question, answer);
  hour.questions[0]!.answer = answer;
  await key(console, 'c');
  hour.polls[0]!.state = 'closed';
  await shoot('Streams are blocked too', 'Inês answers in writing and closes the poll.');

  await blocked(/^Live$/);
  await key(console, 'r');
  hour.polls[0]!.state = 'shown';
  await shoot('All is back', 'The result is shown. Nothing is lost, nothing is there twice.');
  return frames;
}

/** Scrolls until this stands under the bar at the top of its page. */
async function bringUp(what: Locator): Promise<void> {
  await what.evaluate((element) => {
    const barPx = document.querySelector('header')!.offsetHeight;
    scrollTo({ top: element.getBoundingClientRect().top + scrollY - barPx - 64, behavior: 'instant' });
  });
}

async function visit(browser: Browser, network: Network, who: string, window: Window): Promise<Page> {
  const context = await browser.newContext({
    baseURL: network.base,
    viewport: { width: windows[window], height: heightPx },
    deviceScaleFactor: fineness * shownAs,
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await page.goto(`/demo/${who}?to=/home`);
  return page;
}

async function begin(page: Page): Promise<string> {
  const { request } = page.context();
  const me = (await (await request.get('/api/me')).json()) as { data: { cohorts: { id: string }[] } };
  const startsAt = new Date(Date.now() + 60_000).toISOString();
  const planned = await request.post(`/api/cohorts/${me.data.cohorts[0]!.id}/sessions`, {
    data: { title: 'Prompts that hold', startsAt, minutes: 60 },
  });
  const { session } = ((await planned.json()) as { data: { session: { id: string } } }).data;
  await request.post(`/api/sessions/${session.id}/start`);
  return session.id;
}

/** One row a frame: what happened, what the chip said, the console, and the two who take part. */
async function strip(browser: Browser, frames: readonly Frame[]): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: fineness });
  const image = (name: Window, { shots }: Frame): string =>
    `<img class="${name}" height="${heightPx * shownAs}" src="${sourceOf(shots[name])}">`;
  const rows = frames.map(
    (frame, place) =>
      `<figure><figcaption><b>${place + 1}</b>${frame.title}<p>${frame.words}</p>` +
      `<q>${frame.chip}</q></figcaption>` +
      `${image('console', frame)}${image('laptop', frame)}${image('phone', frame)}</figure>`,
  );
  await page.setContent(`<!doctype html><style>${await sheetStyle()}
    body { display: inline-grid; gap: 28px; padding: 28px }
    figure { display: flex; gap: 20px }
    figcaption { width: 270px; margin: 0; font-size: 27px; line-height: 34px }
    figcaption b { display: block; font-size: 48px; line-height: 60px; color: #a29d91 }
    figcaption p { margin: 8px 0 20px; font-size: 21px; line-height: 29px; font-weight: 400 }
    q { padding: 4px 14px; border-radius: 17px; background: #fff; font-size: 21px }
    .phone { border-width: 2px; border-radius: 18px }
  </style>${rows.join('')}`);
  await page.evaluate(() => document.fonts.ready);
  const whole = await page.locator('body').screenshot();
  // The browser itself writes WebP, a third of the size.
  const encoded = await page.evaluate(
    async ([source, share]) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d')!.drawImage(picture, 0, 0);
      return canvas.toDataURL('image/webp', share);
    },
    [sourceOf(whole), quality] as const,
  );
  return Buffer.from(encoded.slice(encoded.indexOf(',') + 1), 'base64');
}
