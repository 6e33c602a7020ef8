import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import { contract, event } from '#kernel/contract.ts';
import type { Bye } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import { identity } from '#features/identity/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { frameOf, RawSocket } from './support/rawSocket.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

/** Events of any size, which no room of the house has. */
const noise = contract('noise', {
  events: {
    'noise:made': event({
      summary: '',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ number: z.number(), text: z.string() }),
      on: [identity.topics.person],
    }),
  },
});

async function makeNoise(
  stoa: TestHouse,
  { userId }: TestPerson,
  numbers: readonly number[],
  sizeBytes: number,
): Promise<void> {
  await stoa.ground.log.write(async ({ tell }) => {
    for (const number of numbers) {
      tell(noise, 'noise:made', [`user/${userId}`], { number, text: 'x'.repeat(sizeBytes) });
    }
  });
}

/** A stream whose reader has stopped reading, and the server's end of it. */
async function anUnreadStream(
  stoa: TestHouse,
  person: TestPerson,
): Promise<{ mine: Socket; theirs: Socket; cursor: string }> {
  const accepted = once(stoa.house.node.server, 'connection') as Promise<[Socket]>;
  const mine = connect(stoa.port, '127.0.0.1');
  mine.write(
    `GET /api/stream?topics=user/${person.userId} HTTP/1.1\r\nhost: x\r\ncookie: ${person.cookie}\r\n\r\n`,
  );
  const [theirs] = await accepted;
  let head = '';
  while (!head.includes('event: ready')) head += String((await once(mine, 'data'))[0]);
  mine.pause();
  return { mine, theirs, cursor: /^id: (.+)$/m.exec(head)![1]! };
}

const isOver = (reader: Reader, what: string): Promise<void> => reader.until((one) => one.isOver, what);
const byes = (reader: Reader): Bye[] => reader.control('bye') as Bye[];

describe('DEL7 a reader that does not read', () => {
  let clock: ManualClock;
  let stoa: TestHouse;
  beforeAll(async () => {
    clock = manualClock();
    stoa = await TestHouse.open({}, { clock });
  });
  afterAll(() => stoa.close());

  test('is cut off above 1 MiB, costs no more than that, and resumes by cursor', async () => {
    const amara = await stoa.student('amara');
    const { mine, theirs, cursor } = await anUnreadStream(stoa, amara);
    const cut = once(theirs, 'close');
    const sizeBytes = 60_000;
    let most = 0;
    let made = 0;
    // The kernel takes some megabytes of its own before anything waits here.
    for (; !theirs.destroyed && made < 1_000; made++) {
      await makeNoise(stoa, amara, [made], sizeBytes);
      most = Math.max(most, theirs.writableLength);
    }
    await cut;
    expect(most).toBeLessThanOrEqual(1_048_576 + 2 * sizeBytes);
    // It was counted as slow before, once.
    expect(await stoa.house.node.metrics.registry.metrics()).toMatch(/^stoa_slow_readers_total 1$/m);
    mine.destroy();

    const again = await StreamReader.open(stoa.base, amara.cookie, {
      topics: [`user/${amara.userId}`],
      cursor,
    });
    await again.untilEnvelopes(made);
    expect(again.envelopes.map(({ data }) => (data as { number: number }).number)).toEqual(
      Array.from({ length: made }, (_, number) => number),
    );
    again.close();
  });

  test('is cut off after 5 s without progress, whatever little waits', async () => {
    const jonas = await stoa.student('jonas');
    const { mine, theirs } = await anUnreadStream(stoa, jonas);
    while (theirs.writableLength === 0) await makeNoise(stoa, jonas, [0], 60_000);
    expect(theirs.writableLength).toBeLessThan(1_048_576);
    clock.advance(4_000);
    expect(theirs.destroyed).toBe(false);
    const cut = once(theirs, 'close');
    clock.advance(2_000);
    await cut;
    mine.destroy();
  });

  test('goes on for as long as it takes something now and then', async () => {
    const kofi = await stoa.student('kofi');
    const { mine, theirs } = await anUnreadStream(stoa, kofi);
    while (theirs.writableLength < 500_000) await makeNoise(stoa, kofi, [0], 60_000);
    for (let round = 0; round < 4; round++) {
      clock.advance(3_000);
      const before = theirs.writableLength;
      mine.resume();
      while (theirs.writableLength >= before) await new Promise(setImmediate);
      mine.pause();
      while (theirs.writableLength < 500_000) await makeNoise(stoa, kofi, [0], 60_000);
    }
    expect(theirs.destroyed).toBe(false);
    mine.destroy();
  });

  test('does not keep a connection that was ended', async () => {
    const lena = await stoa.student('lena');
    const { mine, theirs } = await anUnreadStream(stoa, lena);
    while (theirs.writableLength === 0) await makeNoise(stoa, lena, [0], 60_000);
    expect((await stoa.ask('POST', '/api/auth/logout', { as: lena, body: {} })).status).toBe(200);
    const cut = once(theirs, 'close');
    clock.advance(6_000);
    await cut;
    mine.destroy();
  });
});

describe('DOOR8 signs of life', () => {
  let clock: ManualClock;
  let stoa: TestHouse;
  let amara: TestPerson;
  beforeAll(async () => {
    clock = manualClock();
    stoa = await TestHouse.open({}, { clock });
    amara = await stoa.student('amara');
  });
  afterAll(() => stoa.close());

  const beats = ({ heard }: Reader): number => heard.filter(({ event: name }) => name === 'beat').length;

  test('a stream says something every 8 s', async () => {
    const stream = await StreamReader.open(stoa.base, amara.cookie);
    expect(stream.control('ready')).toMatchObject([{ beatMs: 45_000, silenceMs: 18_000 }]);
    clock.advance(7_000);
    clock.advance(1_000);
    await stream.until((reader) => beats(reader) === 1, 'a beat');
    clock.advance(16_000);
    await stream.until((reader) => beats(reader) === 3, 'two more');
    stream.close();
  });

  test('a reader that is silent for 100 s is dropped; one that beats stays', async () => {
    const silent = await StreamReader.open(stoa.base, amara.cookie);
    const beating = await StreamReader.open(stoa.base, amara.cookie);
    const { connectionId } = beating.control('ready')[0] as { connectionId: string };
    clock.advance(60_000);
    const beat = await stoa.ask('POST', `/api/stream/${connectionId}/beat`, { as: amara });
    expect(beat.status).toBe(204);
    clock.advance(42_000);
    await isOver(silent, 'the end of the silent one');
    expect(byes(silent)).toMatchObject([{ reason: 'silent' }]);
    expect(beating.isOver).toBe(false);
    clock.advance(60_000);
    await isOver(beating, 'its end, once it is silent too');
  });

  test('a socket is pinged every 10 s and given 8 s to answer', async () => {
    const { body } = await stoa.ask('GET', '/socket.io/?EIO=4&transport=polling', { as: amara });
    const { sid, ...promised } = JSON.parse((body as string).slice(1)) as { sid: string };
    expect(promised).toMatchObject({ pingInterval: 10_000, pingTimeout: 8_000, maxPayload: 65_536 });
    await stoa.ask('POST', `/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      as: amara,
      headers: { 'content-type': 'text/plain' },
      body: '1',
    });
  });
});

describe('DOOR6 how much one person, and one address, may have', () => {
  let stoa: TestHouse;
  let readers: Reader[] = [];
  beforeAll(async () => {
    stoa = await TestHouse.open({ STREAMS_PER_ADDRESS: '25' });
  });
  afterEach(async () => {
    for (const reader of readers) reader.close();
    readers = [];
  });
  afterAll(() => stoa.close());

  const openMany = async (count: number, person: TestPerson, headers: Record<string, string> = {}) => {
    for (let place = 0; place < count; place++) {
      const reader = await StreamReader.open(stoa.base, person.cookie, { headers });
      expect(reader.status).toBe(200);
      readers.push(reader);
    }
  };
  const refusedStream = async (person: TestPerson, headers: Record<string, string> = {}): Promise<void> => {
    const { status, headers: said, body } = await stoa.ask('GET', '/api/stream', { as: person, headers });
    expect([status, (body as { code: string }).code]).toEqual([429, 'too_many']);
    expect(Number(said.get('retry-after'))).toBeGreaterThan(0);
  };

  test('a person has 20 streams and sockets, and gets a seat back when one closes', async () => {
    const amara = await stoa.student('amara');
    await openMany(18, amara);
    readers.push(await SocketReader.open(stoa.base, amara.cookie));
    readers.push(await SocketReader.open(stoa.base, amara.cookie));
    await refusedStream(amara);
    await expect(SocketReader.open(stoa.base, amara.cookie)).rejects.toMatchObject({
      data: { code: 'too_many', status: 429 },
    });
    // Refused attempts took no seat of the address either.
    const jonas = await stoa.student('jonas');
    await openMany(5, jonas);

    const left = readers.shift()!;
    const count = stoa.house.node.delivery.connectionCount;
    left.close();
    await seatsFree(() => stoa.house.node.delivery.connectionCount < count);
    await openMany(1, amara);
  });

  test('whoever leaves while being let in keeps no seat', async () => {
    const lena = await stoa.student('lena');
    for (let count = 0; count < 30; count++) {
      const socket = await RawSocket.open(stoa.port, lena.cookie);
      const over = once(socket.connection, 'close');
      // Both arrive together: the wish to come in, and that it is over.
      socket.send(
        Buffer.concat([frameOf(Buffer.from('40')), frameOf(Buffer.from([0x03, 0xe8]), { opcode: 8 })]),
      );
      await over;
    }
    const socket = await SocketReader.open(stoa.base, lena.cookie);
    readers.push(socket);
  });

  test('a connection that asks to be let in twice gets no two guests, and none keeps a seat', async () => {
    const nils = await stoa.student('nils');
    const { delivery } = stoa.house.node;
    await seatsFree(() => delivery.connectionsOf(nils.userId).length === 0);
    for (let count = 0; count < 22; count++) {
      const socket = await RawSocket.open(stoa.port, nils.cookie);
      const over = once(socket.connection, 'close');
      const asking = frameOf(Buffer.from('40'));
      // Together, and once more after it is in.
      if (count % 2 === 0) socket.send(Buffer.concat([asking, asking]));
      else {
        socket.send(asking);
        await socket.until('connectionId');
        expect(delivery.connectionsOf(nils.userId)).toHaveLength(1);
        socket.send(asking);
      }
      await socket.until('\u0088');
      await socket.close();
      await over;
      expect(socket.received.split('connectionId').length - 1).toBe(count % 2);
    }
    await seatsFree(() => delivery.connectionsOf(nils.userId).length === 0);
    readers.push(await SocketReader.open(stoa.base, nils.cookie));
  });

  test('an address has as many as the setting says, whoever comes from it', async () => {
    const [amara, jonas, kofi] = [
      await stoa.student('amara'),
      await stoa.student('jonas'),
      await stoa.student('kofi'),
    ];
    await seatsFree(() => stoa.house.node.delivery.connectionCount === 0);
    await openMany(13, amara);
    await openMany(12, jonas);
    await refusedStream(kofi);
    // With no proxy of ours in front, a forwarding header is what anybody can write.
    await refusedStream(kofi, { 'x-forwarded-for': '203.0.113.7' });
    await refusedStream(kofi, { 'x-forwarded-for': '203.0.113.8, 203.0.113.9', 'x-real-ip': '203.0.113.9' });
    await refusedStream(kofi, { forwarded: 'for=203.0.113.10' });
  });

  test('behind a proxy of ours the address is what the proxy wrote, not what the caller did', async () => {
    const proxied = await TestHouse.open({ STREAMS_PER_ADDRESS: '2', TRUST_PROXY: '1' });
    const amara = await proxied.student('amara');
    const from = async (forwardedFor: string): Promise<number> => {
      const headers = { 'x-forwarded-for': forwardedFor };
      const reader = await StreamReader.open(proxied.base, amara.cookie, { headers });
      readers.push(reader);
      return reader.status;
    };
    expect([await from('203.0.113.1'), await from('203.0.113.1')]).toEqual([200, 200]);
    expect(await from('203.0.113.1')).toBe(429);
    expect(await from('203.0.113.2')).toBe(200);
    // The last entry is the proxy's own; what stands before it came with the request.
    expect(await from('203.0.113.99, 203.0.113.1')).toBe(429);
    // Of IPv6, a network of 64 bits is one address.
    expect([await from('2001:db8:0:1::1'), await from('2001:db8:0:1:9::2')]).toEqual([200, 200]);
    expect([await from('2001:db8:0:1::3'), await from('2001:db8:0:2::3')]).toEqual([429, 200]);
    for (const reader of readers) reader.close();
    await proxied.close();
  });

  test('whoever is not signed in has the rate of a network, not of each of its addresses', async () => {
    const proxied = await TestHouse.open({ TRUST_PROXY: '1' });
    const { rate } = proxied.house.node.catalogue.commands.get('identity:verify-email')!;
    const from = async (address: string): Promise<number> => {
      const headers = { 'x-forwarded-for': address };
      return (await proxied.ask('POST', '/api/auth/verifications', { headers, body: { token: 'x' } })).status;
    };
    const statuses = [];
    for (let count = 0; count <= rate.times; count++) statuses.push(await from(`2001:db8:0:1::${count}`));
    expect(statuses.pop()).toBe(429);
    expect(statuses).not.toContain(429);
    expect(await from('2001:db8:0:2::1')).not.toBe(429);
    await proxied.close();
  });

  test('a command that is repeated too often is answered 429 by either door, and the time to wait', async () => {
    const mira = await stoa.student('mira');
    const { rate } = stoa.house.node.catalogue.commands.get('identity:end-other-sessions')!;
    const answers = [];
    for (let count = 0; count <= rate.times; count++) {
      answers.push(await stoa.ask('DELETE', '/api/me/sessions', { as: mira }));
    }
    const last = answers.pop()!;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([last.status, (last.body as { code: string }).code]).toEqual([429, 'too_many']);
    const waitS = Number(last.headers.get('retry-after'));
    expect(waitS).toBeGreaterThan(0);
    expect(waitS).toBeLessThanOrEqual(rate.perMs / 1_000);
    const forged = await stoa.ask('DELETE', '/api/me/sessions', {
      as: mira,
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
    expect(forged.status).toBe(429);
    const socket = await SocketReader.open(stoa.base, mira.cookie);
    const answer = await socket.ask('identity:end-other-sessions', { commandId: newId() });
    expect(answer).toMatchObject({ ok: false, error: { code: 'too_many', status: 429 } });
    expect((answer.error as { retryAfterMs?: number }).retryAfterMs).toBeGreaterThan(0);
    socket.close();
    // Other people and other commands are counted apart.
    const nora = await stoa.student('nora');
    expect((await stoa.ask('DELETE', '/api/me/sessions', { as: nora })).status).toBe(200);
    expect((await stoa.ask('PATCH', '/api/me', { as: mira, body: { look: 'dark' } })).status).toBe(200);
  });

  test('a socket that talks without end is closed', async () => {
    const omar = await stoa.student('omar');
    const socket = await SocketReader.open(stoa.base, omar.cookie);
    for (let count = 0; count < 300; count++) socket.socket.emit('nothing', {});
    await isOver(socket, 'the end');
    expect(socket.isOver).toBe(true);
  });

  async function seatsFree(isTrue: () => boolean): Promise<void> {
    // The server's own ends close a moment after ours.
    while (!isTrue()) await new Promise(setImmediate);
  }
});

describe('DOOR7 a node that stops', () => {
  let clock: ManualClock;
  let stoa: TestHouse;
  let turn = 0;
  beforeEach(async () => {
    clock = manualClock();
    turn = 0;
    stoa = await TestHouse.open({}, { clock, random: () => (turn++ % 10) / 10 });
  });

  /** A command whose body is still on its way. */
  async function aSlowCommand(person: TestPerson): Promise<{ finish: () => Promise<number> }> {
    const arrived = once(stoa.house.node.server, 'request');
    const sending = httpRequest(`${stoa.base}/api/me`, {
      method: 'PATCH',
      headers: { cookie: person.cookie, 'content-type': 'application/json', 'content-length': 15 },
    });
    const answered = once(sending, 'response');
    answered.catch(() => {}); // Cut off unanswered, where a test means it so.
    sending.write('{"look":');
    await arrived;
    return {
      async finish() {
        sending.end('"dark"}');
        const [response] = (await answered) as [{ statusCode: number; resume: () => void }];
        response.resume();
        return response.statusCode;
      },
    };
  }

  test('says goodbye at every push door, to each reader with a moment of its own', async () => {
    const readers: Reader[] = [];
    for (const name of ['amara', 'jonas', 'kofi', 'lena']) {
      const person = await stoa.student(name);
      readers.push(await StreamReader.open(stoa.base, person.cookie));
      readers.push(await SocketReader.open(stoa.base, person.cookie));
    }
    const polling = new SocketReader(stoa.base, { cookie: (await stoa.student('mira')).cookie }, ['polling']);
    await polling.until(({ heard }) => heard.some(({ event: name }) => name === 'ready'), 'ready');
    readers.push(polling);
    await stoa.close();
    for (const reader of readers) await isOver(reader, 'the end');
    const waits = readers.map((reader) => byes(reader)[0]?.retryMs ?? -1);
    expect(readers.map((reader) => byes(reader).map(({ reason }) => reason))).toEqual(
      readers.map(() => ['drain']),
    );
    for (const waitMs of waits) {
      expect(waitMs).toBeGreaterThanOrEqual(1_000);
      expect(waitMs).toBeLessThan(5_000);
    }
    expect(new Set(waits).size).toBeGreaterThan(readers.length / 2);
  });

  test('finishes what is under way, is not ready meanwhile, and takes no new readers', async () => {
    const amara = await stoa.student('amara');
    const slow = await aSlowCommand(amara);
    const stream = await StreamReader.open(stoa.base, amara.cookie);
    const closing = stoa.close();
    await isOver(stream, 'the goodbye');

    const ready = await stoa.ask('GET', '/readyz');
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'not ready', causes: ['this node is stopping'] },
    ]);
    expect((await stoa.ask('GET', '/healthz')).status).toBe(200);
    const late = await stoa.ask('GET', '/api/stream', { as: amara });
    expect([late.status, (late.body as { code: string }).code]).toEqual([503, 'unavailable']);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await new PollReader(stoa.base, amara.cookie).poll()).toBe(503);
    await expect(SocketReader.open(stoa.base, amara.cookie)).rejects.toThrow();

    expect(await slow.finish()).toBe(200);
    await closing;
    await expect(stoa.ask('GET', '/healthz')).rejects.toThrow();
  });

  test('waits for nobody who has not asked for anything yet', async () => {
    const accepted = once(stoa.house.node.server, 'connection');
    const ahead = connect(stoa.port, '127.0.0.1');
    await accepted;
    const over = once(ahead, 'close');
    await stoa.close();
    await over;
  });

  test('waits 5 s at most, for whatever holds a connection open', async () => {
    const amara = await stoa.student('amara');
    await aSlowCommand(amara);
    // A peer that never answers the goodbye of its socket.
    const mute = connect(stoa.port, '127.0.0.1');
    mute.on('error', () => {});
    mute.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'host: x',
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        `cookie: ${amara.cookie}`,
        '\r\n',
      ].join('\r\n'),
    );
    await once(mute, 'data');
    const { mine } = await anUnreadStream(stoa, amara);
    mine.on('error', () => {});
    const closing = stoa.close();
    clock.advance(5_000);
    await closing;
    expect(clock.pending).toBe(0);
    mute.destroy();
    mine.destroy();
  });
});
