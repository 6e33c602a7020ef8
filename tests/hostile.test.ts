import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { Dice } from './support/random.ts';
import { frameOf, RawSocket } from './support/rawSocket.ts';
import { SocketReader, StreamReader } from './support/readers.ts';

const seed = Number(process.env['STOA_FUZZ_SEED'] ?? 20_261_124);

let stoa: TestHouse;
let mallory: TestPerson;
let bystander: StreamReader;
const escaped: unknown[] = [];
const escape = (reason: unknown): void => void escaped.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', escape).on('uncaughtExceptionMonitor', escape);
  stoa = await TestHouse.open();
  mallory = await stoa.student('mallory');
  const amara = await stoa.student('amara');
  bystander = await StreamReader.open(stoa.base, amara.cookie);
});
afterAll(async () => {
  bystander.close();
  process.off('unhandledRejection', escape).off('uncaughtExceptionMonitor', escape);
  await stoa.close();
});

/** Whoever does no harm is not disturbed, and the node serves as before. */
async function expectUnharmed(): Promise<void> {
  const amara = await stoa.student('amara');
  const heard = bystander.envelopes.length;
  expect((await stoa.complete(amara, stoa.north.lessonIds[0]!)).status).toBe(200);
  expect((await stoa.undo(amara, stoa.north.lessonIds[0]!)).status).toBe(200);
  await bystander.untilEnvelopes(heard + 1);
  expect(bystander.isOver).toBe(false);
  expect((await stoa.ask('GET', '/readyz')).status).toBe(200);
  const socket = await SocketReader.open(stoa.base, amara.cookie);
  socket.close();
  expect(escaped).toEqual([]);
  expect(stoa.takeDefects()).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
}

const deep = (open: string, shut: string): string => open.repeat(10_000) + shut.repeat(10_000);
const odd: readonly string[] = [
  '',
  ' ',
  'null',
  '"text"',
  '17',
  '[]',
  '{',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{"a":NaN}',
  '{"a":1e999}',
  '{"a":"\\ud800"}',
  '{"a":"\u0000"}',
  '\ufeff{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"commandId":{"$ne":null}}',
  '{"commandId":["a"]}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3,"length":-1}',
  deep('[', ']'),
  deep('{"a":', '}').replace('}', '1}'),
  `{${Array.from({ length: 3_000 }, (_, place) => `"k${place}":${place}`).join()}}`,
];

/** Thrown more often than others: it is refused as too long only where all else is as it should be. */
const tooLong = `{"look":"${'x'.repeat(70_000)}"}`;

const paths: readonly string[] = [
  '/',
  '//',
  '///',
  '/%',
  '/%zz',
  '/api/%c0%ae%c0%ae/me',
  '/api/cohorts/%',
  '/api/cohorts/%00',
  '/api/cohorts/..%2f..%2fetc%2fpasswd/progress',
  '/../../etc/passwd',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%00',
  `/api/${'x'.repeat(9_000)}`,
  '/api/me?__proto__[x]=1',
  '/api/me?a=1&a=2&a[]=3',
  '/api/stream?topics=',
  '/api/stream?topics=,,,',
  '/api/stream?topics=user/..%2f..',
  '/api/stream?topics=__proto__,constructor',
  '/api/stream?topics=%ff%fe',
  '/api/stream/progress/x',
  '/api/stream/progress/00000000-0000-0000-0000-000000000000?cohort=%27--',
  '/api/stream/------------------------------------/beat',
  '/api/events?cursor=%',
  '/api/events?topics=user/x&cursor=1~~~~',
  '/demo/__proto__',
  '/demo/%2e%2e?to=//evil.example',
  '/metrics/../api/me',
  '/socket.io/',
  '/socket.io/?EIO=9&transport=pigeon',
  '/socket.io/?EIO=4&transport=polling&sid=nobody',
  'http://evil.example/api/me',
  'http://[',
  '*',
  '/api/cohorts/00000000-0000-0000-0000-000000000000/people?email=%00',
];

describe(`DOOR5 nothing that comes in ends the process or is a fault of ours (seed ${seed})`, () => {
  test('4,000 malformed requests', async () => {
    const dice = new Dice(seed);
    const { commands, views } = stoa.house.node.catalogue;
    const known = [
      ...[...commands].filter(([name]) => !['identity:sign-out', 'identity:sign-in'].includes(name)),
      ...views,
    ].map(([, { http }]) => (typeof http === 'string' ? http : http[1]));
    const { cohortId, lessonIds, organisationId } = stoa.north;
    const ids = [cohortId, lessonIds[0]!, organisationId, mallory.userId, newId(), 'x', '%00', 'null', '-1'];

    const pathOf = (): string => {
      if (dice.next() < 0.3) return dice.pick(paths);
      const path = dice.pick(known).replaceAll(/:[A-Za-z]+/g, () => dice.pick(ids));
      return dice.next() < 0.1 ? path + dice.pick(['?', '/', '%', '?a=%', '#x', '?cohortId=1']) : path;
    };
    const bodyOf = (): Buffer => {
      const throwOf = dice.next();
      if (throwOf < 0.1) return dice.bytes(dice.below(2_000));
      if (throwOf < 0.15) return gzipSync(Buffer.alloc(2_000_000, 'a'));
      if (throwOf < 0.25) return Buffer.from(tooLong);
      return Buffer.from(dice.pick(odd));
    };
    const headersOf = (body: Buffer): string[] => {
      const lines = [
        `content-type: ${dice.pick(['application/json', 'application/json', 'application/json; charset=klingon', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '/', ''])}`,
        `content-length: ${dice.next() < 0.95 ? body.length : dice.pick(['-1', 'x', '99999999999999999999', String(body.length + 7), '0'])}`,
      ];
      if (dice.next() < 0.9) lines.push(`cookie: ${mallory.cookie}`);
      if (dice.next() < 0.1)
        lines.push(`cookie: ${dice.pick(['stoa', '=;=;', 'stoa=', 'stoa=%00', `stoa=${'a'.repeat(43)}`])}`);
      if (dice.next() < 0.1)
        lines.push(`authorization: ${dice.pick(['Bearer', 'Bearer ', 'Basic x', '\t'])}`);
      if (dice.next() < 0.2)
        lines.push(`idempotency-key: ${dice.pick(['', 'x', newId(), '[object Object]', 'a'.repeat(5_000)])}`);
      if (dice.next() < 0.1)
        lines.push(`last-event-id: ${dice.pick(['', '1~', 'x'.repeat(8_192), '1~a:b.c~a:b.c', '\u00ff'])}`);
      if (dice.next() < 0.1)
        lines.push(
          `content-encoding: ${dice.pick(['gzip', 'deflate', 'br', 'identity', 'x', 'gzip, gzip'])}`,
        );
      if (dice.next() < 0.05) lines.push('transfer-encoding: chunked');
      if (dice.next() < 0.05) lines.push('expect: 100-continue');
      if (dice.next() < 0.05)
        lines.push(`x-forwarded-for: ${dice.pick(['', ',', '::1', 'x'.repeat(3_000)])}`);
      if (dice.next() < 0.05) lines.push(`host: ${dice.pick(['', '[', 'x:y', 'a b'])}`);
      if (dice.next() < 0.02) lines.push('no colon here');
      if (dice.next() < 0.02) lines.push('x: y\rz');
      return lines;
    };

    const statuses = new Map<string, number>();
    const faults: string[] = [];
    const ask = async (): Promise<void> => {
      const method = dice.pick([
        'GET',
        'GET',
        'POST',
        'PUT',
        'PUT',
        'PATCH',
        'DELETE',
        'HEAD',
        'OPTIONS',
        'BREW',
        '',
      ]);
      const path = pathOf();
      const body = bodyOf();
      const head = [`${method} ${path} HTTP/1.${dice.next() < 0.9 ? 1 : 0}`, 'host: x', ...headersOf(body)];
      const status = await statusOf(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status.startsWith('5')) faults.push(`${status} ${head.slice(0, 3).join(' | ').slice(0, 300)}`);
    };
    await inTurns(4_000, 24, ask);
    expect(faults).toEqual([]);
    // The throws reach every kind of answer, so that they prove something.
    for (const status of ['200', '400', '401', '404', '413', '415', '422']) {
      expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
    }
    await expectUnharmed();
  });

  test('10,000 malformed frames on sockets', async () => {
    const dice = new Dice(seed + 1);
    const { commands } = stoa.house.node.catalogue;
    const names = ['subscribe', 'unsubscribe', 'nothing', ...commands.keys()].filter(
      (name) => name !== 'identity:sign-out',
    );
    const packets: readonly (() => string)[] = [
      () => '',
      () => String(dice.below(10)),
      () => `4${dice.below(10)}`,
      () => `42${dice.pick(odd)}`,
      () => `42["${dice.pick(names)}",${dice.pick(odd)}]`,
      () => `42${dice.below(1_000)}["${dice.pick(names)}",${dice.pick(odd)}]`,
      () => `42${dice.below(1_000)}["${dice.pick(names)}"]`,
      () => `421["${dice.pick(names)}",{"commandId":"x","__proto__":{"polluted":true}}]`,
      () =>
        `421["subscribe",{"topics":${dice.pick(['null', '[]', '[1]', '["x"]', '[null]', '{"length":1}', `["user/${newId()}"]`])}}]`,
      () =>
        `421["subscribe",{"topics":["user/${mallory.userId}"],"cursor":${dice.pick(['1', '""', '"1~"', `"${'x'.repeat(3_000)}"`])}}]`,
      () =>
        `42[${dice.pick(['1', 'null', '{}', '[]', 'true', '-1e9', '"__proto__"', '"connect"', '"disconnect"', '"constructor"'])},{}]`,
      () => `42999999999999999999["nothing"]`,
      () => `43${dice.below(100)}[{}]`,
      () => `4${dice.pick(['0', '1'])}${dice.pick(['', '{}', '/admin,', '/admin,{"a":1}', '["x"]'])}`,
      () => `451-["nothing",{"_placeholder":true,"num":0}]`,
      () => `4511-["nothing"${',{"_placeholder":true,"num":0}'.repeat(11)}]`,
      () => `451-["nothing",{"_placeholder":true,"num":${dice.pick(['7', '-1', '"x"', '1e9', 'null'])}}]`,
      () => `45999999999-["nothing"]`,
      () => `4${dice.bytes(20).toString('latin1')}`,
      () => `42["nothing","${'x'.repeat(dice.pick([1_000, 60_000, 70_000]))}"]`,
    ];
    const frames: readonly (() => Buffer)[] = [
      ...packets.map((packet) => () => frameOf(Buffer.from(packet()))),
      ...packets.map((packet) => () => frameOf(Buffer.from(packet()))),
      () => frameOf(dice.bytes(dice.below(200)), { opcode: 2 }),
      () => frameOf(dice.bytes(dice.below(200)), { opcode: 1 }),
    ];
    // These a server may answer by nothing but the end.
    const brutal: readonly (() => Buffer)[] = [
      () => dice.bytes(1 + dice.below(50)),
      () => frameOf(Buffer.from('42["x"]'), { opcode: 3 + dice.below(5) }),
      () => frameOf(Buffer.from('42["x"]'), { reserved: 1 + dice.below(7) }),
      () => frameOf(Buffer.from('42["x"]'), { masked: false }),
      () => frameOf(dice.bytes(130), { opcode: 9 }),
      () => frameOf(Buffer.from([3]), { opcode: 8 }),
      () => frameOf(Buffer.from([0x03, 0xed]), { opcode: 8 }),
      () => frameOf(Buffer.from('42["x"]'), { claims: 2 ** 40 }),
      () => frameOf(Buffer.from('42["half'), { claims: 100 }),
      () => frameOf(Buffer.from('42['), { fin: false }),
      () => frameOf(Buffer.from('"x"]'), { opcode: 0 }),
      () => frameOf(Buffer.alloc(200_000, 'x')),
      () => frameOf(Buffer.from([0xff, 0xfe, 0xc0]), { opcode: 1 }),
      () => Buffer.concat(Array.from({ length: 300 }, () => frameOf(Buffer.from('x'), { fin: false }))),
    ];

    let sent = 0;
    let cutOff = 0;
    const bother = async (): Promise<void> => {
      const socket = await RawSocket.open(stoa.port, mallory.cookie);
      const isPolite = dice.next() < 0.95;
      if (isPolite) socket.send(frameOf(Buffer.from('40')));
      if (isPolite && dice.next() < 0.8) await socket.until('connectionId');
      for (let count = 0; count < 20 && !socket.isOver; count++) {
        socket.send(dice.pick(frames)());
        sent += 1;
        if (count % 5 === 4) await new Promise(setImmediate);
      }
      if (dice.next() < 0.7) {
        socket.send(dice.pick(brutal)());
        sent += 1;
      }
      await new Promise(setImmediate);
      if (socket.isOver) cutOff += 1;
      await socket.close();
    };
    while (sent < 10_000) await inTurns(8, 4, bother);
    expect(cutOff).toBeGreaterThan(10);
    await expectUnharmed();
  });

  test('characters that no database keeps, where words are free', async () => {
    const paula = await stoa.person('paula', { academy: stoa.north, role: 'organisationAdmin' });
    const { cohortId, courseId, organisationId, picture } = stoa.north;
    const cohort = { courseId, zone: 'Africa/Lagos', startsOn: '2026-09-01', endsOn: '2026-09-02' };
    const nul = String.fromCharCode(0);
    const asked = [
      await stoa.ask('POST', `/api/organisations/${organisationId}/cohorts`, {
        as: paula,
        body: { ...cohort, title: `Au${nul}tumn` },
      }),
      await stoa.ask('GET', `/api/cohorts/${cohortId}/materials/${picture.hash}/a%00b`, { as: paula }),
      await stoa.ask('GET', `/api/cohorts/${cohortId}/people?email=a%00b@school.example`, { as: paula }),
      await stoa.ask('PATCH', '/api/me', { as: paula, body: { name: `Pau${nul}la` } }),
    ];
    const half = JSON.stringify({ ...cohort, title: 'x' }).replace('"x"', '"Au\\ud800tumn"');
    asked.push(
      await stoa.ask('POST', `/api/organisations/${organisationId}/cohorts`, { as: paula, body: half }),
    );
    expect(asked.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    await expectUnharmed();
  });

  test('500 malformed bodies on the polling transport of sockets', async () => {
    const dice = new Dice(seed + 2);
    const open = async (): Promise<string> => {
      const { body } = await stoa.ask('GET', '/socket.io/?EIO=4&transport=polling', { as: mallory });
      return (JSON.parse((body as string).slice(1)) as { sid: string }).sid;
    };
    let sid = await open();
    const send = async (body: string, type: string): Promise<number> => {
      const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
      const { status } = await stoa.ask('POST', path, {
        as: mallory,
        headers: { 'content-type': type },
        body,
      });
      return status;
    };
    const statuses = new Set<number>();
    for (let count = 0; count < 500; count++) {
      const text = dice.pick([
        () => dice.pick(odd),
        () => `4${dice.below(10)}${dice.pick(odd)}`,
        () => `40\u001e42["nothing"]\u001e${dice.bytes(10).toString('latin1')}`,
        () => '\u001e'.repeat(100),
        () => `b${dice.bytes(30).toString('base64')}`,
        () => `b${'='.repeat(40)}`,
      ])();
      const status = await send(text, dice.pick(['text/plain', 'application/octet-stream', 'text/html']));
      statuses.add(status);
      if (status !== 200) sid = await open();
    }
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    await send('1', 'text/plain');
    await expectUnharmed();
  });

  test('words on a socket whose connection cannot be made, because the database is away', async () => {
    const { hub } = stoa.house.node.delivery;
    let fail = (): void => {};
    const away = new Promise<never>((_resolve, reject) => (fail = () => reject(new Error('away'))));
    const follow = vi.spyOn(hub, 'follow').mockReturnValue(away);
    const socket = await RawSocket.open(stoa.port, mallory.cookie);
    socket.send(frameOf(Buffer.from('40')));
    await socket.until('40{"sid"');
    socket.send(frameOf(Buffer.from('421["subscribe",{}]')));
    socket.send(Buffer.concat(Array.from({ length: 20 }, () => frameOf(Buffer.from('42["nothing"]')))));
    // The answer to this says that the words before it have been read.
    socket.send(frameOf(Buffer.from('ping'), { opcode: 9 }));
    await socket.until('ping');
    fail();
    await new Promise(setImmediate);
    follow.mockRestore();
    await socket.close();
    expect(stoa.takeDefects()).toHaveLength(1);
    await expectUnharmed();
  });
});

/** Sends bytes as they are. @returns the status, or `cut` where the server hung up without a word */
function statusOf(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const connection = connect(stoa.port, '127.0.0.1');
    let answer = '';
    const end = (): void => {
      connection.destroy();
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'cut');
    };
    connection.on('data', (part: Buffer) => {
      answer += part.toString('latin1');
      // A request that expects permission gets that first.
      if (answer.startsWith('HTTP/1.1 100')) answer = answer.slice(answer.indexOf('\r\n\r\n') + 4);
      if (answer.includes('\r\n')) end();
    });
    connection.on('close', end).on('error', end);
    // What a request promises and does not bring, nobody waits for here.
    connection.end(bytes);
  });
}

/** Does something so many times, some of it at the same moment. */
async function inTurns(times: number, atOnce: number, act: () => Promise<void>): Promise<void> {
  let left = times;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await act();
    }),
  );
}
