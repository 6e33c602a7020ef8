import { build } from 'vite';
import path from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHouse, type House } from '#app/compose.ts';
import { launchBrowser } from './support/browser.ts';
import { TestHouse, type TestPerson } from './support/house.ts';

const folder = path.resolve(import.meta.dirname, 'support');
const soonMs = 10_000;

let browser: Browser;
let house: TestHouse;
let script: Map<string, string>;
let contexts: BrowserContext[] = [];

beforeAll(async () => {
  [browser, house, script] = await Promise.all([
    launchBrowser(),
    TestHouse.open({ SSE_HEARTBEAT_MS: '2000', SSE_SILENCE_MS: '6000' }),
    bundle(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
});

beforeEach(() => {
  contexts = [];
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
});

async function bundle(): Promise<Map<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    resolve: { alias: { zod: path.resolve(folder, '../../src/app/web/noSchemas.ts') } },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: path.resolve(folder, 'workbench.ts'),
        output: { entryFileNames: 'assets/workbench.js' },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as {
    output: { type: string; fileName: string; code?: string }[];
  };
  return new Map(
    output.flatMap(({ type, fileName, code = '' }) => (type === 'chunk' ? [[fileName, code] as const] : [])),
  );
}

/** A browser of one person: its tabs share storage, locks and channels. */
async function aBrowserOf({ cookie }: TestPerson): Promise<BrowserContext> {
  const context = await browser.newContext();
  contexts.push(context);
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: house.base }]);
  await context.route('**/assets/*', (route) => {
    const code = script.get(new URL(route.request().url()).pathname.slice(1));
    return code === undefined ? route.abort() : route.fulfill({ contentType: 'text/javascript', body: code });
  });
  return context;
}

async function aTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  // A page that really comes from the server: Chromium lets no other open a WebSocket to this machine.
  await page.goto(`${house.base}/docs/api`);
  await page.addScriptTag({ url: '/assets/workbench.js', type: 'module' });
  await page.waitForFunction(() => window.stoa !== undefined);
  await page.evaluate(() => window.stoa.begin());
  return page;
}

async function liveOn(page: Page, transport: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const state = window.stoa.state();
      return state.state === 'live' && state.transport === wanted;
    },
    transport,
    { timeout: 45_000 },
  );
}

/** The numbers a tab heard of a topic; a law is broken when they are not 1, 2, 3 … from the first on. */
async function heardOf(page: Page, topic: string): Promise<number[]> {
  return page.evaluate(
    (wanted) => window.stoa.heard.filter((one) => one.topic === wanted).map(({ seq }) => seq),
    topic,
  );
}

function contiguous(seqs: readonly number[]): number[] {
  return seqs.map((_seq, place) => seqs[0]! + place);
}

async function completedIn(page: Page): Promise<number> {
  return page.evaluate((id) => window.stoa.outline(id)?.progress.completed ?? -1, house.north.cohortId);
}

async function untilCompleted(page: Page, completed: number): Promise<void> {
  await page.waitForFunction(
    ([id, wanted]) => window.stoa.outline(id)?.progress.completed === wanted,
    [house.north.cohortId, completed] as const,
    { timeout: soonMs },
  );
}

async function showOutline(page: Page): Promise<void> {
  await page.evaluate((id) => window.stoa.show('progress:outline', id), house.north.cohortId);
  await page.waitForFunction((id) => window.stoa.outline(id) !== undefined, house.north.cohortId);
}

/** The server forgets a closed reader in its own time. */
async function untilReaders(person: TestPerson, count: number): Promise<void> {
  await expect
    .poll(() => house.house.node.delivery.connectionsOf(person.userId).length, { timeout: soonMs })
    .toBe(count);
}

/** Topics that were caught up with by fetching anew; one that was merely new to the connection is none. */
async function startedOver(page: Page): Promise<string[]> {
  return page.evaluate(() => window.stoa.resynced.filter((line) => !line.endsWith(' start')));
}

let nameless = 0;
const aStudent = (): Promise<TestPerson> => house.student(`student${++nameless}`);

describe('tabs of one browser', () => {
  test('share one stream; when the leading one closes, the next goes on without loss or repeat', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
    const first = await aTab(context);
    await liveOn(first, 'stream');
    const second = await aTab(context);
    await liveOn(second, 'stream');
    await untilReaders(student, 1);
    for (const page of [first, second]) await showOutline(page);
    const [a, b, c, d] = house.north.lessonIds as [string, string, string, string];

    await house.complete(student, a);
    for (const page of [first, second]) await untilCompleted(page, 1);
    expect(await first.evaluate(() => window.stoa.leading())).toBe(true);
    // Written in the moment of the change of guard, too.
    const writing = house.complete(student, b);
    await first.close();
    await writing;
    await house.complete(student, c);
    await untilCompleted(second, 3);
    expect(await second.evaluate(() => window.stoa.leading())).toBe(true);
    await house.complete(student, d);
    await untilCompleted(second, 4);
    await untilReaders(student, 1);

    const seqs = await heardOf(second, `user/${student.userId}`);
    expect(seqs).toEqual(contiguous(seqs));
    expect(seqs).toHaveLength(4);
    expect(await second.evaluate(() => window.stoa.statuses)).toEqual(['live']);
  });

  test('seven tabs load and stay live: none waits for a connection that the others hold', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
    const pages: Page[] = [];
    for (let count = 0; count < 7; count++) {
      const page = await aTab(context);
      pages.push(page);
      await showOutline(page);
    }
    await untilReaders(student, 1);
    await house.complete(student, house.north.lessonIds[0]!);
    for (const page of pages) await untilCompleted(page, 1);
  });

  test('a session that is ended elsewhere ends every tab', async () => {
    const student = await aStudent();
    const phone = await house.anotherSession(student);
    const context = await aBrowserOf(student);
    const pages = [await aTab(context), await aTab(context)];
    for (const page of pages) await liveOn(page, 'stream');
    await house.ask('DELETE', `/api/me/sessions/${student.sessionId}`, { as: phone });
    for (const page of pages) {
      await page.waitForFunction(() => window.stoa.status().state === 'ended', undefined, {
        timeout: soonMs,
      });
      expect(await page.evaluate(() => window.stoa.status())).toEqual({
        state: 'ended',
        reason: 'signed_out',
      });
    }
    await untilReaders(student, 0);
  });
});

describe('roads', () => {
  test('a live room: the socket takes over and gives back while events flow; 0 lost, 0 doubled', async () => {
    const student = await aStudent();
    const page = await aTab(await aBrowserOf(student));
    await liveOn(page, 'stream');
    await showOutline(page);
    let isFlowing = true;
    let told = 0;
    const flow = (async () => {
      const [lessonId] = house.north.lessonIds as [string];
      while (isFlowing) {
        await (told++ % 2 === 0 ? house.complete(student, lessonId) : house.undo(student, lessonId));
      }
    })();
    // However fast the roads change: enough has to be said meanwhile for the test to mean something.
    for (let time = 0; time < 3 || told <= 10; time++) {
      await page.evaluate(() => window.stoa.holdSocket(true));
      await liveOn(page, 'socket');
      await page.evaluate(() => window.stoa.holdSocket(false));
      await liveOn(page, 'stream');
    }
    isFlowing = false;
    await flow;
    const topic = `user/${student.userId}`;
    const [head] = await house.ground.log.heads([topic]);
    await expect.poll(async () => (await heardOf(page, topic)).at(-1), { timeout: soonMs }).toBe(head?.seq);
    await untilCompleted(page, told % 2);
    await untilReaders(student, 1);
    const seqs = await heardOf(page, topic);
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    expect(await startedOver(page)).toEqual([]);
  });

  test('commands travel on the socket while it is there', async () => {
    const student = await aStudent();
    const page = await aTab(await aBrowserOf(student));
    await liveOn(page, 'stream');
    await showOutline(page);
    await page.evaluate(() => window.stoa.holdSocket(true));
    await liveOn(page, 'socket');
    const posted: string[] = [];
    page.on('request', (request) => posted.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.evaluate(([cohortId, lessonId]) => window.stoa.complete(cohortId, lessonId), [
      house.north.cohortId,
      house.north.lessonIds[0]!,
    ] as const);
    await untilCompleted(page, 1);
    expect(posted.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('where streams are blocked, plain requests take over', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
    await context.route('**/api/stream*', (route) => route.abort());
    const page = await aTab(context);
    await liveOn(page, 'polling');
    await showOutline(page);
    await house.complete(student, house.north.lessonIds[0]!);
    await page.evaluate(() => window.stoa.retry());
    await untilCompleted(page, 1);
    await context.unroute('**/api/stream*');
    await liveOn(page, 'stream');
  });

  test('where WebSocket is blocked, the socket is told as slow', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
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
    const page = await aTab(context);
    await liveOn(page, 'stream');
    await page.evaluate(() => window.stoa.holdSocket(true));
    await liveOn(page, 'slow-socket');
    expect(await page.evaluate(() => window.stoa.status())).toMatchObject({
      state: 'live',
      transport: 'slow-socket',
    });
  });
});

describe('cuts', () => {
  test('G: a lesson finished without a connection is sent after a reload, once, under its id', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
    const page = await aTab(context);
    await liveOn(page, 'stream');
    const [lessonId] = house.north.lessonIds as [string];
    const ids: (string | undefined)[] = [];
    await context.route('**/completion', (route) => {
      ids.push(route.request().headers()['idempotency-key']);
      // The answer of the first one is lost on the way back, after it had its effect.
      if (ids.length === 1) return route.fetch().then(() => route.abort());
      return ids.length === 2 ? route.abort() : route.continue();
    });
    const commandId = await page.evaluate(([cohort, lesson]) => window.stoa.complete(cohort, lesson), [
      house.north.cohortId,
      lessonId,
    ] as const);
    await expect.poll(() => ids.length, { timeout: soonMs }).toBe(2);
    await page.close();

    const again = await aTab(context);
    await expect.poll(() => ids.length, { timeout: soonMs }).toBe(3);
    await again.waitForFunction(() => window.stoa.pending().length === 0);
    expect(ids).toEqual([commandId, commandId, commandId]);
    await showOutline(again);
    expect(await completedIn(again)).toBe(1);
  });

  test('offline and back: the chip says so, what was missed is caught up, what waited is sent', async () => {
    const student = await aStudent();
    const context = await aBrowserOf(student);
    const page = await aTab(context);
    await liveOn(page, 'stream');
    await showOutline(page);
    const [a, b] = house.north.lessonIds as [string, string];
    await context.setOffline(true);
    // A stream that is open stays so in an emulated absence of network: the server ends it.
    for (const connection of house.house.node.delivery.connectionsOf(student.userId))
      connection.close('unavailable', 500);
    await page.evaluate(([cohort, lesson]) => window.stoa.complete(cohort, lesson), [
      house.north.cohortId,
      a,
    ] as const);
    await page.waitForFunction(() => {
      const status = window.stoa.status();
      return status.state === 'offline' && status.waiting === 1;
    });
    await house.complete(student, b);
    await page.waitForFunction(() => window.stoa.state().state === 'waiting');
    await context.setOffline(false);
    await untilCompleted(page, 2);
    await page.waitForFunction(() => window.stoa.pending().length === 0);
    expect(await startedOver(page)).toEqual([]);
    const seqs = await heardOf(page, `user/${student.userId}`);
    expect(seqs).toEqual(contiguous(seqs));
  });

  test('the server restarts: every reader is back within 10 s and has missed nothing', async () => {
    const student = await aStudent();
    const page = await aTab(await aBrowserOf(student));
    await liveOn(page, 'stream');
    await showOutline(page);
    await house.complete(student, house.north.lessonIds[0]!);
    await untilCompleted(page, 1);

    const { ground, settings, port } = house;
    await house.house.close();
    const reopened: House = await openHouse(ground, settings, pino({ level: 'silent' }));
    await reopened.node.listen(port, '127.0.0.1');
    Object.assign(house, { house: reopened });

    await house.complete(student, house.north.lessonIds[1]!);
    await page.waitForFunction(
      (id) => window.stoa.outline(id)?.progress.completed === 2,
      house.north.cohortId,
      { timeout: soonMs },
    );
    const seqs = await heardOf(page, `user/${student.userId}`);
    expect(seqs).toEqual(contiguous(seqs));
    expect(await startedOver(page)).toEqual([]);
  });
});

test('the staff sees a lesson finished in the grid within a blink', async () => {
  const student = await aStudent();
  const instructor = await house.instructor('ines');
  const page = await aTab(await aBrowserOf(instructor));
  await liveOn(page, 'stream');
  await page.evaluate((id) => window.stoa.show('progress:cohort', id), house.north.cohortId);
  await page.waitForFunction((id) => window.stoa.grid(id) !== undefined, house.north.cohortId);
  for (const lessonId of house.north.lessonIds) await house.complete(student, lessonId);
  await page.waitForFunction(
    ([cohortId, studentId]) =>
      window.stoa.grid(cohortId)?.students.find(({ id }) => id === studentId)?.percent === 100,
    [house.north.cohortId, student.userId] as const,
    { timeout: soonMs },
  );
  const latencies = await page.evaluate(() => window.stoa.latencies());
  expect(Math.max(...latencies)).toBeLessThan(1_000);
});
