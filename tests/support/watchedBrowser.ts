import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What the page is given before anything else runs in it. */
interface Given {
  stoaTell(what: string): void;
  stoaHit(payload: unknown): void;
  /** All that can be read, in fields too. */
  stoaRead(): string;
}

/** What has to be there to be read before a page is judged. */
export interface Sight {
  texts?: readonly string[];
  /** How many of the payloads. */
  payloads?: number;
}

/**
 * A browser of somebody who looks at what others wrote. Whatever a text made happen is a complaint: a call of
 * `stoaHit`, a dialog, a breach of the policy, a window, an answer that is no data, and on each page a handler,
 * an address that runs, or an element that no page of ours has.
 */
export class WatchedBrowser {
  readonly page: Page;
  readonly complaints: string[] = [];
  /** The numbers of the payloads that stood on some page to be read. */
  readonly read = new Set<number>();
  readonly #context: BrowserContext;
  #where = '';

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** @param cookie `name=value` of whoever is signed in */
  static async open(browser: Browser, base: string, cookie?: string): Promise<WatchedBrowser> {
    const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 2400 } });
    context.setDefaultTimeout(30_000);
    const [name, value] = cookie?.split('=') ?? [];
    if (name !== undefined && value !== undefined) await context.addCookies([{ name, value, url: base }]);
    const watched = new WatchedBrowser(context, await context.newPage());
    await watched.#watch();
    return watched;
  }

  /** Opens a page, waits for what is to be read there, and judges it. */
  async look(path: string, sees: Sight, endsAt = path): Promise<void> {
    this.#where = path;
    await this.page.goto(path);
    const { pathname } = new URL(endsAt, this.page.url());
    // Some addresses lead on to another once the page knows who asks.
    if (endsAt !== path) await this.page.waitForURL((url) => url.pathname === pathname);
    await this.judge(sees);
    const reached = new URL(this.page.url());
    if (reached.pathname !== pathname) this.#complain(`went to ${reached.pathname}`);
  }

  /** The same for the page as it has become since. */
  async judge({ texts = [], payloads = 0 }: Sight): Promise<void> {
    const { page } = this;
    await page.locator('h1').first().waitFor();
    const sight = { texts: texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()), payloads };
    // Reading a whole page in each of its frames would keep it from being made.
    const isThere = page.waitForFunction(isSeen, sight, { timeout: 15_000, polling: 100 });
    await isThere.catch(() => {});
    const read = await page.evaluate(() => (globalThis as unknown as Given).stoaRead());
    const lacking = sight.texts.filter((text) => !read.includes(text));
    if (lacking.length > 0) this.#complain(`lacks ${lacking.length}: ${lacking.slice(0, 3).join(' · ')}`);
    const numbers = new Set([...read.matchAll(/stoaHit\((\d+)\)/g)].map(([, number]) => Number(number)));
    if (numbers.size < payloads) this.#complain(`shows ${numbers.size} payloads of ${payloads}`);
    for (const number of numbers) this.read.add(number);
    for (const frame of page.frames())
      for (const found of await frame.evaluate(findActive)) this.#complain(found);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  #complain(what: string): void {
    this.complaints.push(`${this.#where}: ${what}`);
  }

  async #watch(): Promise<void> {
    const context = this.#context;
    await context.exposeFunction('stoaTell', (what: string) => this.#complain(what));
    await context.addInitScript(() => {
      const given = globalThis as unknown as Given;
      given.stoaHit = (payload) => given.stoaTell(`payload ${String(payload)} ran`);
      given.stoaRead = () => {
        const fields = document.querySelectorAll<HTMLInputElement>('input, textarea');
        const written = [...fields].map(({ value }) => value);
        return [document.body.innerText, ...written].join(' ').replaceAll(/\s+/g, ' ');
      };
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        given.stoaTell(`the policy kept out ${effectiveDirective} ${blockedURI} ${sample}`),
      );
    });
    context.on('page', () => this.#complain('a window opened'));
    context.on('weberror', (broken) => this.#complain(`broke: ${broken.error().message}`));
    this.page.on('dialog', (dialog) => {
      this.#complain(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/api/') || [204, 304].includes(response.status())) return;
      const { 'content-type': type = '', 'x-content-type-options': options } = response.headers();
      if (!data.test(type)) this.#complain(`${pathname} is ${type}`);
      if (options !== 'nosniff') this.#complain(`${pathname} is to be guessed`);
    });
  }
}

const data = /^(?:application\/(?:problem\+)?json|text\/event-stream|text\/vtt|image\/png|video\/mp4)\b/;

// What follows runs in the page.

function isSeen({ texts, payloads }: Required<Sight>): boolean {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('main details')) details.open = true;
  if (document.querySelector('[aria-busy=true]') !== null) return false;
  const read = (globalThis as unknown as Given).stoaRead();
  const numbers = new Set([...read.matchAll(/stoaHit\((\d+)\)/g)].map(([whole]) => whole));
  return numbers.size >= payloads && texts.every((text) => read.includes(text));
}

/** Whatever could act and is none of ours. */
function findActive(): string[] {
  const found: string[] = [];
  const { body } = document;
  const foreign = 'object, embed, base, meta, link, frame, portal, style, iframe:not([title]), form[action]';
  for (const { outerHTML } of body.querySelectorAll(foreign)) found.push(`an element ${outerHTML}`);
  for (const { innerHTML } of body.querySelectorAll('template'))
    if (innerHTML.includes('stoaHit')) found.push(`a template ${innerHTML}`);
  for (const { type, textContent } of body.querySelectorAll('script'))
    if (type !== 'module' || textContent !== '') found.push(`a script ${textContent}`);
  const addresses = /^(?:href|xlink:href|src|srcdoc|action|formaction|data|poster|background)$/;
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`a handler ${name}=${value}`);
      // Browsers read over controls and spaces.
      const address = value.replaceAll(/[\p{Cc} ]/gu, '').toLowerCase();
      if (addresses.test(name) && /^(?:javascript|vbscript|data:(?!image\/))/.test(address))
        found.push(`an address ${name}=${value}`);
    }
  }
  return found.map((what) => what.slice(0, 200));
}
