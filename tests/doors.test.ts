import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { holesIn, PollReader, SocketReader, StreamReader } from './support/readers.ts';

let stoa: TestHouse;
beforeAll(async () => {
  stoa = await TestHouse.open();
});
afterAll(() => stoa.close());

test('DEL1 a lesson finished is heard at once on the stream, the socket and the poll, by the student and the staff', async () => {
  const amara = await stoa.student('amara');
  const ines = await stoa.instructor('ines');
  const staff = `cohort/${stoa.north.cohortId}/staff`;
  const stream = await StreamReader.open(stoa.base, amara.cookie);
  const socket = await SocketReader.open(stoa.base, ines.cookie);
  await socket.subscribe([staff]);
  const poll = new PollReader(stoa.base, ines.cookie, [staff]);
  expect(await poll.poll()).toBe(200);
  expect(await poll.poll()).toBe(304);

  const answer = await stoa.complete(amara, stoa.north.lessonIds[0]!);
  expect(answer).toMatchObject({ status: 200, body: { data: { completed: 1, total: 4, percent: 25 } } });
  await stream.untilEnvelopes(1);
  await socket.untilEnvelopes(1);
  expect(await poll.poll()).toBe(200);
  const { data } = answer.body as { data: unknown };
  for (const reader of [stream, socket, poll]) {
    expect(reader.envelopes[0]).toMatchObject({ type: 'progress:updated', data });
    expect(holesIn(reader.envelopes)).toEqual([]);
    reader.close();
  }
});

/** The bytes of a stream as they cross the wire, until they hold all these words. */
async function bytesOfStream(
  person: TestPerson,
  { version, topics, after }: { version: '1.0' | '1.1'; topics: string[]; after: () => Promise<unknown> },
  words: readonly string[],
): Promise<string> {
  const connection = connect(stoa.port, '127.0.0.1');
  const path = `/api/stream?topics=${topics.join(',')}`;
  connection.write(`GET ${path} HTTP/${version}\r\nhost: x\r\ncookie: ${person.cookie}\r\n\r\n`);
  let received = '';
  let hasBegun = false;
  for await (const part of connection) {
    received += String(part);
    if (!hasBegun && received.includes('event: ready')) {
      hasBegun = true;
      await after();
    }
    if (words.every((word) => received.includes(word))) break;
  }
  connection.destroy();
  return received;
}

test('DOOR9 the words of a stream: retry and id first, events without a name, the cursor by itself or on each frame', async () => {
  const jonas = await stoa.student('jonas');
  const own = `user/${jonas.userId}`;
  const after = () => stoa.complete(jonas, stoa.north.lessonIds[0]!);

  const single = await bytesOfStream(jonas, { version: '1.1', topics: [own], after }, ['progress:updated']);
  expect(single).toMatch(/^retry: \d{4}$/m);
  expect(single).toMatch(/^id: (\S+)\nevent: ready\ndata: \{"connectionId":"[\w-]+".*"cursor":"\1"/m);
  expect(single).toMatch(/^id: 1~user\/\S+\ndata: \{"topic":"user\/.*"type":"progress:updated"/m);

  const undo = () => stoa.undo(jonas, stoa.north.lessonIds[0]!);
  const topics = [own, `cohort/${stoa.north.cohortId}`];
  const several = await bytesOfStream(jonas, { version: '1.1', topics, after: undo }, [
    'progress:updated',
    'event: cursor',
  ]);
  expect(several).toMatch(/^data: \{"topic":"user\/.*"type":"progress:updated"/m);
  expect(several).toMatch(/^id: (1~user\/\S+~cohort\/\S+)\n\nevent: cursor\ndata: \1\n\n/m);
});

test('a proxy that speaks HTTP/1.0 gets the same stream without chunks', async () => {
  const kofi = await stoa.student('kofi');
  const topics = [`user/${kofi.userId}`];
  const after = () => stoa.complete(kofi, stoa.north.lessonIds[0]!);
  const received = await bytesOfStream(kofi, { version: '1.0', topics, after }, [
    'progress:updated',
    '}\n\n',
  ]);
  const [head, body] = received.split('\r\n\r\n', 2) as [string, string];
  expect(head).not.toMatch(/transfer-encoding/i);
  expect(body.startsWith('retry: ')).toBe(true);
  expect(body).not.toContain('\r');
});

test('DEL1 what people write stays one event, whatever it is made of', async () => {
  const lena = await stoa.student('lena');
  const stream = await StreamReader.open(stoa.base, lena.cookie, { topics: [`user/${lena.userId}`] });
  const socket = await SocketReader.open(stoa.base, lena.cookie);
  await socket.subscribe([`user/${lena.userId}`]);
  const name = 'L\u00e9na \u2019data: x\u2019 id: 7 \ud83d\ude00 </script>';
  await stoa.ground.log.write(async ({ tx, tell }) => {
    const account = await accounts.byId(tx, lena.userId);
    const strange = `${name}\r\n\r\nevent: bye\r\ndata: {}\n\u2028\u2029`;
    tell(identity, 'identity:profile-changed', [`user/${lena.userId}`], { ...account, name: strange });
  });
  await Promise.all([stream.untilEnvelopes(1), socket.untilEnvelopes(1)]);
  for (const reader of [stream, socket]) {
    expect(reader.envelopes).toHaveLength(1);
    expect((reader.envelopes[0]!.data as { name: string }).name).toMatch(/^L\u00e9na.*\r\n\r\nevent: bye/);
    expect(reader.control('bye')).toEqual([]);
    reader.close();
  }
});
