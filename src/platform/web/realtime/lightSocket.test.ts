import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { manualClock, systemClock } from '#kernel/clock.ts';
import { openLightSocket, type WebSocketLike } from './lightSocket.ts';
import type { SocketLike } from './socketRoad.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A real Socket.IO server, and a way to it over a real WebSocket. */
async function aServer({ admit = true } = {}) {
  const http = createServer();
  const io = new Server(http, { pingInterval: 100, pingTimeout: 100, transports: ['websocket', 'polling'] });
  if (!admit)
    io.use((_socket, next) => next(Object.assign(new Error('no'), { data: { code: 'signed_out' } })));
  const joined = new Promise<Socket>((resolve) => io.on('connection', resolve));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closers.push(() => io.close());
  const { port } = http.address() as AddressInfo;
  const open = (): WebSocketLike =>
    new NodeWebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`) as never;
  const parts = { open, openTimeoutMs: 5_000, ackTimeoutMs: 5_000, clock: systemClock };
  return { joined, parts };
}

/** What a socket says under a name, the first time. */
const first = (socket: SocketLike, event: string): Promise<unknown[]> =>
  new Promise((resolve) => socket.on(event, (...given: unknown[]) => resolve(given)));

test('talks with a Socket.IO server: events, acknowledgements both ways of order, and its pings', async () => {
  const { joined, parts } = await aServer();
  const socket = await openLightSocket(parts);
  closers.push(() => socket.disconnect());
  const heard: unknown[][] = [];
  socket.onAny((...given) => heard.push(given));
  const pinged = new Promise<void>((resolve) => socket.io.on('ping', resolve));
  const there = await joined;
  there.on('echo', (word: string, ack: (answer: unknown) => void) => {
    if (word === 'late') setTimeout(() => ack({ ok: true, word }), 30);
    else ack({ ok: true, word });
  });
  const said = first(socket, 'thing:happened');
  there.emit('thing:happened', { seq: 1, text: 'Grüße “an” alle\n2' });
  expect(await said).toEqual([{ seq: 1, text: 'Grüße “an” alle\n2' }]);
  expect(heard).toEqual([['thing:happened', { seq: 1, text: 'Grüße “an” alle\n2' }]]);
  expect(await Promise.all([socket.emitWithAck('echo', 'late'), socket.emitWithAck('echo', 'now')])).toEqual([
    { ok: true, word: 'late' },
    { ok: true, word: 'now' },
  ]);
  await pinged;
  // A server that hears no answer to its ping would have ended this by now.
  await new Promise<void>((resolve) => socket.io.on('ping', resolve));
  expect(there.connected).toBe(true);
  expect(socket.io.engine.transport.name).toBe('websocket');
});

test('an end from the other side is told once, and what waits for an answer is told no', async () => {
  const { joined, parts } = await aServer();
  const socket = await openLightSocket(parts);
  const ends: string[] = [];
  socket.on('disconnect', (why: string) => ends.push(why));
  const there = await joined;
  const asked = socket.emitWithAck('nobody-answers').catch((problem: Error) => problem.message);
  there.disconnect(true);
  expect(await asked).toBe('the socket was closed');
  await expect(socket.emitWithAck('more')).rejects.toThrow('the socket is closed');
  socket.disconnect();
  expect(ends).toEqual(['transport close']);
});

test('the server hears at once when this side ends it', async () => {
  const { joined, parts } = await aServer();
  const socket = await openLightSocket(parts);
  const there = await joined;
  const left = new Promise<string>((resolve) => there.on('disconnect', resolve));
  socket.disconnect();
  expect(await left).toBe('client namespace disconnect');
});

test('a refused handshake tells why', async () => {
  const { parts } = await aServer({ admit: false });
  const socket = await openLightSocket(parts);
  const [problem] = await first(socket, 'connect_error');
  expect(problem).toMatchObject({ message: 'no', data: { code: 'signed_out' } });
});

/** A WebSocket that does what the test says. */
function pretended() {
  const web = {
    onopen: null as (() => void) | null,
    onmessage: null as ((message: { data: string }) => void) | null,
    onclose: null as (() => void) | null,
    sent: [] as string[],
    closed: false,
    send(text: string) {
      this.sent.push(text);
    },
    close() {
      this.closed = true;
      this.onclose?.();
    },
    take(text: string) {
      this.onmessage?.({ data: text });
    },
  };
  return { web, open: () => web as unknown as WebSocketLike };
}

test('without a WebSocket there is no socket, and one that takes too long to open is none', async () => {
  const clock = manualClock();
  const { web, open } = pretended();
  const opening = openLightSocket({ open, openTimeoutMs: 10_000, ackTimeoutMs: 1, clock });
  clock.advance(10_000);
  await expect(opening).rejects.toThrow('no WebSocket opens');
  expect([web.closed, clock.pending]).toEqual([true, 0]);
  const forbidden = (): never => {
    throw new DOMException('refused', 'SecurityError');
  };
  await expect(
    openLightSocket({ open: forbidden, openTimeoutMs: 1, ackTimeoutMs: 1, clock }),
  ).rejects.toThrow('refused');
});

test('an answer that does not come in time is none, and silence for longer than the server pings is an end', async () => {
  const clock = manualClock();
  const { web, open } = pretended();
  const opening = openLightSocket({ open, openTimeoutMs: 1, ackTimeoutMs: 500, clock });
  web.onopen!();
  const socket = await opening;
  const ends: string[] = [];
  socket.on('disconnect', (why: string) => ends.push(why));
  web.take('0{"sid":"x","pingInterval":1000,"pingTimeout":800}');
  expect(web.sent).toEqual(['40']);
  const asked = socket.emitWithAck('ask', 1).catch((problem: Error) => problem.message);
  expect(web.sent.at(-1)).toBe('420["ask",1]');
  clock.advance(500);
  expect(await asked).toBe('no answer came in time');
  web.take('2');
  expect(web.sent.at(-1)).toBe('3');
  clock.advance(1_799);
  expect(ends).toEqual([]);
  clock.advance(1);
  expect([ends, web.closed, clock.pending]).toEqual([['ping timeout'], true, 0]);
});
