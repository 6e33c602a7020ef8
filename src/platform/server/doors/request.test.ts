import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressOf, requireOwnOrigin, tokenOf, topicsIn, type Outside } from './request.ts';

const request = (headers: Record<string, string>, remoteAddress = '192.0.2.1'): IncomingMessage =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;
const direct: Outside = { origin: undefined, proxies: 0 };
const secure: Outside = { origin: 'https://learn.example', proxies: 0 };

const refused = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (cause) {
    return (cause as { code: string }).code;
  }
};

describe('DOOR6 the address of a request', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.1, 203.0.113.2, 203.0.113.3' };
  test.each([
    [0, '192.0.2.1'],
    [1, '203.0.113.3'],
    [2, '203.0.113.2'],
    [3, '203.0.113.1'],
    // More proxies than entries: nobody of ours wrote any of them.
    [4, '192.0.2.1'],
  ])('with %i proxies of ours', (proxies, address) => {
    expect(addressOf(request(forwarded), { ...direct, proxies })).toBe(address);
  });

  test('without a header, or with an empty one, is where it came from', () => {
    expect(addressOf(request({}), { ...direct, proxies: 1 })).toBe('192.0.2.1');
    expect(addressOf(request({ 'x-forwarded-for': '' }), { ...direct, proxies: 1 })).toBe('192.0.2.1');
  });
});

describe('DOOR2 our own origin', () => {
  const check = (headers: Record<string, string>, outside: Outside) =>
    refused(() => requireOwnOrigin(request({ host: 'stoa:3000', ...headers }), outside));
  test('is the host that was asked, or the public address where one is set', () => {
    expect(check({ origin: 'http://stoa:3000' }, direct)).toBeUndefined();
    expect(check({ origin: 'https://learn.example' }, secure)).toBeUndefined();
    expect(check({ origin: 'http://stoa:3000' }, secure)).toBe('foreign_origin');
    expect(check({ origin: 'http://stoa:3001' }, direct)).toBe('foreign_origin');
    expect(check({ origin: 'http://stoa.evil.example:3000' }, direct)).toBe('foreign_origin');
    for (const origin of ['null', '', 'stoa:3000', 'http://stoa:3000.evil.example', 'http://[']) {
      expect([origin, check({ origin }, direct)]).toEqual([origin, 'foreign_origin']);
    }
  });

  test('is what fetch metadata says where no origin is named', () => {
    for (const site of ['same-origin', 'none']) {
      expect(check({ 'sec-fetch-site': site }, direct)).toBeUndefined();
    }
    for (const site of ['cross-site', 'same-site', '', 'anything']) {
      expect(check({ 'sec-fetch-site': site }, direct)).toBe('foreign_origin');
    }
    expect(check({}, direct)).toBeUndefined();
  });
});

describe('ACC3 the token of a request', () => {
  test('is that of its cookie, under the name that fits how we are reached', () => {
    const cookie = 'a=1; stoa=plain; __Host-stoa=bound; stoa=later';
    expect(tokenOf(request({ cookie }), direct)).toBe('plain');
    expect(tokenOf(request({ cookie }), secure)).toBe('bound');
    for (const other of ['', 'stoa', ';;', '=stoa', 'xstoa=1', 'stoax=1']) {
      expect([other, tokenOf(request({ cookie: other }), direct)]).toEqual([other, undefined]);
    }
  });

  test('is the bearer token where there is one', () => {
    expect(tokenOf(request({ authorization: 'Bearer  abc ', cookie: 'stoa=x' }), direct)).toBe('abc');
    expect(tokenOf(request({ authorization: 'Basic abc' }), direct)).toBeUndefined();
  });
});

test('topics are named once each, and none means all that are the person’s', () => {
  const topics = (query: string) => topicsIn(new URLSearchParams(query));
  expect(topics('')).toBeUndefined();
  expect(topics('topics=a,b,a,,b')).toEqual(['a', 'b']);
  expect(refused(() => topics('topics='))).toBe('invalid');
  expect(refused(() => topics('topics=,,'))).toBe('invalid');
  expect(refused(() => topics('topics=a&topics=b'))).toBe('invalid');
});
