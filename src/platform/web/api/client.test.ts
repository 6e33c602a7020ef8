import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { manualClock } from '#kernel/clock.ts';
import { command, contract, view } from '#kernel/contract.ts';
import { problemOf, Refusal } from '#kernel/refusal.ts';
import { createApi } from './client.ts';

const shelves = contract('shelves', {
  commands: {
    'shelves:put': command({
      summary: 'Put a book on a shelf.',
      http: ['PUT', '/api/shelves/:shelfId/books/:book'],
      input: z.strictObject({ shelfId: z.string(), book: z.string(), note: z.string().optional() }),
      output: z.object({ count: z.number() }),
      who: ['person'],
      rate: { times: 1, perMs: 1 },
      tells: [],
    }),
    'shelves:scan': command({
      summary: 'Keep a picture of a shelf.',
      http: ['PUT', '/api/shelves/:shelfId/picture'],
      input: z.strictObject({ shelfId: z.string(), side: z.string() }),
      output: z.object({ count: z.number() }),
      who: ['person'],
      rate: { times: 1, perMs: 1 },
      takes: { bytes: 1_000 },
      tells: [],
    }),
    'shelves:empty': command({
      summary: 'Take everything off.',
      http: ['DELETE', '/api/shelves/:shelfId'],
      input: z.strictObject({ shelfId: z.string() }),
      output: z.object({ count: z.number() }),
      who: ['person'],
      rate: { times: 1, perMs: 1 },
      tells: [],
    }),
  },
  views: {
    'shelves:find': view({
      summary: 'Find a book.',
      http: '/api/shelves/:shelfId/books',
      input: z.strictObject({
        shelfId: z.string(),
        title: z.string().optional(),
        page: z.number().optional(),
      }),
      data: z.object({ books: z.array(z.string()) }),
      who: ['person'],
      follows: [],
    }),
    'shelves:label': view({
      summary: 'What stands on the label.',
      http: '/api/shelves/:shelfId/label',
      input: z.strictObject({ shelfId: z.string() }),
      data: z.object({ text: z.string() }),
      who: ['person'],
      follows: [],
      caching: 'metadata',
    }),
  },
});

function aClient(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  const onUnauthorised = vi.fn();
  const clock = manualClock();
  const api = createApi({
    fetch: (url, init = {}) => {
      asked.push({ url, init });
      return new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        void Promise.resolve(answer()).then(resolve, reject);
      });
    },
    newId: () => 'fresh',
    onUnauthorised,
    clock,
  });
  return { api, asked, onUnauthorised, clock };
}

const json = (body: unknown, status = 200, headers = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const refusal = (refused: Refusal): Response =>
  json(problemOf(refused, 'request-1'), problemOf(refused).status, {
    'content-type': 'application/problem+json',
  });

describe('asking', () => {
  test('a view: parameters in the path, the rest in the query, nothing for what is absent', async () => {
    const { api, asked } = aClient(() => json({ data: { books: ['a'] }, cursor: '1~x' }));
    const input = { shelfId: 'the top/one', title: 'war & peace', page: undefined };
    const snapshot = await api.view(shelves, 'shelves:find', input as never);
    expect(snapshot).toEqual({ data: { books: ['a'] }, cursor: '1~x' });
    expect(asked[0]!.url).toBe('/api/shelves/the%20top%2Fone/books?title=war+%26+peace');
  });

  test('a command: what is not in the path is the body, and its id is the idempotency key', async () => {
    const { api, asked } = aClient(() => json({ data: { count: 3 } }));
    const input = { shelfId: 's', book: 'b', note: 'n' };
    expect(await api.command(shelves, 'shelves:put', input, { commandId: 'c1' })).toEqual({ count: 3 });
    expect(asked[0]).toMatchObject({
      url: '/api/shelves/s/books/b',
      init: {
        method: 'PUT',
        body: '{"note":"n"}',
        headers: { 'idempotency-key': 'c1', 'content-type': 'application/json' },
      },
    });
    await api.command(shelves, 'shelves:empty', { shelfId: 's' });
    expect(asked[1]!.init.body).toBeUndefined();
    expect(asked[1]!.init.headers).toMatchObject({ 'idempotency-key': 'fresh' });
  });
});

describe('what the browser may keep', () => {
  test('a cached view is asked about each time, and listening starts where the server says it does now', async () => {
    const { api, asked } = aClient(() =>
      json({ data: { text: 'a' }, cursor: 'old' }, 200, { 'stoa-cursor': 'now' }),
    );
    const snapshot = await api.view(shelves, 'shelves:label', { shelfId: 's' });
    expect(snapshot).toEqual({ data: { text: 'a' }, cursor: 'now' });
    expect(asked[0]!.init.cache).toBe('no-cache');
    await api.view(shelves, 'shelves:find', { shelfId: 's' });
    expect(asked[1]!.init.cache).toBeUndefined();
  });

  test('a file is sent as itself, under a type that no form has, and waited for longer', async () => {
    const { api, asked, clock } = aClient(() => json({ data: { count: 1 } }));
    const file = new Blob(['picture'], { type: 'text/html' });
    await api.upload(shelves, 'shelves:scan', { shelfId: 's', side: 'left' }, file, { commandId: 'c1' });
    expect(asked[0]).toMatchObject({
      url: '/api/shelves/s/picture?side=left',
      init: {
        method: 'PUT',
        body: file,
        headers: { 'idempotency-key': 'c1', 'content-type': 'application/octet-stream' },
      },
    });
    const slow = aClient(() => new Promise(() => {}));
    const sent = slow.api.upload(shelves, 'shelves:scan', { shelfId: 's', side: 'left' }, file);
    slow.clock.advance(60_000);
    slow.clock.advance(15 * 60_000);
    await expect(sent).rejects.toMatchObject({ code: 'unreachable' });
    expect(clock.pending).toBe(0);
  });
});

describe('failing', () => {
  test('a refusal keeps everything the server said', async () => {
    const faults = [{ field: 'note', message: 'is too long' }];
    const { api, onUnauthorised } = aClient(() =>
      refusal(new Refusal('too_many', 'Slowly.', { faults, retryAfterMs: 2_000 })),
    );
    await expect(api.command(shelves, 'shelves:empty', { shelfId: 's' })).rejects.toMatchObject({
      kind: 'refused',
      code: 'too_many',
      status: 429,
      message: 'Slowly.',
      faults,
      retryAfterMs: 2_000,
      requestId: 'request-1',
      passes: true,
    });
    expect(onUnauthorised).not.toHaveBeenCalled();
  });

  test('signed out is told once more, to whoever shows the door; a wrong password is not', async () => {
    let code: 'signed_out' | 'wrong_credentials' = 'signed_out';
    const { api, onUnauthorised } = aClient(() => refusal(new Refusal(code)));
    await expect(api.view(shelves, 'shelves:find', { shelfId: 's' })).rejects.toMatchObject({ code });
    expect(onUnauthorised).toHaveBeenCalledTimes(1);
    code = 'wrong_credentials';
    await expect(api.view(shelves, 'shelves:find', { shelfId: 's' })).rejects.toMatchObject({ code });
    expect(onUnauthorised).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['no network', () => Promise.reject(new TypeError('failed to fetch'))],
    ['a page of somebody else in our place', () => new Response('<h1>Welcome to our Wi-Fi</h1>')],
  ])('%s is unreachable', async (_what, answer) => {
    const { api } = aClient(answer);
    await expect(api.view(shelves, 'shelves:find', { shelfId: 's' })).rejects.toMatchObject({
      kind: 'unreachable',
      code: 'unreachable',
      passes: true,
    });
  });

  test('no answer within 15 s is unreachable', async () => {
    const { api, clock } = aClient(() => new Promise(() => {}));
    const asked = api.view(shelves, 'shelves:find', { shelfId: 's' });
    clock.advance(15_000);
    await expect(asked).rejects.toMatchObject({ code: 'unreachable' });
    expect(clock.pending).toBe(0);
  });

  test.each([
    [502, 'unavailable'],
    [504, 'unavailable'],
    [429, 'too_many'],
    [500, 'internal'],
  ])('a proxy’s own %i is %s', async (status, code) => {
    const { api } = aClient(() => new Response('<html>', { status, headers: { 'retry-after': '3' } }));
    const problem = await api
      .view(shelves, 'shelves:find', { shelfId: 's' })
      .catch((cause: unknown) => cause);
    expect(problem).toMatchObject({ code, status });
  });

  test('a caller that lost interest hears its own reason, not a problem', async () => {
    const { api } = aClient(() => new Promise(() => {}));
    const leave = new AbortController();
    const asked = api.view(shelves, 'shelves:find', { shelfId: 's' }, { signal: leave.signal });
    leave.abort(new Error('the page moved on'));
    await expect(asked).rejects.toThrow('the page moved on');
  });
});
