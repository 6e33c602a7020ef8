import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { refusalCodes } from '#kernel/refusal.ts';
import { topicKind } from '#kernel/topics.ts';
import { contracts } from '#app/contracts.ts';
import { catalogueOf } from '../catalogue.ts';
import { apiPage } from './apiPage.ts';
import { asyncApi } from './asyncapi.ts';
import { eventsPage } from './eventsPage.ts';
import { html, Html } from './html.ts';
import { openApi } from './openapi.ts';
import { mountDocuments } from './pages.ts';

const about = { title: 'Stoa', version: '1', serverUrl: undefined };
const house = catalogueOf(contracts);
const api = apiPage(openApi(house, about));
const events = eventsPage(asyncApi(house, about));

const idsIn = (page: string): string[] => [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);

test('every command and view has its anchor, a call to copy and what it may refuse', () => {
  for (const name of [...house.commands.keys(), ...house.views.keys()]) {
    expect(api).toContain(`<h3 id="${name}">`);
    expect(api).toContain(`aria-label="Call of ${name}"`);
  }
  expect(api).toContain('curl -b session.txt -X PUT');
  expect(api).toContain('$STOA/api/cohorts/$cohortId/lessons/$lessonId/completion');
});

test('every refusal has the anchor that problems lead to', () => {
  for (const code of Object.keys(refusalCodes)) expect(idsIn(api)).toContain(code);
});

test('every topic and event is explained, with a frame to look at; what no browser hears is not', () => {
  for (const kind of house.topicKinds) expect(events).toContain(kind.pattern.replaceAll(/:(\w+)/g, '{$1}'));
  for (const [name, { on }] of house.events) {
    const isHeard = on.length > 0;
    expect(events.includes(`<h3 id="${name}">`)).toBe(isHeard);
    expect(events.includes(`aria-label="A frame of ${name}"`)).toBe(isHeard);
  }
});

test('anchors are there once, and every link within and between the pages finds its own', () => {
  const pages = { '/docs/api': api, '/docs/events': events };
  const lost: string[] = [];
  for (const [path, page] of Object.entries(pages)) {
    const ids = idsIn(page);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, to] of page.matchAll(/ href="([^"]*#[^"]+)"/g)) {
      const [where, anchor] = to!.split('#') as [string, string];
      const target = where === '' ? page : pages[where as keyof typeof pages];
      if (!idsIn(target).includes(anchor)) lost.push(`${path} → ${to}`);
    }
  }
  expect(lost).toEqual([]);
});

test('the pages run nothing and fetch nothing', () => {
  for (const page of [api, events])
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|\son\w+=|url\(|(src|href|action)="?https?:\/\/(?!127)/,
    );
});

test('whatever the contracts say is shown as text', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  const nasty = topicKind('nasty/:nastyId', { who: ['person'] });
  const word = z.object({ field: z.literal(evil) }).meta({ description: evil });
  const catalogue = catalogueOf([
    contract('nasty', {
      commands: {
        'nasty:do': command({
          summary: evil,
          http: ['POST', '/api/nasty'],
          input: z.strictObject({ [evil]: z.literal(evil) }),
          output: word,
          who: ['person'],
          rate: { times: 1, perMs: 1_000 },
          tells: [],
        }),
      },
      views: {
        'nasty:see': view({
          summary: evil,
          http: '/api/nasty',
          input: z.strictObject({ q: z.string().default(evil) }),
          data: word,
          who: ['person'],
          follows: [],
        }),
      },
      events: {
        'nasty:done': event({ summary: evil, kind: 'fact', delivery: 'live', data: word, on: [nasty] }),
      },
      topics: { nasty },
    }),
  ]);
  const named = { ...about, title: evil, version: evil };
  const pages = [apiPage(openApi(catalogue, named)), eventsPage(asyncApi(catalogue, named))];
  for (const page of pages) {
    expect(page).not.toContain('<img');
    expect(page).toContain('&#60;img');
  }
  // In a shell, too, an example stays one word.
  expect(pages[0]).toContain('alert(&#39;\\&#39;&#39;1&#39;\\&#39;&#39;)');
});

test('html escapes what is put in, leaves markup alone and nothing for undefined', () => {
  expect(html`<b>${'<i>&"\''}</b>${undefined}${[new Html('<hr>'), 7]}`.text).toBe(
    '<b>&#60;i&#62;&#38;&#34;&#39;</b><hr>7',
  );
});

const server = createServer((request, response) => {
  const answer = answers.get(new URL(request.url!, 'http://stoa').pathname);
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});
const answers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
let origin: string;

beforeAll(async () => {
  mountDocuments(
    { get: (path, answer) => answers.set(path, answer) },
    { catalogue: house, outside: { origin: undefined, proxies: 0 } },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  ['/api/openapi.json', 'application/json; charset=utf-8', '"openapi": "3.1.1"'],
  ['/api/asyncapi.json', 'application/json; charset=utf-8', '"asyncapi": "3.0.0"'],
  ['/docs/api', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/docs/events', 'text/html; charset=utf-8', '<!doctype html>'],
])('%s is served, and answers 304 to whoever has it', async (path, type, words) => {
  const first = await fetch(origin + path);
  expect(first.headers.get('content-type')).toBe(type);
  expect(await first.text()).toContain(words);
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  const second = await fetch(origin + path, { headers: { 'if-none-match': etag } });
  expect([second.status, await second.text()]).toEqual([304, '']);
  const head = await fetch(origin + path, { method: 'HEAD' });
  expect([head.status, head.headers.get('etag')]).toEqual([200, etag]);
});
