import { createServer, type RequestListener, type Server } from 'node:http';
import dns from 'node:dns';
import { Socket, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isPublicAddress } from './publicAddress.ts';
import { post, type PostAnswer } from './post.ts';
import { UnsafeTarget, type OutboundRules } from './target.ts';

let trap: Server;
let connections = 0;
let answer: RequestListener = (_request, response) => response.end('caught');
beforeEach(async () => {
  connections = 0;
  answer = (_request, response) => response.end('caught');
  trap = createServer((request, response) => answer(request, response));
  trap.on('connection', () => (connections += 1));
  // On every address of this machine, so that whatever leads here is seen.
  await new Promise<void>((ready) => trap.listen(0, '::', ready));
});
afterEach(() => {
  trap.closeAllConnections();
  trap.close();
});
const port = (): number => (trap.address() as AddressInfo).port;

interface Given {
  url: string;
  leadsTo?: readonly string[];
  loopback?: boolean;
  timeLimitMs?: number;
}

function send({ url, leadsTo = [], loopback = false, timeLimitMs = 2_000 }: Given): Promise<PostAnswer> {
  // The port is allowed: only what is said about addresses keeps a connection from the trap.
  const rules: OutboundRules = { loopback, ports: [443, port()] };
  return post(
    { url: url.replace('PORT', String(port())), headers: {}, body: '{}' },
    { rules, resolve: async () => leadsTo, timeLimitMs, answerBytes: 100 },
  );
}

/** Addresses that are written down. */
const literals = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '[::]',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[ff02::1]',
  'localhost',
  'localhost.',
  'sub.localhost',
  'metadata.google.internal',
  'intranet',
];

/** Where the name of a host that looks like any other leads. */
const places: readonly (readonly string[])[] = [
  ['127.0.0.1'],
  ['93.184.215.14', '127.0.0.1'],
  ['::1'],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::1'],
  ['::ffff:127.0.0.1'],
  ['::ffff:7f00:1'],
  ['64:ff9b::7f00:1'],
  ['2002:7f00:1::'],
  ['0.0.0.0'],
  ['::'],
  ['10.1.2.3'],
  ['169.254.169.254'],
  ['100.64.0.1'],
  ['fe80::1%lo'],
  ['no address'],
  [],
];

describe('posting outward', () => {
  test('WH9 nothing that is not on the public internet is connected to, however it is written or resolved', async () => {
    const refused: Given[] = [
      ...literals.flatMap((host) => [
        { url: `https://${host}:PORT/` },
        { url: `http://${host}:PORT/` },
        // Where this machine may be asked, it is so under its own name, over http.
        { url: `https://${host}:PORT/`, loopback: true },
      ]),
      ...places.flatMap((leadsTo) => [
        { url: 'https://hooks.example.org:PORT/', leadsTo },
        { url: 'https://hooks.example.org:PORT/', leadsTo, loopback: true },
        { url: 'http://hooks.example.org:PORT/', leadsTo, loopback: true },
      ]),
      ...['https://user:word@hooks.example.org:PORT/', 'https://user@hooks.example.org:PORT/'].map((url) => ({
        url,
        leadsTo: ['127.0.0.1'],
      })),
      ...['ftp://127.0.0.1:PORT/', 'file:///etc/passwd', 'gopher://127.0.0.1:PORT/', 'nothing', ''].map(
        (url) => ({
          url,
        }),
      ),
    ];
    for (const given of refused)
      expect([given, await send(given).catch((fault: unknown) => fault)]).toEqual([
        given,
        expect.any(UnsafeTarget),
      ]);
    expect(connections).toBe(0);
    // The trap works: what may be asked is.
    expect(await send({ url: 'http://127.0.0.1:PORT/', loopback: true })).toEqual({
      status: 200,
      text: 'caught',
    });
    expect(await send({ url: 'http://localhost:PORT/', loopback: true })).toEqual({
      status: 200,
      text: 'caught',
    });
    expect(connections).toBe(2);
  });

  test('WH9 ports beyond the few that are asked are refused', async () => {
    const rules = { loopback: false, ports: [443, 8443] };
    const parts = { rules, resolve: async () => ['127.0.0.1'], timeLimitMs: 1_000, answerBytes: 1 };
    for (const other of [22, 25, 80, 6379, port()])
      await expect(
        post({ url: `https://hooks.example.org:${other}/`, headers: {}, body: '' }, parts),
      ).rejects.toThrow('ports');
  });

  test('WH9 nobody is followed elsewhere', async () => {
    answer = (_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${port()}/inside` });
      response.end();
    };
    expect((await send({ url: 'http://127.0.0.1:PORT/', loopback: true })).status).toBe(307);
    expect(connections).toBe(1);
  });

  test('WH9 the connection is made to the address that was checked, and the name is not looked up again', async () => {
    const connected: unknown[] = [];
    const connectTo = Socket.prototype.connect as (this: Socket, options: unknown) => Socket;
    const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, given) {
      const options = given as unknown as { host: string };
      connected.push(options.host);
      // No test leaves this machine. The trap speaks no TLS.
      return connectTo.call(this, { ...options, host: '127.0.0.1' });
    });
    const lookUp = vi.spyOn(dns, 'lookup');
    const sent = send({ url: 'https://hooks.example.org:PORT/', leadsTo: ['93.184.215.14', '1.1.1.1'] });
    await expect(sent).rejects.toMatchObject({ code: 'EPROTO' });
    expect([connected, lookUp.mock.calls]).toEqual([['93.184.215.14'], []]);
    connect.mockRestore();
    lookUp.mockRestore();
  });

  test('WH10 nobody is read without end, nor waited for', async () => {
    answer = (_request, response) => {
      response.write('x'.repeat(65_536));
      response.on('drain', () => response.write('x'.repeat(65_536)));
    };
    const { text } = await send({ url: 'http://127.0.0.1:PORT/', loopback: true });
    expect(text).toBe('x'.repeat(100));
    answer = () => {};
    await expect(send({ url: 'http://127.0.0.1:PORT/', loopback: true, timeLimitMs: 100 })).rejects.toThrow(
      'longer than',
    );
    answer = (_request, response) => void response.write('slow');
    await expect(send({ url: 'http://127.0.0.1:PORT/', loopback: true, timeLimitMs: 100 })).rejects.toThrow(
      'longer than',
    );
  });

  test('what is somebody’s on the internet counts as public', () => {
    for (const address of [
      '93.184.215.14',
      '1.1.1.1',
      '172.32.0.1',
      '2606:4700::1111',
      '2a00:1450:4001::200e',
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, true]);
  });
});
