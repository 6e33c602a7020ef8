import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { Flow } from './support/flow.ts';
import type { TestHouse, TestPerson } from './support/house.ts';
import { Ledger } from './support/ledger.ts';
import { onPostgresHouse, type OpenHouse } from './support/onPostgresHouse.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

const sweepMs = 2_500;
const budgetMs = 2_000;
const sessionBudgetMs = 5_000;

/** Two nodes on one database that tell each other nothing: all that one knows of the other, it reads. */
function testNodes(open: OpenHouse): void {
  let here: TestHouse;
  let there: TestHouse;
  let paula: TestPerson;
  let flow: Flow;
  let staff: string;

  beforeAll(async () => {
    here = await open();
    there = await open({}, { beside: here });
    paula = await here.person('paula', { academy: here.north, role: 'organisationAdmin' });
    staff = `cohort/${here.north.cohortId}/staff`;
    flow = await Flow.start(
      here,
      Array.from({ length: 30 }, (_, place) => `student${place}`),
    );
  });
  afterAll(async () => {
    await flow.stop();
    await there.close();
    await here.close();
  });

  const headOf = async (topic: string): Promise<number> => (await here.ground.log.heads([topic]))[0]!.seq;
  const newestMs = ({ envelopes }: Reader): number => Math.max(...envelopes.map(({ at }) => Date.parse(at)));

  test('DEL2 readers of the other node hear everything, a sweep later at most', async () => {
    const ines = await here.instructor('ines');
    const stream = await StreamReader.open(there.base, ines.cookie, { topics: [staff] });
    const socket = await SocketReader.open(there.base, ines.cookie);
    const { cursor } = await socket.subscribe([staff]);
    const poll = new PollReader(there.base, ines.cookie, [staff]);
    await poll.poll();
    const starts = [(stream.control('ready')[0] as { cursor: string }).cursor, cursor, poll.cursor];

    for (const reader of [stream, socket]) await reader.untilEnvelopes(30);
    const head = await headOf(staff);
    for (const reader of [stream, socket]) {
      await reader.until(({ envelopes }) => envelopes.at(-1)!.seq! >= head, `number ${head}`);
    }
    while ((poll.envelopes.at(-1)?.seq ?? 0) < head) {
      await poll.poll();
      await flow.more(1);
    }
    for (const [place, reader] of [stream, socket, poll].entries()) {
      const ledger = new Ledger(starts[place]!);
      ledger.take(reader.envelopes);
      expect(ledger).toMatchObject({ holes: [], dropped: 0 });
      reader.close();
    }
    expect(Math.max(...stream.agesMs, ...socket.agesMs)).toBeLessThan(sweepMs);
  });

  test('DEL4 a snapshot of one node is a start on the other, though that one has not heard of it yet', async () => {
    const ines = await here.instructor('ines');
    const stream = await StreamReader.open(there.base, ines.cookie, { topics: [staff] });
    for (let round = 0; round < 5; round++) {
      await flow.more(3);
      const { cursor } = await here.view(`/api/cohorts/${here.north.cohortId}/progress`, ines);
      const socket = await SocketReader.open(there.base, ines.cookie);
      expect((await socket.subscribe([staff], cursor)).resync).toEqual([]);
      const ledger = new Ledger(cursor);
      await socket.untilEnvelopes(1);
      ledger.take(socket.envelopes);
      expect(ledger).toMatchObject({ holes: [], dropped: 0 });
      socket.close();
    }
    stream.close();
  });

  describe('DEL6 what one node takes away, the other takes away', () => {
    test('a membership: nothing committed 2 s later arrives, and nothing at all after the word', async () => {
      const ida = await here.instructor('ida');
      const stream = await StreamReader.open(there.base, ida.cookie, { topics: [staff] });
      const socket = await SocketReader.open(there.base, ida.cookie);
      await socket.subscribe([staff]);
      await Promise.all([stream.untilEnvelopes(1), socket.untilEnvelopes(1)]);
      await here.remove(ida, paula);
      const removedMs = Date.now();

      // Writes and resumes read the database: they are refused before any word of it came here.
      const resume = await StreamReader.open(there.base, ida.cookie, {
        topics: [staff],
        cursor: stream.cursor,
      });
      expect(resume.status).toBe(404);
      const fresh = await SocketReader.open(there.base, ida.cookie);
      expect(await fresh.ask('subscribe', { topics: [staff] })).toMatchObject({ error: { status: 404 } });
      expect(
        await fresh.ask('cohorts:enrol', {
          commandId: newId(),
          cohortId: here.north.cohortId,
          userId: ida.userId,
        }),
      ).toMatchObject({ error: { status: 404 } });
      fresh.close();

      for (const reader of [stream, socket]) {
        await reader.until(({ heard }) => heard.some(({ event }) => event === 'bye'), 'bye');
        const heard = reader.envelopes.length;
        await flow.more(20);
        expect(reader.envelopes).toHaveLength(heard);
        expect(newestMs(reader) - removedMs).toBeLessThan(budgetMs);
        expect(reader.control('bye')).toEqual([{ reason: 'revoked', topics: [staff] }]);
        reader.close();
      }
    });

    test('a poll brings nothing that was committed 2 s later', async () => {
      const ivan = await here.instructor('ivan');
      const poll = new PollReader(there.base, ivan.cookie, [staff]);
      await poll.poll();
      await here.remove(ivan, paula);
      const removedMs = Date.now();
      while ((await poll.poll()) !== 404) await flow.more(1);
      expect(Date.now() - removedMs).toBeLessThan(sweepMs);
      if (poll.envelopes.length > 0) expect(newestMs(poll) - removedMs).toBeLessThan(budgetMs);
    });

    test('a session: its streams and sockets close within 5 s', async () => {
      const omar = await here.instructor('omar');
      const stream = await StreamReader.open(there.base, omar.cookie, { topics: [staff] });
      const socket = await SocketReader.open(there.base, omar.cookie);
      expect((await here.ask('POST', '/api/auth/logout', { as: omar, body: {} })).status).toBe(200);
      const { status } = await there.ask('PATCH', '/api/me', { as: omar, body: { look: 'dark' } });
      expect(status).toBe(401);
      for (const reader of [stream, socket]) {
        await reader.until(({ isOver }) => isOver, 'the end', sessionBudgetMs);
        expect(reader.control('bye')).toEqual([{ reason: 'signed_out' }]);
      }
    });
  });

  test('LOG4 the same command sent to both nodes at once has one effect', async () => {
    const kira = await here.student('kira');
    const commandId = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        (place % 2 === 0 ? here : there).complete(kira, here.north.lessonIds[0]!, here.north, commandId),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const told = await here.ground.log.after(`user/${kira.userId}`, 0, 100);
    expect(told.filter(({ type }) => type === 'progress:updated')).toHaveLength(1);
  });

  test('DOOR4 from node to node and door to door with the cursor: nothing lost, nothing doubled', async () => {
    const ines = await here.instructor('ines');
    const first = await StreamReader.open(here.base, ines.cookie, { topics: [staff] });
    const ledger = new Ledger((first.control('ready')[0] as { cursor: string }).cursor);
    await first.untilEnvelopes(10);
    first.close();
    const second = await SocketReader.open(there.base, ines.cookie);
    expect((await second.subscribe([staff], first.cursor)).resync).toEqual([]);
    await second.untilEnvelopes(20);
    const { cursor } = (await second.ask('unsubscribe', { topics: [] })).data as { cursor: string };
    second.close();
    const third = new PollReader(here.base, ines.cookie, [staff], cursor);
    await flow.more(5);
    expect(await third.poll()).toBe(200);
    for (const reader of [first, second, third]) ledger.take(reader.envelopes);
    expect(third.resyncs).toEqual([]);
    expect(ledger).toMatchObject({ holes: [], dropped: 0 });
  });
}

await onPostgresHouse(testNodes);
