import type { BrowserContext, Page, Request, WebSocket } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { QuestionList } from '#features/qna/contract.ts';
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

/** The ways on which a page hears of events at present, and how often it was loaded. */
class Roads {
  loads = 0;
  readonly #streams = new Set<Request>();
  readonly #sockets = new Set<WebSocket>();

  constructor(page: Page) {
    page.on('domcontentloaded', () => this.loads++);
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/api/stream') this.#streams.add(request);
    });
    for (const over of ['requestfinished', 'requestfailed'] as const)
      page.on(over as 'requestfinished', (request) => this.#streams.delete(request));
    page.on('websocket', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get open(): string[] {
    return [...[...this.#streams].map(() => 'stream'), ...[...this.#sockets].map(() => 'socket')];
  }

  async untilOnly(road: 'stream' | 'socket'): Promise<void> {
    await expect.poll(() => this.open, { timeout: 20_000 }).toEqual([road]);
  }
}

interface Watched extends Visitor {
  roads: Roads;
}

/** Somebody of the demo class beside the wire, so that it can be cut for one alone. */
async function visit(key: string, at: string, options: VisitOptions = desk): Promise<Watched> {
  const visitor = await journey.guest({ baseURL: journey.direct, ...options });
  const roads = new Roads(visitor.page);
  await journey.enter(visitor.context, key);
  await visitor.page.goto(at);
  return { ...visitor, roads };
}

async function connectionsOf(visitor: Visitor): Promise<number> {
  const { user } = await journey.view<{ user: { id: string } }>(visitor, '/api/me');
  return journey.house.node.delivery.connectionsOf(user.id).length;
}

const listed = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });
const vote = (page: Page, text: string) => listed(page, text).getByRole('button', { name: /^Votes: / });
const atDesk = (page: Page, text: string) =>
  page
    .getByRole('list', { name: 'Questions, arrow keys move' })
    .getByRole('listitem')
    .filter({ hasText: text });
const onAir = (page: Page) => page.getByText('On air', { exact: true });

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function ask(page: Page, text: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Ask a question' });
  await form.getByLabel('Your question').fill(text);
  await form.getByRole('button', { name: 'Ask' }).click();
  await form.getByText('Your question is there.').waitFor();
}

/** Plans a session from the list of the staff, and writes its run sheet, by keyboard alone. */
async function plan(page: Page, title: string, items: readonly string[]): Promise<string> {
  await press(page, /button “Plan a session”/);
  await tabTo(page, /input “Title”/);
  await page.keyboard.type(title);
  await press(page, /button “Plan it”/);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  for (const [place, item] of items.entries()) {
    await press(page, /button “Add an item”/);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Title of item ${place + 1}`);
    await page.keyboard.type(item);
  }
  await press(page, /button “Save the run sheet”/);
  await page.getByText(/^Saved \d\d:\d\d/).waitFor();
  await press(page, /link “Console”/);
  await page.getByRole('button', { name: 'Start the session' }).waitFor();
  return new URL(page.url()).pathname.split('/')[2]!;
}

test('an hour is planned, held and ended: all see the same without reloading, over one socket each', async () => {
  const title = 'Open hour';
  const question = 'How do we test a request before the class sees it?';
  const answer = 'With ten cases that somebody else wrote.';
  const amara = await visit('amara', `/c/${cohortId}/live`, phone);
  await amara.page.getByRole('heading', { level: 1, name: 'Live sessions' }).waitFor();
  await amara.roads.untilOnly('stream');
  const ines = await visit('ines', `/teach/${cohortId}/live`);
  const console = ines.page;
  await console.getByRole('button', { name: 'Plan a session' }).waitFor();
  const sessionId = await plan(console, title, ['Welcome', 'A request, mended together']);

  await amara.page.getByRole('link', { name: title, exact: true }).waitFor();
  await press(console, /button “Start the session”/);
  await console.getByRole('dialog', { name: 'Start so early?' }).waitFor();
  await press(console, /button “Start it now”/);
  await amara.page.getByRole('link', { name: `Join: ${title}` }).click();
  await onAir(amara.page).waitFor();
  await amara.roads.untilOnly('socket');
  await expect.poll(() => connectionsOf(amara)).toBe(1);
  await console
    .getByRole('list', { name: 'Who is in' })
    .getByText(/^Amara/)
    .waitFor();

  const wall = await ines.context.newPage();
  await wall.goto(`/live/${sessionId}/screen`);
  await wall.getByText('Take part:').waitFor();
  await console.keyboard.press('n');
  for (const page of [amara.page, wall]) await page.getByText('Welcome', { exact: true }).first().waitFor();

  await ask(amara.page, question);
  await atDesk(console, question).waitFor();
  const jonas = await votesTwice(question, sessionId);
  await atDesk(console, question).getByText('1 vote', { exact: true }).waitFor();
  await listed(amara.page, question).getByText('Votes: 1', { exact: true }).waitFor();

  await tabTo(console, /^li “/);
  await console.keyboard.press('a');
  await amara.page.getByText('Being answered now', { exact: true }).waitFor();
  const large = wall.getByText(question, { exact: true });
  await large.waitFor();
  const sizePx = await large.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(sizePx).toBeGreaterThanOrEqual(56);
  await console.keyboard.press('w');
  await console.getByRole('dialog', { name: 'Answer in writing' }).getByLabel('Answer').waitFor();
  await console.keyboard.type(answer);
  await console.keyboard.press('Control+Enter');
  await amara.page.getByText(answer).waitFor();
  await large.waitFor({ state: 'detached' });

  await press(console, /button “End the session…”/);
  await console.getByRole('dialog', { name: 'End the session?' }).waitFor();
  await press(console, /button “End for all”/);
  for (const { page } of [amara, jonas])
    await page.getByRole('main').getByText('This session is over', { exact: true }).waitFor();
  await wall.getByText('Thank you for being here.').waitFor();
  await console.getByText('The session is over. It began').waitFor();
  await amara.page.getByText(answer).waitFor();
  for (const { roads } of [amara, jonas, ines]) {
    await roads.untilOnly('stream');
    expect(roads.loads).toBe(1);
  }

  await press(console, /link “Attendance”/);
  const line = console.getByRole('row').filter({ hasText: 'Amara' });
  await line
    .getByText(/\d\d:\d\d/)
    .first()
    .waitFor();
  expect(await line.innerText()).not.toContain('Was not in');
  await Promise.all([amara, jonas, ines].map(({ context }) => context.close()));
});

/** From two windows of one person, of which neither knows of the other’s vote; the one that stays is handed back. */
async function votesTwice(question: string, sessionId: string): Promise<Watched> {
  const one = await visit('jonas', `/live/${sessionId}`);
  const other = await visit('jonas', `/live/${sessionId}`, { ...desk, baseURL: journey.base });
  for (const { page, roads } of [one, other]) {
    await vote(page, question).waitFor();
    await roads.untilOnly('socket');
  }
  journey.wire.pull();
  await expect.poll(() => other.roads.open).toEqual([]);
  await vote(other.page, question).click();
  const waits = other.page.getByText('Your vote is sent when the connection is back.');
  await waits.waitFor();
  await vote(one.page, question).click();
  await listed(one.page, question).getByRole('button', { name: 'Votes: 1', pressed: true }).waitFor();
  journey.wire.mend();
  await waits.waitFor({ state: 'detached', timeout: 45_000 });
  await other.page.getByText('Sending your vote…').waitFor({ state: 'detached' });
  for (const { page } of [one, other])
    await listed(page, question).getByRole('button', { name: 'Votes: 1', pressed: true }).waitFor();
  await expect.poll(() => votesOf(one, sessionId, question)).toBe(1);
  await other.context.close();
  return one;
}

async function votesOf(visitor: Visitor, sessionId: string, text: string): Promise<number | undefined> {
  const { questions } = await journey.view<QuestionList>(visitor, `/api/sessions/${sessionId}/questions`);
  return questions.find(({ question }) => question === text)?.upvotes;
}

/** As on a network that lets no WebSocket through. */
async function blockSockets(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'WebSocket', {
      value: class {
        onerror?: (event: Event) => void;
        onclose?: (event: Event) => void;
        constructor() {
          setTimeout(() => {
            this.onerror?.(new Event('error'));
            this.onclose?.(new Event('close'));
          });
        }
        close(): void {}
      },
    });
  });
}

test('where WebSocket is blocked, questions and votes go their way all the same, and the chip says so', async () => {
  const question = 'Who reads what the model wrote?';
  const [ines, amara, jonas] = (await Promise.all(
    (
      [
        ['ines', desk],
        ['amara', phone],
        ['jonas', desk],
      ] as const
    ).map(async ([key, size]) => {
      const visitor = await journey.guest({ baseURL: journey.direct, ...size });
      await blockSockets(visitor.context);
      await journey.enter(visitor.context, key);
      return { ...visitor, roads: new Roads(visitor.page) };
    }),
  )) as [Watched, Watched, Watched];
  const sessionId = await aLiveSession(ines, 'Slow hour');
  await ines.page.goto(`/live/${sessionId}/host`);
  for (const { page } of [amara, jonas]) await page.goto(`/live/${sessionId}`);
  for (const { page, roads } of [ines, amara, jonas]) {
    const chip = page.getByRole('banner').getByRole('status');
    await chip.filter({ hasText: 'Live, slower network' }).waitFor({ timeout: 45_000 });
    await expect.poll(() => roads.open).toEqual([]);
  }

  await ask(amara.page, question);
  await vote(jonas.page, question).click();
  await atDesk(ines.page, question).getByText('1 vote', { exact: true }).waitFor();
  await listed(jonas.page, question).getByRole('button', { name: 'Votes: 1', pressed: true }).waitFor();
  await expect.poll(() => votesOf(jonas, sessionId, question)).toBe(1);

  await ines.context.request.post(`/api/sessions/${sessionId}/end`);
  for (const { page, roads } of [amara, jonas]) {
    await page.getByRole('main').getByText('This session is over', { exact: true }).waitFor();
    await roads.untilOnly('stream');
  }
  await Promise.all([ines, amara, jonas].map(({ context }) => context.close()));
});

async function aLiveSession({ context }: Visitor, title: string): Promise<string> {
  const planned = await context.request.post(`/api/cohorts/${cohortId}/sessions`, {
    data: { title, startsAt: new Date(Date.now() + 600_000).toISOString(), minutes: 60 },
  });
  expect(planned.status()).toBeLessThan(300);
  const { session } = ((await planned.json()) as { data: { session: { id: string } } }).data;
  expect((await context.request.post(`/api/sessions/${session.id}/start`)).status()).toBeLessThan(300);
  return session.id;
}
