import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';
import { Flow } from './support/flow.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { Ledger } from './support/ledger.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

let stoa: TestHouse;
let ines: TestPerson;
let flow: Flow;
let staff: string;
let cohort: string;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  staff = `cohort/${stoa.north.cohortId}/staff`;
  cohort = `cohort/${stoa.north.cohortId}`;
  flow = await Flow.start(
    stoa,
    Array.from({ length: 30 }, (_, place) => `student${place}`),
  );
});
afterAll(async () => {
  await flow.stop();
  await stoa.close();
});

const headOf = async (topic: string): Promise<number> => (await stoa.ground.log.heads([topic]))[0]!.seq;

/** Asks until everything is there that was there at the time of asking. */
async function pollUntil(reader: PollReader, count: number): Promise<void> {
  while (reader.envelopes.length < count) {
    const head = await headOf(staff);
    await reader.poll();
    if (decodeCursor(reader.cursor)!.get(staff)!.seq >= head) await flow.more(1);
  }
}

describe.each([
  ['one topic', () => [staff]],
  ['several topics', () => [staff, cohort, `user/${ines.userId}`]],
])('DOOR4 over %s', (_what, topicsNow) => {
  test('socket, stream, polling, socket while the class goes on: nothing lost, nothing applied twice', async () => {
    const topics = topicsNow();
    const { cursor } = await stoa.view(`/api/cohorts/${stoa.north.cohortId}/progress`, ines);
    const start = new PollReader(stoa.base, ines.cookie, topics, cursor);
    await start.poll();
    const ledger = new Ledger(start.cursor);

    const first = await SocketReader.open(stoa.base, ines.cookie);
    expect((await first.subscribe(topics, start.cursor)).resync).toEqual([]);
    await first.untilEnvelopes(25);
    first.close();
    ledger.take(first.envelopes);

    // A socket tells its cursor once a second: what came since then comes again, and is known by its number.
    const stream = await StreamReader.open(stoa.base, ines.cookie, { topics, cursor: first.cursor });
    await stream.untilEnvelopes(40);
    stream.close();
    ledger.take(stream.envelopes);

    const poll = new PollReader(stoa.base, ines.cookie, topics, stream.cursor);
    await pollUntil(poll, 25);
    ledger.take(poll.envelopes);

    const last = await SocketReader.open(stoa.base, ines.cookie);
    expect((await last.subscribe(topics, poll.cursor)).resync).toEqual([]);
    await last.untilEnvelopes(25);
    const head = await headOf(staff);
    await last.until(({ envelopes }) => (envelopes.at(-1)?.seq ?? 0) >= head, `number ${head}`);
    last.close();
    ledger.take(last.envelopes);

    for (const reader of [stream, poll]) expect(reader.control('resync')).toEqual([]);
    expect(poll.resyncs).toEqual([]);
    expect(ledger.holes).toEqual([]);
    expect(ledger.at(staff)).toBeGreaterThanOrEqual(head);
    const numbers = ledger.applied.filter(({ topic }) => topic === staff).map(({ seq }) => seq!);
    expect(new Set(numbers).size).toBe(numbers.length);
    // Between polling and the socket there is no cut that leaves anything open.
    const { seq: polledTo } = decodeCursor(poll.cursor)!.get(staff)!;
    expect(last.envelopes[0]!.from ?? last.envelopes[0]!.seq).toBe(polledTo + 1);
  });
});

test('DOOR4 a stream over one topic carries its cursor on every frame: the next door doubles nothing', async () => {
  const stream = await StreamReader.open(stoa.base, ines.cookie, { topics: [staff] });
  const { cursor: start } = stream.control('ready')[0] as { cursor: string };
  const ledger = new Ledger(start);
  await stream.untilEnvelopes(20);
  stream.close();
  const socket = await SocketReader.open(stoa.base, ines.cookie);
  await socket.subscribe([staff], stream.cursor);
  await socket.untilEnvelopes(20);
  socket.close();
  ledger.take(stream.envelopes);
  ledger.take(socket.envelopes);
  expect(ledger).toMatchObject({ holes: [], dropped: 0 });
});

test('DOOR4 a socket takes over while the stream still runs: what both bring is applied once', async () => {
  const stream = await StreamReader.open(stoa.base, ines.cookie, { topics: [staff, cohort] });
  const ledger = new Ledger(stream.cursor);
  const inOrder: Reader['envelopes'] = [];
  const hear = (reader: Reader, from = 0): Promise<void> =>
    reader.until(({ envelopes }) => {
      inOrder.push(...envelopes.slice(from));
      from = envelopes.length;
      return reader.isOver;
    }, 'the end');
  const streamed = hear(stream);
  await stream.untilEnvelopes(15);

  const socket = await SocketReader.open(stoa.base, ines.cookie);
  const socketed = hear(socket);
  await socket.subscribe([staff, cohort], stream.cursor);
  await socket.untilEnvelopes(15);
  const overlap = stream.envelopes.length;
  stream.close();
  await streamed;
  await socket.untilEnvelopes(socket.envelopes.length + 15);
  socket.close();
  await socketed;

  ledger.take(inOrder);
  expect(overlap).toBeGreaterThan(15);
  expect(ledger.dropped).toBeGreaterThan(0);
  expect(ledger.holes).toEqual([]);
  const numbers = ledger.applied.map(({ seq }) => seq!);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(ledger.at(staff)).toBeGreaterThanOrEqual(Math.max(...stream.envelopes.map(({ seq }) => seq!)));
});

test('DOOR9 a stream over several topics gets its cursor within a second or so after it moved', async () => {
  const stream = await StreamReader.open(stoa.base, ines.cookie, { topics: [staff, cohort] });
  const first = stream.cursor;
  await stream.untilEnvelopes(1);
  expect(stream.heard.filter(({ event }) => event === 'message').every(({ id }) => !id)).toBe(true);
  await stream.until(({ cursor }) => cursor !== first, 'a cursor', 3_000);
  expect(decodeCursor(stream.cursor)!.get(staff)!.seq).toBeGreaterThan(decodeCursor(first)!.get(staff)!.seq);
  stream.close();
});
