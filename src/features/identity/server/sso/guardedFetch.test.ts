import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { guardedFetch, requireSafe, UnsafeAddress } from './guardedFetch.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serverThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, loopback = true) =>
  guardedFetch({ loopback })(url, { body: undefined, headers: {}, method: 'GET', redirect: 'manual' });

test('ID22 providers are asked over https, on this machine over http where that is allowed', () => {
  const safe = (address: string, loopback: boolean): boolean => {
    try {
      requireSafe(address, { loopback });
      return true;
    } catch (cause) {
      expect(cause).toBeInstanceOf(UnsafeAddress);
      return false;
    }
  };
  expect(safe('https://login.example', false)).toBe(true);
  const local = ['http://127.0.0.1:9', 'http://localhost', 'http://[::1]:9/x', 'http://127.9.9.9'];
  expect(local.map((address) => [safe(address, true), safe(address, false)])).toEqual(
    local.map(() => [true, false]),
  );
  for (const address of [
    'http://login.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://169.254.169.254/',
    'http://[::ffff:10.0.0.1]/',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'https://user:password@login.example',
    'no address',
    '',
  ])
    expect([address, safe(address, true)]).toEqual([address, false]);
});

test('ID22 nobody is followed elsewhere, and nobody is read without end', async () => {
  const elsewhere = await serverThat((_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/' });
    response.end();
  });
  const { status } = await get(elsewhere);
  expect(status).toBe(302);
  const endless = await serverThat((_request, response) => {
    response.on('error', () => {});
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  await expect(get(endless)).rejects.toBeInstanceOf(UnsafeAddress);
  await expect(get(endless, false)).rejects.toBeInstanceOf(UnsafeAddress);
});

test('an answer without a body, and one with, come through as they are', async () => {
  const server = await serverThat((request, response) => {
    response.statusCode = request.url === '/none' ? 204 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/none' ? undefined : '{"a":1}');
  });
  expect((await get(`${server}/none`)).status).toBe(204);
  const answer = await get(`${server}/some`);
  expect([answer.headers.get('content-type'), await answer.json()]).toEqual(['application/json', { a: 1 }]);
});
