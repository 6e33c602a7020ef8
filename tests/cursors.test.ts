import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { decodeCursor, encodeCursor, mostTopics, type Position } from '#platform/server/delivery/cursor.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { holesIn, PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

let stoa: TestHouse;
beforeAll(async () => {
  stoa = await TestHouse.open();
});
afterAll(() => stoa.close());

interface Reading {
  reader: Reader;
  resync: { topic: string; reason: string }[];
  /** Hears what has come since; the push doors need no asking. */
  hear: (count: number) => Promise<void>;
}

/** The three doors, each entered with a cursor for one topic. */
const doors: Record<string, (as: TestPerson, topic: string, cursor: string) => Promise<Reading>> = {
  async stream(as, topic, cursor) {
    const reader = await StreamReader.open(stoa.base, as.cookie, { topics: [topic], cursor });
    expect(reader.status).toBe(200);
    await reader.until(({ heard }) => heard.some(({ event }) => event === 'resync'), 'resync');
    const [word] = reader.control('resync') as { topics: Reading['resync'] }[];
    return { reader, resync: word!.topics, hear: (count) => reader.untilEnvelopes(count) };
  },
  async socket(as, topic, cursor) {
    const reader = await SocketReader.open(stoa.base, as.cookie);
    const { resync } = await reader.subscribe([topic], cursor);
    // What only the log knows is told once it was asked.
    if (resync.length === 0) await reader.until(() => reader.control('resync').length > 0, 'resync');
    const words = reader.control('resync') as { topics: Reading['resync'] }[];
    resync.push(...words.flatMap(({ topics }) => topics));
    return { reader, resync, hear: (count) => reader.untilEnvelopes(count) };
  },
  async poll(as, topic, cursor) {
    const reader = new PollReader(stoa.base, as.cookie, [topic], cursor);
    expect(await reader.poll()).toBe(200);
    return { reader, resync: reader.resyncs, hear: async () => void (await reader.poll()) };
  },
};

/** Cursors that cannot be served: what is wrong, the reason that is told, and how such a one is made. */
const faults: [
  what: string,
  reason: string,
  make: (topic: string, now: Position) => Promise<string> | string,
][] = [
  [
    'of another epoch',
    'epoch',
    (topic, { seq }) => encodeCursor(new Map([[topic, { epoch: 'elsewhen', seq }]])),
  ],
  [
    'ahead of the log',
    'ahead',
    (topic, { epoch, seq }) => encodeCursor(new Map([[topic, { epoch, seq: seq + 1 }]])),
  ],
  [
    'cut off',
    'truncated',
    async (topic, { epoch }) => {
      await stoa.ground.log.prune(new Date(Date.now() + 60_000));
      return encodeCursor(new Map([[topic, { epoch, seq: 1 }]]));
    },
  ],
  ['unreadable', 'malformed', () => '1~what/is:this'],
  [
    'of other topics',
    'start',
    (_topic, { epoch, seq }) => encodeCursor(new Map([[`user/${newId()}`, { epoch, seq }]])),
  ],
];

describe.each(Object.keys(doors))('DEL5 by %s', (door) => {
  test.each(faults)('a cursor %s is answered with a resync: %s', async (what, reason, make) => {
    const student = await stoa.student(`${door} ${what}`.replaceAll(' ', '.'));
    const topic = `user/${student.userId}`;
    for (const lessonId of stoa.north.lessonIds.slice(0, 3)) await stoa.complete(student, lessonId);
    // Somebody follows the topic already, and the node's memory of it begins here.
    const earlier = await StreamReader.open(stoa.base, student.cookie, { topics: [topic] });
    const now = decodeCursor(earlier.cursor)!.get(topic)!;
    expect(now.seq).toBeGreaterThanOrEqual(3);

    const reading = await doors[door]!(student, topic, await make(topic, now));
    expect(reading.resync).toEqual([{ topic, reason }]);
    expect(reading.reader.envelopes).toEqual([]);

    // From there on it goes on without a hole, and the new cursor is served.
    await stoa.complete(student, stoa.north.lessonIds[3]!);
    await reading.hear(1);
    expect(reading.reader.envelopes).toMatchObject([{ topic, seq: now.seq + 1 }]);
    const again = new PollReader(stoa.base, student.cookie, [topic], encodeCursor(new Map([[topic, now]])));
    expect(await again.poll()).toBe(200);
    expect(again).toMatchObject({ resyncs: [], envelopes: [{ seq: now.seq + 1 }] });
    reading.reader.close();
    earlier.close();
  });
});

describe('DEL4 a cursor is taken back', () => {
  let amara: TestPerson;
  let topic: string;
  let before: string;
  beforeAll(async () => {
    amara = await stoa.student('amara');
    topic = `user/${amara.userId}`;
    before = (await stoa.view(`/api/cohorts/${stoa.north.cohortId}`, amara)).cursor;
    for (const lessonId of stoa.north.lessonIds) await stoa.complete(amara, lessonId);
  });

  const heardFrom = async (given: {
    cursor?: string;
    headers?: Record<string, string>;
  }): Promise<number[]> => {
    const reader = await StreamReader.open(stoa.base, amara.cookie, { topics: [topic], ...given });
    await stoa.undo(amara, stoa.north.lessonIds[0]!);
    await stoa.complete(amara, stoa.north.lessonIds[0]!);
    const last = (await stoa.ground.log.heads([topic]))[0]!.seq;
    await reader.until(({ envelopes }) => envelopes.at(-1)?.seq === last, `number ${last}`);
    reader.close();
    expect(holesIn(reader.envelopes)).toEqual([]);
    const [first] = reader.envelopes;
    return [first!.from ?? first!.seq!, last];
  };

  test('in the query and in the header', async () => {
    const start = decodeCursor(before)!.get(topic)!.seq + 1;
    expect((await heardFrom({ cursor: before }))[0]).toBe(start);
    expect((await heardFrom({ headers: { 'last-event-id': before } }))[0]).toBe(start);
  });

  test('the header is newer: EventSource comes back with the address that it was opened with', async () => {
    const { cursor: newer } = await stoa.view(`/api/cohorts/${stoa.north.cohortId}`, amara);
    const start = decodeCursor(newer)!.get(topic)!.seq + 1;
    expect((await heardFrom({ cursor: before, headers: { 'last-event-id': newer } }))[0]).toBe(start);
  });

  test('an empty header says nothing', async () => {
    const start = decodeCursor(before)!.get(topic)!.seq + 1;
    expect((await heardFrom({ cursor: before, headers: { 'last-event-id': '' } }))[0]).toBe(start);
  });

  test('of one person by another it opens nothing', async () => {
    const jonas = await stoa.student('jonas');
    const stream = await StreamReader.open(stoa.base, jonas.cookie, { cursor: before });
    const words = stream.control('resync') as { topics: { topic: string; reason: string }[] }[];
    // The topic of the cohort is theirs in common.
    const own = words.flatMap(({ topics }) => topics).filter((resynced) => resynced.reason === 'start');
    expect(own.map((resynced) => resynced.topic)).toContain(`user/${jonas.userId}`);
    await stoa.complete(jonas, stoa.north.lessonIds[0]!);
    await stream.untilEnvelopes(1);
    stream.close();
    // Who of a cohort is here, all of it may know.
    const others = stream.heard.filter(({ data }) => (data as { type?: string }).type !== 'presence:here');
    expect(JSON.stringify(others)).not.toContain(amara.userId);
  });
});

describe('DOOR5 what no client of ours would send', () => {
  const strange: Record<string, string> = {
    '8 KB': 'x'.repeat(8_192),
    'CR and LF': '1~user/a:b.c\r\nset-cookie: stoa=x',
    'a number without end': `1~user/!${'a'.repeat(22)}:epoch.${10n ** 30n}`,
    'a negative number': `1~user/!${'a'.repeat(22)}:epoch.-1`,
    'another version': '2~user/x:e.1',
    '33 positions': `1${'~a:e.1'.repeat(33)}`,
    'quotes and words of SQL': `1~a:e.1' or 1=1 --`,
  };

  test.each(Object.entries(strange))('a cursor of %s: a resync or a refusal', async (_what, cursor) => {
    const amara = await stoa.student('amara');
    const topics = [`user/${amara.userId}`];
    const stream = await StreamReader.open(stoa.base, amara.cookie, { topics, cursor });
    expect(stream.status).toBe(200);
    await stream.until(({ heard }) => heard.some(({ event }) => event === 'resync'), 'resync');
    stream.close();
    const poll = new PollReader(stoa.base, amara.cookie, topics, cursor);
    expect(await poll.poll({ conditionally: false })).toBe(200);
    for (const resynced of [poll.resyncs, (stream.control('resync')[0] as { topics: object[] }).topics]) {
      expect(resynced).toMatchObject([{ reason: 'malformed' }]);
    }
    const socket = await SocketReader.open(stoa.base, amara.cookie);
    const answer = await socket.ask('subscribe', { topics, cursor });
    if (answer.ok) expect(answer.data).toMatchObject({ resync: [{ reason: 'malformed' }] });
    else expect(answer.error).toMatchObject({ status: 422 });
    socket.close();
  });

  test.each([33, 1_000])('%i topics are refused', async (count) => {
    const amara = await stoa.student('amara');
    const topics = Array.from({ length: count }, () => `user/${newId()}`);
    for (const path of ['/api/stream', '/api/events']) {
      const { status } = await stoa.ask('GET', `${path}?topics=${topics.join(',')}`, { as: amara });
      expect([400, 422, 431]).toContain(status);
    }
    const socket = await SocketReader.open(stoa.base, amara.cookie);
    expect(await socket.ask('subscribe', { topics })).toMatchObject({ ok: false, error: { status: 422 } });
    socket.close();
  });

  test('a socket cannot gather more topics than its cursor can name', async () => {
    const paula = await stoa.person('paula', { academy: stoa.north, role: 'organisationAdmin' });
    const cohortIds = await Promise.all(
      Array.from({ length: mostTopics }, async () => {
        const { body } = await stoa.ask('POST', `/api/organisations/${stoa.north.organisationId}/cohorts`, {
          as: paula,
          body: {
            courseId: stoa.north.courseId,
            title: 'Many',
            zone: 'Africa/Lagos',
            startsOn: '2026-09-01',
            endsOn: '2026-09-02',
          },
        });
        return (body as { data: { id: string } }).data.id;
      }),
    );
    const topics = cohortIds.map((cohortId) => `cohort/${cohortId}/staff`);
    const socket = await SocketReader.open(stoa.base, paula.cookie);
    await socket.subscribe(topics.slice(0, 20));
    const answer = await socket.ask('subscribe', { topics: [...topics.slice(20), `user/${paula.userId}`] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
    // The same ones again are no more than before.
    expect((await socket.subscribe(topics)).resync).toEqual([]);
    expect(decodeCursor(socket.cursor)?.size).toBe(mostTopics);
    socket.close();
  });

  test('topics asked for twice at the same moment are joined once', async () => {
    const { hub } = stoa.house.node.delivery;
    const ines = await stoa.instructor('ines');
    const topic = `cohort/${stoa.north.cohortId}/staff`;
    const [head] = await stoa.ground.log.heads([topic]);
    const start = head!.seq - 2;
    const cursor = encodeCursor(new Map([[topic, { epoch: head!.epoch, seq: start }]]));
    const socket = await SocketReader.open(stoa.base, ines.cookie);
    expect(hub.peek(topic)).toBeUndefined();
    await Promise.all([socket.subscribe([topic], cursor), socket.subscribe([topic], cursor)]);
    await socket.until(({ envelopes }) => envelopes.at(-1)?.seq === head!.seq, 'the last number');
    await socket.ask('unsubscribe', { topics: [topic] });
    expect(holesIn(socket.envelopes, new Map([[topic, start]]))).toEqual([]);
    expect(hub.peek(topic)).toBeUndefined();
    socket.close();
  });

  test('a line break inside a header ends the request', async () => {
    const amara = await stoa.student('amara');
    const raw = connect(stoa.port, '127.0.0.1');
    raw.write(
      `GET /api/stream HTTP/1.1\r\nhost: stoa\r\ncookie: ${amara.cookie}\r\nlast-event-id: 1\rx: 2\r\n\r\n`,
    );
    const [answer] = (await once(raw, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    raw.destroy();
  });
});
