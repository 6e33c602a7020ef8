import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { sideBySide } from './sideBySide.ts';

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function aServer(isOn: boolean): Promise<string> {
  server = createServer((request, response) => {
    response.setHeader('set-cookie', 'stoa=token; Path=/; HttpOnly');
    response.setHeader('link', ['</api/me>; rel=preload', '</assets/home.js>; rel=modulepreload']);
    response.end(request.url);
  });
  sideBySide(server, () => isOn);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a seat shows what stands under the root, and its cookie and what it fetches ahead are for the seat alone', async () => {
  const base = await aServer(true);
  const answer = await fetch(`${base}/seat/amara/api/me?x=1`);
  expect(await answer.text()).toBe('/api/me?x=1');
  expect(answer.headers.get('set-cookie')).toBe('stoa=token; Path=/seat/amara; HttpOnly');
  expect(answer.headers.get('link')).toBe(
    '</seat/amara/api/me>; rel=preload, </assets/home.js>; rel=modulepreload',
  );
  expect(await (await fetch(`${base}/seat/ines`)).text()).toBe('/');
});

test('every other path, and every seat where there is no demo, is left as it is', async () => {
  const base = await aServer(true);
  const answer = await fetch(`${base}/seats/amara`);
  expect(await answer.text()).toBe('/seats/amara');
  expect(answer.headers.get('set-cookie')).toBe('stoa=token; Path=/; HttpOnly');
  expect(answer.headers.get('link')).toBe('</api/me>; rel=preload, </assets/home.js>; rel=modulepreload');
  await new Promise((resolve) => server.close(resolve));
  const off = await aServer(false);
  expect(await (await fetch(`${off}/seat/amara/home`)).text()).toBe('/seat/amara/home');
});
