import type { APIRequestContext, Browser, BrowserContext, Page, Request } from 'playwright-core';
import { request } from 'playwright-core';
import { classmates } from '#app/demo/people.ts';
import {
  answerInWriting,
  atDesk,
  chipOf,
  questionOn,
  vote,
  type Hour,
} from '../../tests/support/liveHour.ts';
import { Network } from '../../tests/support/network.ts';

/** What the chip of a page said from some moment on, or what its network did, by the clock of this machine. */
export interface ChipWord {
  atMs: number;
  words: string;
}

export type Screen = 'console' | 'laptop' | 'phone';

const screens = {
  console: { viewport: { width: 1440, height: 900 } },
  laptop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
} as const;

const patient = { timeout: 120_000 };

/** Somebody of the class in a browser of their own, behind a network of their own. */
export class Participant {
  readonly screen: Screen;
  readonly page: Page;
  readonly network: Network;
  /** Each request and socket since the page came, when it began and how it ended. */
  readonly asked: ChipWord[] = [];
  readonly #context: BrowserContext;

  private constructor(screen: Screen, context: BrowserContext, page: Page, network: Network) {
    this.screen = screen;
    this.page = page;
    this.network = network;
    this.#context = context;
    this.#notesRequests();
  }

  #notesRequests(): void {
    const note = (words: string): void => void this.asked.push({ atMs: Date.now(), words });
    const nameOf = (request: Request): string =>
      `${request.method()} ${new URL(request.url()).pathname.replaceAll(/[\da-f-]{30,}/g, '…')}`;
    this.page
      .on('request', (request) => note(`${nameOf(request)}?`))
      .on('response', (response) => note(`${nameOf(response.request())}: ${response.status()}`))
      .on('requestfailed', (request) => note(`${nameOf(request)}: ${request.failure()?.errorText}`))
      .on('websocket', (socket) => {
        note('socket?');
        socket.on('close', () => note('socket: closed'));
      });
  }

  static async comes(
    browser: Browser,
    { port, key, screen, at }: { port: number; key: string; screen: Screen; at: string },
  ): Promise<Participant> {
    const network = await Network.to(port);
    const context = await browser.newContext({ baseURL: network.base, ...screens[screen] });
    context.setDefaultTimeout(patient.timeout);
    const entered = await context.request.get(`/demo/${key}`, { maxRedirects: 0 });
    if (entered.status() >= 400) throw new Error(`no way in for ${key}: ${entered.status()}`);
    const page = await context.newPage();
    await page.goto(at);
    await chipOf(page)
      .filter({ hasText: /^Live$/ })
      .waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const said: ChipWord[] = [];
      Object.assign(globalThis, { chipSaid: said });
      // Without a name of its own: what compiles this file marks names with a helper that no page has.
      setInterval(() => {
        const words = document.querySelector('header [role=status]')?.textContent ?? '';
        if (said.at(-1)?.words !== words) said.push({ atMs: Date.now(), words });
      }, 50);
    });
    return new Participant(screen, context, page, network);
  }

  /** What this person does with a question in the middle of it all: votes for it, or answers it. */
  async act(text: string): Promise<void> {
    const acted =
      this.screen === 'console' ? answerInWriting(this.page, text, answerTo(text)) : vote(this.page, text);
    await acted.catch((cause: Error) => this.#lacks(`way to act on “${text}”`, cause));
  }

  async sees(text: string): Promise<void> {
    const place = this.screen === 'console' ? atDesk(this.page, text) : questionOn(this.page, text);
    await place.waitFor(patient).catch((cause: Error) => this.#lacks(`“${text}”`, cause));
  }

  /** @throws Error always: what is not on the page, and what is instead */
  async #lacks(what: string, cause: Error): Promise<never> {
    const shown = await this.page.evaluate(() =>
      document.body.innerText.replaceAll(/\s+/g, ' ').slice(0, 1_500),
    );
    throw new Error(`no ${what} (${cause.message.slice(0, 200)}) on: ${shown}`, { cause });
  }

  /** Until what was done with a question on this page is with the server. */
  async isDone(text: string): Promise<void> {
    if (this.screen === 'console') {
      const waits = this.page.getByText(/^(Kept here|Sending)/);
      await waits.first().waitFor({ state: 'detached', ...patient });
      return;
    }
    const question = questionOn(this.page, text);
    await question.getByRole('button', { name: /^Votes: [1-9]/, pressed: true }).waitFor(patient);
    const waits = question.getByText(/^(Your vote is sent when|Sending)/);
    await waits.first().waitFor({ state: 'detached', ...patient });
  }

  /** Until the chip says what it says when nothing has happened. */
  async isCalm(): Promise<void> {
    await chipOf(this.page)
      .filter({ hasText: /^(Live|Up to date|Checking)/ })
      .waitFor({ ...patient, state: 'attached' });
  }

  chipSaid(): Promise<ChipWord[]> {
    return this.page.evaluate(() => (globalThis as unknown as { chipSaid: ChipWord[] }).chipSaid);
  }

  async leave(): Promise<void> {
    await this.#context.close();
    await this.network.close();
  }
}

export const answerTo = (question: string): string => `This is what we know: ${question}`;

/** A session of the demo class, with people who ask beside all that is done to the others. */
export class LiveClass {
  readonly sessionId: string;
  readonly hour: Hour = { questions: [], polls: [], messages: [] };
  readonly #askers: readonly APIRequestContext[];
  #asked = 0;

  private constructor(sessionId: string, askers: readonly APIRequestContext[]) {
    this.sessionId = sessionId;
    this.#askers = askers;
  }

  static async begins(base: string): Promise<LiveClass> {
    const enter = async (key: string): Promise<APIRequestContext> => {
      const context = await request.newContext({ baseURL: base });
      await context.get(`/demo/${key}`, { maxRedirects: 0 });
      return context;
    };
    const ines = await enter('ines');
    const post = async <Data>(path: string, data: object): Promise<Data> => {
      const answer = await ines.post(path, { data });
      if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
      return ((await answer.json()) as { data: Data }).data;
    };
    const me = (await (await ines.get('/api/me')).json()) as { data: { cohorts: { id: string }[] } };
    const cohortId = me.data.cohorts[0]!.id;
    const { session } = await post<{ session: { id: string } }>(`/api/cohorts/${cohortId}/sessions`, {
      title: 'An hour of cuts',
      startsAt: new Date(Date.now() + 300_000).toISOString(),
      minutes: 240,
    });
    await post(`/api/sessions/${session.id}/start`, {});
    await ines.dispose();
    // Nobody asks more than a few questions a minute.
    const askers = await Promise.all(classmates.slice(-8).map(({ key }) => enter(key)));
    return new LiveClass(session.id, askers);
  }

  /** Somebody asks, surely: again under the same id until there is an answer. */
  async ask(text: string): Promise<void> {
    const asker = this.#askers[this.#asked++ % this.#askers.length]!;
    const options = { data: { text }, headers: { 'idempotency-key': crypto.randomUUID() } };
    for (const giveUpMs = Date.now() + 30_000; ;) {
      const answer = await asker
        .post(`/api/sessions/${this.sessionId}/questions`, options)
        .catch(() => undefined);
      if (answer?.ok()) break;
      if (Date.now() > giveUpMs) throw new Error(`not asked: ${answer?.status()} ${await answer?.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    this.hour.questions.push({ text, votes: 0, answer: null });
  }

  /** What was done by somebody is part of what the session comes to. */
  took(by: Screen, text: string): void {
    const question = this.hour.questions.find((one) => one.text === text)!;
    if (by === 'console') question.answer = answerTo(text);
    else question.votes += 1;
  }

  async close(): Promise<void> {
    for (const asker of this.#askers) await asker.dispose();
  }
}
