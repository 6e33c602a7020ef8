import { QueryClient, QueryObserver } from '@tanstack/react-query';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manualClock } from '#kernel/clock.ts';
import { contract, event, view, type Snapshot } from '#kernel/contract.ts';
import { topicKind } from '#kernel/topics.ts';
import type { Api } from '../api/client.ts';
import { unreachable } from '../api/problem.ts';
import type { LineNews } from '../realtime/line.ts';
import { settled } from '../realtime/pretended.suite.ts';
import { createLive, type LiveParts } from './live.ts';
import { liveRoom } from './liveRoom.ts';

const one = '01920000-0000-7000-8000-000000000001';
const two = '01920000-0000-7000-8000-000000000002';
const bowl = topicKind('bowl/:bowlId', { who: ['person'] });
const other = topicKind('other/:otherId', { who: ['person'] });

const bowls = contract('bowls', {
  topics: { bowl, other },
  views: {
    'bowls:bowl': view({
      summary: 'What lies in a bowl.',
      http: '/api/bowls/:bowlId',
      input: z.strictObject({ bowlId: z.string() }),
      data: z.object({ fruit: z.array(z.string()) }),
      who: ['person'],
      follows: ['bowls:added', 'bowls:emptied'],
    }),
  },
  events: {
    'bowls:added': event({
      summary: 'Fruit was added.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ fruit: z.string() }),
      on: [bowl],
    }),
    'bowls:emptied': event({
      summary: 'Nobody knows what is left.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({}),
      on: [bowl],
    }),
    'bowls:elsewhere': event({
      summary: 'Something else.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({}),
      on: [other],
    }),
  },
});

type Bowl = { fruit: string[] };

const bowlsLive = liveRoom(
  bowls,
  {
    'bowls:bowl': {
      'bowls:added': (data: Bowl, { fruit }: { fruit: string }) =>
        data.fruit.includes(fruit) ? data : { fruit: [...data.fruit, fruit] },
    },
  },
  { renews: ({ type }) => type === 'bowls:elsewhere' },
);

const clients: QueryClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.clear();
});

function aPage(rooms: Pick<LiveParts, 'rooms' | 'later'> = { rooms: [bowlsLive] }) {
  const clock = manualClock();
  const queries = new QueryClient();
  clients.push(queries);
  const asked: {
    bowlId: string;
    /** How long the request may be silent, in ms; undefined: as long as any. */
    timeoutMs: number | undefined;
    answer: (fruit: string[]) => Promise<void>;
    fail: () => Promise<void>;
  }[] = [];
  const api = {
    view: (
      _contract: unknown,
      _name: unknown,
      { bowlId }: { bowlId: string },
      { signal, timeoutMs }: { signal: AbortSignal; timeoutMs?: number },
    ) =>
      new Promise<Snapshot<Bowl>>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        asked.push({
          bowlId,
          timeoutMs,
          answer: (fruit) => (resolve({ data: { fruit }, cursor: `after ${fruit.join()}` }), settled(40)),
          fail: () => (reject(unreachable()), settled(40)),
        });
      }),
  } as unknown as Api;
  const live = createLive({ api, queries, ...rooms, clock, random: () => 0.5 });
  let hear: (news: LineNews) => void = () => {};
  const started: (string | undefined)[] = [];
  let renewed = 0;
  const line = {
    hear: (listener: (news: LineNews) => void) => {
      hear = listener;
      return () => {};
    },
    start: (cursor?: string) => void started.push(cursor),
    renew: () => {
      renewed += 1;
    },
  };
  let seq = 0;
  return {
    live,
    clock,
    queries,
    asked,
    started,
    renewed: () => renewed,
    attach: () => live.attach(line),
    show: (bowlId: string, { retries = false } = {}) => {
      const view = live.view(bowls, 'bowls:bowl', { bowlId });
      // Waits are TanStack Query's own, by the clock of the machine.
      const observer = new QueryObserver(queries, {
        ...view,
        ...(retries ? { retryDelay: 1 } : { retry: false }),
      });
      observer.subscribe(() => {});
      return observer;
    },
    shown: (bowlId: string) => queries.getQueryData<Bowl>(['bowls:bowl', { bowlId }])?.fruit,
    hear: (news: LineNews) => hear(news),
    ready: (continued: boolean) => hear({ kind: 'topics', topics: [], continued }),
    add: (fruit: string, bowlId = one) =>
      hear({
        kind: 'event',
        envelope: {
          topic: bowl.of({ bowlId }),
          seq: ++seq,
          type: 'bowls:added',
          at: '2026-01-05T09:00:00.000Z',
          data: { fruit },
        },
      }),
    happen: (type: string, topic: string) =>
      hear({
        kind: 'event',
        envelope: { topic, seq: ++seq, type, at: '2026-01-05T09:00:00.000Z', data: {} },
      }),
    settle: async () => {
      clock.advance(1_000);
      await settled(40);
    },
  };
}

/** A page that shows bowl one and listens from its snapshot on. */
async function aLivePage() {
  const page = aPage();
  page.show(one);
  await page.asked[0]!.answer(['apple']);
  page.attach();
  page.ready(true);
  await page.settle();
  return page;
}

describe('keeping a view true', () => {
  test('E: an event goes through the room’s reducer into the view, without a request', async () => {
    const page = await aLivePage();
    page.add('pear');
    page.add('pear');
    expect(page.shown(one)).toEqual(['apple', 'pear']);
    expect(page.asked).toHaveLength(1);
    expect(page.live.latency.samples).toHaveLength(2);
  });

  test('an event of another bowl concerns only that one', async () => {
    const page = await aLivePage();
    page.show(two);
    await page.asked[1]!.answer([]);
    page.add('pear', two);
    expect([page.shown(one), page.shown(two)]).toEqual([['apple'], ['pear']]);
    page.happen('bowls:emptied', bowl.of({ bowlId: two }));
    await page.settle();
    expect(page.asked.slice(2).map(({ bowlId }) => bowlId)).toEqual([two]);
  });

  test('an event without a reducer makes the view fetch again, once for a burst, spread over half a second', async () => {
    const page = await aLivePage();
    for (let count = 0; count < 5; count++) page.happen('bowls:emptied', bowl.of({ bowlId: one }));
    page.clock.advance(249);
    expect(page.asked).toHaveLength(1);
    page.clock.advance(1);
    await settled(40);
    expect(page.asked).toHaveLength(2);
    await page.asked[1]!.answer([]);
    expect(page.shown(one)).toEqual([]);
  });

  test('a view that nobody looks at is not fetched, but it is not shown stale either', async () => {
    const page = aPage();
    const observer = page.show(one);
    await page.asked[0]!.answer(['apple']);
    page.attach();
    page.ready(true);
    observer.destroy();
    page.happen('bowls:emptied', bowl.of({ bowlId: one }));
    await page.settle();
    expect(page.asked).toHaveLength(1);
    // An event that could be applied must not make it look fresh.
    page.add('pear');
    page.show(one);
    await settled(40);
    expect(page.asked).toHaveLength(2);
  });

  test('a room whose code comes later is there once something of its own is asked for', async () => {
    let brought = 0;
    let isOffline = true;
    const later = async () => {
      brought += 1;
      if (isOffline) throw new TypeError('Failed to fetch');
      return [bowlsLive];
    };
    const page = aPage({ rooms: [], later });
    page.attach();
    page.ready(true);
    const observer = page.show(one);
    await settled(40);
    expect(observer.getCurrentResult().error).toMatchObject({ code: 'unreachable' });
    isOffline = false;
    void observer.refetch();
    page.show(two);
    await settled(40);
    await page.asked[0]!.answer(['apple']);
    page.add('pear');
    expect(page.shown(one)).toEqual(['apple', 'pear']);
    // Two asked at once; afterwards nobody needs to, except for what no room has.
    expect(brought).toBe(3);
    await expect(page.live.commandSpec('bowls:fill')).rejects.toThrow('no contract declares');
  });

  test('an event after which other topics are the person’s is passed to the line', async () => {
    const page = await aLivePage();
    page.happen('bowls:elsewhere', other.of({ otherId: one }));
    expect(page.renewed()).toBe(1);
  });
});

describe('no gap between fetching and listening', () => {
  test('what was heard while the snapshot was on its way is applied to it', async () => {
    const page = await aLivePage();
    page.show(two);
    page.add('pear', two);
    page.add('plum', two);
    // The snapshot was taken between the two.
    await page.asked[1]!.answer(['pear']);
    expect(page.shown(two)).toEqual(['pear', 'plum']);
    await page.settle();
    expect(page.asked).toHaveLength(2);
  });

  test('something heard meanwhile that cannot be applied makes it fetch again', async () => {
    const page = await aLivePage();
    page.show(two);
    page.happen('bowls:emptied', bowl.of({ bowlId: two }));
    await page.asked[1]!.answer(['pear']);
    await page.settle();
    expect(page.asked).toHaveLength(3);
  });

  test('listening starts where the newest snapshot was taken; it is not fetched again', async () => {
    const page = await aLivePage();
    expect(page.started).toEqual(['after apple']);
    expect(page.asked).toHaveLength(1);
  });

  test('what is asked for after that snapshot came, but before listening, is not fetched again either', async () => {
    const page = aPage();
    page.show(one);
    await page.asked[0]!.answer(['apple']);
    page.show(two);
    page.attach();
    page.ready(true);
    await page.asked[1]!.answer(['fig']);
    await page.settle();
    expect(page.started).toEqual(['after apple']);
    expect(page.asked).toHaveLength(2);
  });

  test('a snapshot asked for before that one came is fetched again once listening', async () => {
    const page = aPage();
    page.show(two);
    page.show(one);
    await page.asked[1]!.answer(['apple']);
    page.attach();
    await page.asked[0]!.answer(['fig']);
    await page.settle();
    expect(page.asked).toHaveLength(2);
    page.ready(true);
    await page.settle();
    expect(page.asked.slice(2).map(({ bowlId }) => bowlId)).toEqual([two]);
  });

  test('a tab that joins others that listen already fetches again what it asked for before', async () => {
    const page = aPage();
    page.show(one);
    await page.asked[0]!.answer(['apple']);
    page.attach();
    page.ready(false);
    await page.settle();
    expect(page.asked).toHaveLength(2);
    await page.asked[1]!.answer(['apple', 'pear']);
    await page.settle();
    expect(page.asked).toHaveLength(2);
  });

  test('with nothing fetched yet, the first snapshot opens the line; without any, it opens after a second', async () => {
    const page = aPage();
    page.attach();
    page.show(one);
    expect(page.started).toEqual([]);
    await page.asked[0]!.answer(['apple']);
    expect(page.started).toEqual(['after apple']);
    page.ready(true);
    await page.settle();
    expect(page.asked).toHaveLength(1);

    const empty = aPage();
    empty.attach();
    empty.clock.advance(1_000);
    expect(empty.started).toEqual([undefined]);
  });
});

describe('CUT4 coming back', () => {
  const live = { kind: 'state', state: { state: 'live', road: 'stream', transport: 'stream' } } as const;
  const away = { kind: 'state', state: { state: 'waiting', untilMs: 0, failures: 0 } } as const;

  test('what was on its way is asked for anew, with little patience at first', async () => {
    const page = aPage();
    page.attach();
    page.hear(live);
    page.show(one, { retries: true });
    expect(page.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([undefined]);
    page.hear(away);
    page.hear(live);
    for (const count of [2, 3, 4]) {
      await expect.poll(() => page.asked).toHaveLength(count);
      if (count < 4) await page.asked.at(-1)!.fail();
    }
    // Called off once, given up twice; from then on each may take its time.
    expect(page.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([undefined, 3_000, 3_000, undefined]);
    expect(page.live.isCatchingUp).toBe(true);
    await page.asked.at(-1)!.answer(['apple']);
    expect(page.shown(one)).toEqual(['apple']);
    expect(page.live.isCatchingUp).toBe(false);
  });

  test('a page that connects for the first time calls nothing off', async () => {
    const page = aPage();
    page.attach();
    page.show(one, { retries: true });
    page.hear(live);
    await page.asked[0]!.answer(['apple']);
    expect(page.asked).toHaveLength(1);
    expect(page.shown(one)).toEqual(['apple']);
  });

  test('what is shown is asked for until it is there; what was never there says that it failed', async () => {
    const page = await aLivePage();
    page.show(one, { retries: true });
    page.happen('bowls:emptied', bowl.of({ bowlId: one }));
    await page.settle();
    for (let failures = 1; failures <= 7; failures++) {
      await page.asked[failures]!.fail();
      await expect.poll(() => page.asked).toHaveLength(failures + 2);
    }
    expect(page.shown(one)).toEqual(['apple']);
    await page.asked.at(-1)!.answer([]);
    expect(page.shown(one)).toEqual([]);

    const other = page.show(two, { retries: true });
    for (let failures = 0; failures < 5; failures++) {
      await expect.poll(() => page.asked.at(-1)!.bowlId).toBe(two);
      const count = page.asked.length;
      await page.asked.at(-1)!.fail();
      if (failures < 4) await expect.poll(() => page.asked).toHaveLength(count + 1);
    }
    await expect.poll(() => other.getCurrentResult().status).toBe('error');
  });
});

describe('starting over', () => {
  const gone = {
    kind: 'resync',
    topics: [{ topic: bowl.of({ bowlId: one }), reason: 'truncated' }],
  } as const;

  test('F: a topic that starts over fetches the views that follow it, and no others', async () => {
    const page = await aLivePage();
    page.show(two);
    await page.asked[1]!.answer([]);
    page.hear(gone);
    await page.settle();
    expect(page.asked.slice(2).map(({ bowlId }) => bowlId)).toEqual([one]);
  });

  test('a snapshot that was on its way when its topic started over is fetched again', async () => {
    const page = await aLivePage();
    page.show(two);
    page.hear({ kind: 'resync', topics: [{ topic: bowl.of({ bowlId: two }), reason: 'gap' }] });
    await page.asked[1]!.answer(['old']);
    await page.settle();
    expect(page.asked).toHaveLength(3);
    await page.asked[2]!.answer(['new']);
    await page.settle();
    expect(page.asked).toHaveLength(3);
    expect(page.shown(two)).toEqual(['new']);
  });

  test('what could not be fetched while the server was away is asked for again when it is back', async () => {
    const page = await aLivePage();
    page.hear(gone);
    await page.settle();
    await page.asked[1]!.fail();
    page.hear({ kind: 'state', state: { state: 'waiting', untilMs: 0, failures: 0 } });
    page.hear({ kind: 'state', state: { state: 'live', road: 'stream', transport: 'stream' } });
    await page.settle();
    expect(page.asked).toHaveLength(3);
  });

  test('forgetting leaves nothing of one person for the next', async () => {
    const page = await aLivePage();
    const observer = page.show(one);
    page.live.forget();
    await settled(40);
    expect(page.shown(one)).toBeUndefined();
    expect(observer.getCurrentResult()).toMatchObject({ data: undefined, status: 'pending' });
    await page.settle();
    expect(page.asked).toHaveLength(1);
  });
});

// States by key, as progress is: applying an older one after a newer one would show. Events arrive late and
// in order, snapshots are read at one moment and arrive at another, topics start over.
test('E: in any order of events, snapshots and restarts, what is shown ends as what is stored', async () => {
  const shelf = contract('shelves', {
    topics: { bowl },
    views: {
      'shelves:shelf': view({
        summary: 'What stands where.',
        http: '/api/shelves/:bowlId',
        input: z.strictObject({ bowlId: z.string() }),
        data: z.object({ at: z.record(z.string(), z.number()) }),
        who: ['person'],
        follows: ['shelves:moved'],
      }),
    },
    events: {
      'shelves:moved': event({
        summary: 'One thing now stands here.',
        kind: 'state',
        delivery: 'ambient',
        data: z.object({ thing: z.string(), place: z.number() }),
        key: ({ thing }) => thing,
        on: [bowl],
      }),
    },
  });
  type Shelf = { at: Record<string, number> };
  const room = liveRoom(shelf, {
    'shelves:shelf': {
      'shelves:moved': (data: Shelf, { thing, place }: { thing: string; place: number }) =>
        data.at[thing] === place ? data : { at: { ...data.at, [thing]: place } },
    },
  });
  const action = fc.oneof(
    fc.record({ do: fc.constant('move' as const), thing: fc.constantFrom('cup', 'book'), place: fc.nat(3) }),
    fc.record({ do: fc.constant('deliver' as const) }),
    fc.record({ do: fc.constant('read' as const) }),
    fc.record({ do: fc.constant('answer' as const) }),
    fc.record({ do: fc.constant('refetch' as const) }),
    fc.record({ do: fc.constant('restart' as const) }),
    fc.record({ do: fc.constant('wait' as const) }),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), fc.boolean(), async (actions, joinsOthers) => {
      const clock = manualClock();
      const queries = new QueryClient();
      const stored: Record<string, number> = {};
      const waiting: { thing: string; place: number }[] = [];
      const asked: { read?: Snapshot<Shelf>; answer: (snapshot: Snapshot<Shelf>) => void }[] = [];
      const api = {
        view: () => new Promise<Snapshot<Shelf>>((answer) => asked.push({ answer })),
      } as unknown as Api;
      const live = createLive({ api, queries, rooms: [room], clock, random: () => 0.5 });
      let hear: (news: LineNews) => void = () => {};
      let isListening = false;
      const read = (): Snapshot<Shelf> => ({ data: { at: { ...stored } }, cursor: '' });
      const answerNext = async (): Promise<void> => {
        const request = asked.shift();
        request?.answer(request.read ?? read());
        await settled(40);
      };
      const deliverNext = (): void => {
        const data = waiting.shift();
        if (!data) return;
        const envelope = {
          topic: bowl.of({ bowlId: one }),
          type: 'shelves:moved',
          at: '2026-01-05T09:00:00.000Z',
          data,
        };
        hear({ kind: 'event', envelope });
      };
      new QueryObserver(queries, live.view(shelf, 'shelves:shelf', { bowlId: one })).subscribe(() => {});
      live.attach({
        hear: (listener) => {
          hear = listener;
          return () => {};
        },
        start: () => {
          isListening = true;
        },
        renew: () => {},
      });
      await answerNext();
      hear({ kind: 'topics', topics: [], continued: !joinsOthers });

      for (const step of actions) {
        switch (step.do) {
          case 'move':
            stored[step.thing] = step.place;
            if (isListening) waiting.push({ thing: step.thing, place: step.place });
            break;
          case 'deliver':
            deliverNext();
            break;
          case 'read':
            for (const request of asked) request.read ??= read();
            break;
          case 'answer':
            await answerNext();
            break;
          case 'refetch':
            void queries.invalidateQueries({ queryKey: ['shelves:shelf'] });
            await settled(40);
            break;
          case 'restart':
            // What was under way on the topic is lost with it.
            waiting.length = 0;
            hear({ kind: 'resync', topics: [{ topic: bowl.of({ bowlId: one }), reason: 'epoch' }] });
            break;
          case 'wait':
            clock.advance(1_000);
            await settled(40);
            break;
        }
      }
      for (let round = 0; round < 8; round++) {
        deliverNext();
        clock.advance(1_000);
        await settled(40);
        await answerNext();
        while (waiting.length > 0) deliverNext();
      }
      expect(queries.getQueryData<Shelf>(['shelves:shelf', { bowlId: one }])?.at).toEqual(stored);
      queries.clear();
    }),
    { numRuns: 300 },
  );
});
