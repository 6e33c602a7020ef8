import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manualClock } from '#kernel/clock.ts';
import { contract, event } from '#kernel/contract.ts';
import { deliveryClasses } from '#kernel/delivery.ts';
import { newId } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { catalogueOf } from '../catalogue.ts';
import type { Person } from '../feature.ts';
import type { Fanout } from '../fanout/fanout.ts';
import type { LoggedEvent } from '../log/events.ts';
import type { Log } from '../log/log.ts';
import { Batch } from './batch.ts';
import { Connection, type Resynced, type Sink } from './connection.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { envelopeText } from './frames.ts';
import { Hub } from './hub.ts';

const board = topicKind('board/:boardId', { who: ['person'] });
const catalogue = catalogueOf([
  contract('board', {
    topics: { board },
    events: {
      'board:said': event({
        summary: '',
        kind: 'fact',
        delivery: 'conversation',
        data: z.object({}),
        on: [board],
      }),
      'board:stands': event({
        summary: '',
        kind: 'state',
        delivery: 'ambient',
        data: z.object({ key: z.string() }),
        key: ({ key }) => key,
        on: [board],
      }),
    },
  }),
]);

const person: Person = { kind: 'person', userId: newId(), sessionId: newId(), platformAdmin: false };

/** A log in memory, whose word to the fan-out can be lost, doubled or late. */
function aLog() {
  const topics = new Map<string, { epoch: string; floor: number; events: LoggedEvent[]; first: number }>();
  let hear: (events: readonly LoggedEvent[]) => void = () => {};
  const of = (topic: string) => {
    let entry = topics.get(topic);
    if (!entry) topics.set(topic, (entry = { epoch: 'one', floor: 0, events: [], first: 1 }));
    return entry;
  };
  const seqOf = (entry: ReturnType<typeof of>): number => entry.first + entry.events.length - 1;
  const log: Log = {
    write: () => Promise.reject(new Error('not here')),
    async after(topic, seq, limit) {
      return of(topic)
        .events.filter((logged) => logged.seq > seq)
        .slice(0, limit);
    },
    async heads(names) {
      return names.map((topic) => {
        const entry = of(topic);
        return { topic, epoch: entry.epoch, seq: seqOf(entry), floor: entry.floor };
      });
    },
    async prune() {},
  };
  const fanout: Fanout = {
    announce: (events) => hear(events),
    listen(listener) {
      hear = listener;
      return () => {};
    },
    async close() {},
  };
  return {
    log,
    fanout,
    commit(topic: string, key?: string): LoggedEvent {
      const entry = of(topic);
      const logged: LoggedEvent = {
        topic,
        epoch: entry.epoch,
        seq: seqOf(entry) + 1,
        type: key === undefined ? 'board:said' : 'board:stands',
        at: '2026-01-05T09:00:00.000Z',
        data: JSON.stringify({ key }),
      };
      entry.events.push(logged);
      return logged;
    },
    announce: (...events: LoggedEvent[]) => hear(events),
    forget(topic: string, upTo: number): void {
      const entry = of(topic);
      entry.floor = upTo;
      entry.events = entry.events.filter(({ seq }) => seq > upTo);
      entry.first = upTo + 1;
    },
    restore(topic: string, upTo: number): void {
      const entry = of(topic);
      entry.epoch = 'two';
      entry.events = entry.events
        .filter(({ seq }) => seq <= upTo)
        .map((logged) => ({ ...logged, epoch: 'two' }));
    },
    seq: (topic: string) => seqOf(of(topic)),
  };
}

/** Remembers what a door would have written, as the reader at its other end applies it. */
class Page implements Sink {
  readonly seen: { topic: string; from: number; seq: number; type: string; data: { key?: string } }[] = [];
  readonly resynced: Resynced[] = [];
  ended: string | undefined;

  send(batch: Batch): void {
    for (const frame of batch.frames) {
      const envelope = JSON.parse(envelopeText(frame)) as (typeof this.seen)[number];
      this.seen.push({ ...envelope, from: envelope.from ?? envelope.seq });
    }
  }
  resync(topics: readonly Resynced[]): void {
    this.resynced.push(...topics);
  }
  lost(): void {}
  bye(reason: string): void {
    this.ended = reason;
  }
  async writable(): Promise<void> {}
}

function aHub() {
  const clock = manualClock();
  const memory = aLog();
  const delivered: number[][] = [];
  const hub = new Hub({
    log: memory.log,
    fanout: memory.fanout,
    clock,
    catalogue,
    accepted: () => {},
    delivered: (events) => delivered.push(events.map(({ seq }) => seq)),
    settled: async () => {},
    failed: (cause) => {
      throw cause;
    },
  });
  const join = async (topics: string[], cursor?: string) => {
    const page = new Page();
    const connection = new Connection({ id: newId(), person, hub, log: memory.log, sink: page });
    const resynced = await connection.subscribe(
      topics,
      cursor === undefined ? undefined : (decodeCursor(cursor) ?? 'malformed'),
    );
    return { page, connection, resynced };
  };
  return { clock, hub, join, delivered, ...memory };
}

/** Lets everything that is under way come to rest. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the hub', () => {
  test('DEL3 the first state leaves at once, later ones together, a fact waits for nobody', async () => {
    const { clock, join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page } = await join([topic]);
    announce(commit(topic, 'a'));
    expect(page.seen.map(({ seq }) => seq)).toEqual([1]);
    announce(commit(topic, 'a'), commit(topic, 'b'), commit(topic, 'a'));
    expect(page.seen).toHaveLength(1);
    clock.advance(50);
    expect(page.seen.slice(1).map(({ from, seq }) => [from, seq])).toEqual([
      [2, 3],
      [4, 4],
    ]);
    announce(commit(topic, 'a'));
    announce(commit(topic));
    expect(page.seen.slice(3).map(({ seq, type }) => [seq, type])).toEqual([
      [5, 'board:stands'],
      [6, 'board:said'],
    ]);
  });

  test('DEL3 a clock that is put back keeps no state beyond its budget', async () => {
    const { clock, join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page } = await join([topic]);
    announce(commit(topic, 'a'));
    clock.putBack(3_600_000);
    announce(commit(topic, 'a'));
    clock.advance(deliveryClasses.ambient.gatherMs);
    expect(page.seen.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('LOG10 a signal goes to whoever is there at once, and moves no cursor', async () => {
    const { join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page, connection } = await join([topic]);
    announce(commit(topic, 'a'), commit(topic, 'a'));
    const before = connection.cursor();
    const signal = {
      topic,
      epoch: '',
      seq: 0,
      type: 'board:said',
      at: '2026-01-05T09:00:00.000Z',
      data: '{}',
    };
    announce(signal);
    expect(page.seen.map(({ seq, from }) => [seq, from])).toEqual([
      [1, 1],
      [undefined, undefined],
    ]);
    expect(connection.cursor()).toBe(before);
    const alone = new Batch([{ event: signal, from: 0 }]).serverSentEvents(true);
    expect(alone).toMatch(/^data: \{[^\n]+\}\n\n$/);
    const { page: later } = await join([topic]);
    expect(later.seen).toEqual([]);
  });

  test('OPS6 events are delivered once their readers have them, and to nobody never', async () => {
    const { clock, hub, join, commit, announce, delivered } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page, connection } = await join([topic]);
    announce(commit(topic, 'a'));
    announce(commit(topic, 'a'), commit(topic, 'a'));
    expect(delivered).toEqual([[1]]);
    clock.advance(50);
    expect(page.seen.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(delivered).toEqual([[1], [2, 3]]);

    const channel = await hub.follow(topic);
    connection.gone();
    announce(commit(topic));
    expect(channel.accepted).toBe(4);
    expect(delivered).toHaveLength(2);
  });

  test('DEL2 a lost last word is found by the sweep', async () => {
    const { hub, join, commit } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page } = await join([topic]);
    commit(topic);
    commit(topic);
    await hub.sweep();
    expect(page.seen.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('DEL2 word that comes while a topic is being opened waits for no sweep', async () => {
    const { join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const joining = join([topic], encodeCursor(new Map([[topic, { epoch: 'one', seq: 0 }]])));
    announce(commit(topic));
    announce(commit(topic));
    const { page } = await joining;
    await settled();
    expect(page.seen.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('DEL4 a cursor older than memory is served from the log, page by page, then live', async () => {
    const { hub, join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { connection } = await join([topic]);
    const cursor = connection.cursor();
    for (let count = 0; count < 2_600; count++) announce(commit(topic));
    const { page } = await join([topic], cursor);
    while (page.seen.length < 2_600) await settled();
    announce(commit(topic));
    expect(page.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 2_601 }, (_, place) => place + 1));
    await hub.close();
  });

  test('DEL1 what the log holds already and nobody has announced yet is heard once', async () => {
    const { join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    for (let count = 0; count < 3; count++) commit(topic);
    await join([topic]);
    const unannounced = commit(topic);
    const { page } = await join([topic], encodeCursor(new Map([[topic, { epoch: 'one', seq: 1 }]])));
    await settled();
    announce(unannounced);
    expect(page.seen.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  test('DEL4 a long replay goes out piece by piece, each once the peer has taken the one before', async () => {
    const { hub, log, join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { connection } = await join([topic]);
    const cursor = connection.cursor();
    for (let count = 0; count < 9; count++)
      announce(commit(topic, String(count).repeat(100_000)), commit(topic));
    const page = new Page();
    const free: (() => void)[] = [];
    page.writable = () => new Promise((resolve) => free.push(resolve));
    await new Connection({ id: newId(), person, hub, log, sink: page }).subscribe(
      [topic],
      decodeCursor(cursor),
    );
    expect(page.seen.length).toBeLessThan(18);
    announce(commit(topic));
    while (free.length > 0) {
      free.shift()!();
      await settled();
    }
    expect(page.seen.map(({ seq }) => seq).at(-1)).toBe(19);
    let last = 0;
    for (const { from, seq } of page.seen) {
      expect(from).toBe(last + 1);
      last = seq;
    }
  });

  test('DEL1 a topic joined twice, or left and joined again, while its past is still coming is heard once', async () => {
    const { join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { connection } = await join([topic]);
    const cursor = connection.cursor();
    for (let count = 0; count < 2_600; count++) announce(commit(topic));
    const past = Array.from({ length: 2_600 }, (_, place) => place + 1);

    const twice = await join([]);
    const both = [
      twice.connection.subscribe([topic], decodeCursor(cursor)),
      twice.connection.subscribe([topic], decodeCursor(cursor)),
    ];
    await Promise.all(both);
    while (twice.page.seen.at(-1)?.seq !== 2_600) await settled();
    expect(twice.page.seen.map(({ seq }) => seq)).toEqual(past);

    const again = await join([topic], cursor);
    again.connection.unsubscribe([topic]);
    const heardBefore = again.page.seen.length;
    await again.connection.subscribe([topic], decodeCursor(cursor));
    while (again.page.seen.at(-1)?.seq !== 2_600) await settled();
    expect(again.page.seen.slice(heardBefore).map(({ seq }) => seq)).toEqual(past);
  });

  test('DEL1 a state whose key cannot be read any more replaces nothing and stops nobody', async () => {
    const { clock, join, commit, announce } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page } = await join([topic]);
    const strange = (): LoggedEvent => Object.assign(commit(topic, 'a'), { data: 'null' });
    announce(strange());
    announce(strange(), strange());
    clock.advance(50);
    expect(page.seen.map(({ from, seq }) => [from, seq])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test('a reader that fails is a defect of its door: what was committed stays committed', async () => {
    const failures: unknown[] = [];
    const { log, fanout, commit, announce } = aLog();
    const hub = new Hub({
      log,
      fanout,
      clock: manualClock(),
      catalogue,
      accepted: () => {},
      delivered: () => {},
      settled: async () => {},
      failed: (cause) => failures.push(cause),
    });
    const topic = board.of({ boardId: newId() });
    const channel = await hub.follow(topic);
    const broken = new Error('no such pen');
    channel.readers.add({
      deliver() {
        throw broken;
      },
      restarted() {},
    });
    expect(() => announce(commit(topic))).not.toThrow();
    expect(failures).toEqual([broken]);
  });

  test('LOG7 a node that slept until what it lacks was forgotten starts its readers over', async () => {
    const { hub, join, commit, forget } = aHub();
    const topic = board.of({ boardId: newId() });
    const { page } = await join([topic]);
    commit(topic);
    commit(topic);
    forget(topic, 2);
    await hub.sweep();
    await settled();
    expect(page.resynced.map(({ topic: name }) => name)).toEqual([topic]);
    expect(
      (await join([topic], encodeCursor(new Map([[topic, { epoch: 'one', seq: 2 }]])))).resynced,
    ).toEqual([]);
  });

  test('DEL5 each cursor that cannot be served is answered with its reason', async () => {
    const { hub, join, commit, announce, forget, restore } = aHub();
    const topic = board.of({ boardId: newId() });
    const other = board.of({ boardId: newId() });
    const { connection } = await join([topic]);
    const atStart = connection.cursor();
    for (let count = 0; count < 5; count++) announce(commit(topic));
    const atFive = connection.cursor();

    expect((await join([topic], 'nonsense')).resynced).toEqual([{ topic, reason: 'malformed' }]);
    expect((await join([other], atFive)).resynced).toEqual([{ topic: other, reason: 'start' }]);
    expect((await join([topic], atFive.replace(/\.5$/, '.9'))).resynced).toEqual([
      { topic, reason: 'ahead' },
    ]);
    expect((await join([topic], atFive.replace(':one.', ':zero.'))).resynced).toEqual([
      { topic, reason: 'epoch' },
    ]);
    forget(topic, 3);
    await hub.sweep();
    expect((await join([topic], atStart)).resynced).toEqual([{ topic, reason: 'truncated' }]);
    expect((await join([topic], atFive)).resynced).toEqual([]);

    const live = await join([topic], atFive);
    restore(topic, 4);
    await hub.sweep();
    await settled();
    expect(live.page.resynced).toEqual([{ topic, reason: 'epoch' }]);
    announce(commit(topic));
    expect(live.page.seen.map(({ seq }) => seq)).toEqual([5]);
  });

  test('DEL1 DEL2 DEL4 whatever happens to words and readers, each reader has every number once and in order', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('commit' as const),
        key: fc.constantFrom(undefined, 'a', 'b'),
        fate: fc.constantFrom('told', 'told', 'lost', 'late', 'doubled'),
      }),
      fc.record({ do: fc.constant('sweep' as const) }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 60) }),
      fc.record({ do: fc.constant('tellLate' as const) }),
      fc.record({ do: fc.constant('reconnect' as const), reader: fc.nat({ max: 2 }) }),
      fc.record({ do: fc.constant('yield' as const) }),
    );
    const done = { commits: 0, lost: 0, reconnects: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { clock, hub, join, commit, announce, seq } = aHub();
        const topic = board.of({ boardId: newId() });
        const pages: Page[][] = [];
        const open: Connection[] = [];
        for (let reader = 0; reader < 3; reader++) {
          const { page, connection } = await join([topic]);
          pages.push([page]);
          open.push(connection);
        }
        const late: LoggedEvent[] = [];
        for (const one of steps) {
          if (one.do === 'commit') {
            const logged = commit(topic, one.key);
            done.commits += 1;
            if (one.fate === 'lost') done.lost += 1;
            if (one.fate === 'late') late.unshift(logged);
            if (one.fate === 'told' || one.fate === 'doubled') announce(logged);
            if (one.fate === 'doubled') announce(logged, logged);
          } else if (one.do === 'sweep') await hub.sweep();
          else if (one.do === 'wait') clock.advance(one.ms);
          else if (one.do === 'tellLate') announce(...late.splice(0));
          else if (one.do === 'yield') await settled();
          else {
            done.reconnects += 1;
            const cursor = open[one.reader]!.cursor();
            open[one.reader]!.gone();
            const { page, connection, resynced } = await join([topic], cursor);
            expect(resynced).toEqual([]);
            pages[one.reader]!.push(page);
            open[one.reader] = connection;
          }
        }
        await hub.sweep();
        clock.advance(1_000);
        await settled();
        for (const reader of pages) {
          let last = 0;
          for (const { from, seq: number } of reader.flatMap(({ seen }) => seen)) {
            expect(from).toBe(last + 1);
            last = number;
          }
          expect(last).toBe(seq(topic));
        }
        await hub.close();
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(done.commits, done.lost, done.reconnects)).toBeGreaterThan(100);
  });
});
