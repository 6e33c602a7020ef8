import type { BrowserContext, Page, Request, WebSocket } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { QuestionList } from '#features/qna/contract.ts';
import { Journey, type Visitor, type VisitOptions } from '../support/journey.ts';
import { focused, tabTo } from '../support/journeyKeys.ts';

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
/** Told on the page, and to who hears it as well. */
const isOver = (page: Page) => page.getByRole('main').getByText('This session is over', { exact: true });
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

  await console.getByText('The class sees: item 1, Welcome').waitFor();
  await console.getByText(/^1 of \d+ students in$/).waitFor();

  // B darkens the wall that is there and one that is opened later, and the console says so; the class goes on.
  await console.keyboard.press('b');
  await console.getByText('The wall is blank.').waitFor();
  const late = await ines.context.newPage();
  await late.goto(`/live/${sessionId}/screen`);
  for (const page of [wall, late])
    await page.getByRole('heading', { name: 'The screen is blank. B brings it back.' }).waitFor();
  await amara.page.getByText('Welcome', { exact: true }).first().waitFor();
  await late.keyboard.press('b');
  for (const page of [wall, late]) await page.getByText('Welcome', { exact: true }).first().waitFor();
  await console.getByText('The wall is blank.').waitFor({ state: 'detached' });
  await late.close();

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
  await console.getByText(`The class sees: the question “${question}” is being answered.`).waitFor();
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
  for (const { page } of [amara, jonas]) await isOver(page).waitFor();
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

test('SE27 a host hands a live session over, and both consoles say who runs it now', async () => {
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'Two at the desk');
  await ines.page.goto(`/live/${sessionId}/host`);
  await press(ines.page, /button “Hand over…”/);
  const sheet = ines.page.getByRole('dialog', { name: 'Who runs the session' });
  await sheet.getByText(/^Nobody else of the staff is in/).waitFor();

  const paula = await visit('paula', `/live/${sessionId}/host`);
  await paula.page.getByText('Host: Inês Rocha').waitFor();
  await press(ines.page, /button “Hand over to Paula Lang”/);
  await sheet.waitFor({ state: 'detached' });
  await ines.page.getByRole('status').getByText('Paula Lang runs the session now.').waitFor();
  await ines.page.getByText('Host: Paula Lang').waitFor();
  await paula.page.getByRole('status').getByText('You run the session now, after Inês Rocha.').waitFor();
  await paula.page.getByText('You are the host.').waitFor();
  // Everything goes on, for both.
  expect((await ines.context.request.post(`/api/sessions/${sessionId}/end`)).status()).toBe(200);
  await paula.page.getByText('The session is over. It began').waitFor();
  await Promise.all([ines, paula].map(({ context }) => context.close()));
});

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
    await isOver(page).waitFor();
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

test('a single key of the console does what the list of keys says, and nothing where it is typed or turned off', async () => {
  const prompt = 'Did your pair agree?';
  const say = 'Ten minutes, in pairs.';
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines, 'By single keys');
  await prepareItem(ines, sessionId, { prompt, say });
  const console = ines.page;
  await console.goto(`/live/${sessionId}/host`);
  const offered = (key: string, words: string) =>
    console.locator(`[aria-keyshortcuts=${key}]`).filter({ hasText: words });
  const ask = offered('A', `Ask: ${prompt}`);
  const send = offered('S', `Send: ${say}`);
  for (const offer of [ask, send]) await offer.waitFor();
  const sheet = console.getByRole('dialog');

  await console.keyboard.press('?');
  const rows = sheet.filter({ hasText: 'Keys of the console' }).locator('dl');
  const listed = await rows.evaluate((list) =>
    [...list.querySelectorAll('dt')].map(
      (key) => `${key.textContent} ${key.nextElementSibling!.textContent}`,
    ),
  );
  expect(listed).toEqual(expect.arrayContaining([...keysOfConsole]));
  const choice = sheet.getByRole('checkbox', { name: 'Single keys are shortcuts on this device' });
  await choice.uncheck();
  await console.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  for (const key of 'aspqmhb?') await console.keyboard.press(key);
  await isUntouched();

  await console.getByRole('button', { name: 'Keys', exact: true }).click();
  await choice.check();
  await console.keyboard.press('Escape');
  const line = console.getByLabel('Quick poll, in one line');
  await line.pressSequentially('aspqmhb?');
  expect(await line.inputValue()).toBe('aspqmhb?');
  await isUntouched();
  await line.fill('');
  await console.keyboard.press('Tab');

  await console.keyboard.press('a');
  await console.getByText(`The class sees: the poll “${prompt}”`).waitFor();
  await console.keyboard.press('s');
  await console.getByRole('button', { name: 'Take it down' }).waitFor();
  for (const offer of [ask, send]) await offer.waitFor({ state: 'detached' });
  await console.keyboard.press('b');
  await console.getByText('The wall is blank.').waitFor();
  const opened = ines.context.waitForEvent('page');
  await console.keyboard.press('p');
  const wall = await opened;
  await wall.getByRole('heading', { name: 'The screen is blank. B brings it back.' }).waitFor();
  expect(new URL(wall.url()).pathname).toBe(`/live/${sessionId}/screen`);
  await console.bringToFront();
  await console.keyboard.press('m');
  await expect.poll(() => focused(console)).toBe('tab “Chat”');
  await console.getByRole('tab', { name: 'Chat', selected: true }).waitFor();
  await console.keyboard.press('q');
  await expect.poll(() => focused(console)).toBe('tab “Questions”');
  await console.getByRole('tab', { name: 'Questions', selected: true }).waitFor();
  await console.keyboard.press('h');
  await console.getByRole('dialog', { name: 'Who runs the session' }).waitFor();
  await ines.context.close();

  /** What was pressed has come to nothing: no sheet, no window, and all that is ready still is. */
  async function isUntouched(): Promise<void> {
    expect(await sheet.count()).toBe(0);
    expect(ines.context.pages()).toHaveLength(1);
    for (const offer of [ask, send]) expect(await offer.getAttribute('aria-disabled')).not.toBe('true');
    expect(await console.getByRole('tab', { name: 'Questions', selected: true }).count()).toBe(1);
    expect(await console.getByText('The wall is blank.').count()).toBe(0);
  }
});

const keysOfConsole = [
  'A Ask the poll that is prepared for the item',
  'S Send the text that is written for the item',
  'B Blank the wall, and bring it back',
  'P Open the projector',
  'Q To the questions',
  'M To the chat',
  'H Who runs the session, and taking over',
] as const;

/** Puts the session at an item for which a poll and a text are ready. */
async function prepareItem(
  { context }: Visitor,
  sessionId: string,
  { prompt, say }: { prompt: string; say: string },
): Promise<void> {
  const send = async <Data>(method: 'put' | 'post', path: string, data: object): Promise<Data> => {
    const answer = await context.request[method](path, { data });
    expect([path, answer.status()]).toEqual([path, 200]);
    return ((await answer.json()) as { data: Data }).data;
  };
  const at = `/api/sessions/${sessionId}`;
  const agenda = [{ title: 'In pairs', minutes: 10, kind: 'exercise', say }];
  const { session } = await send<{ session: { agenda: { id: string }[] } }>('put', `${at}/agenda`, {
    revision: 0,
    agenda,
  });
  const itemId = session.agenda[0]!.id;
  const written = { kind: 'yes-no', prompt };
  const { id: pollId } = await send<{ id: string }>('post', `${at}/polls/drafts`, written);
  await send('put', `/api/polls/${pollId}/agenda-item`, { agendaItemId: itemId });
  await send('put', `${at}/current`, { itemId });
}
