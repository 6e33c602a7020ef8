import { describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { Envelope, Ready } from '#kernel/envelope.ts';
import { problemOf, Refusal } from '#kernel/refusal.ts';
import { createApi } from '../api/client.ts';
import { pollingRoad } from './pollingRoad.ts';
import { settled } from './pretended.suite.ts';
import type { Departure, RoadSignal } from './road.ts';
import { socketRoad, type SocketLike } from './socketRoad.ts';
import { streamRoad, type EventSourceLike } from './streamRoad.ts';

const anywhere: Departure = { topics: undefined, cursor: undefined };
const ready: Ready = {
  connectionId: 'c1',
  topics: ['user/amara'],
  cursor: '1~a',
  beatMs: 45_000,
  silenceMs: 18_000,
  wireVersion: 1,
};
const envelope: Envelope = {
  topic: 'user/amara',
  seq: 1,
  type: 'thing:happened',
  at: '2026-01-05T09:00:00.000Z',
  data: { much: true },
};

/** A server that answers requests as told, and remembers them. */
function aServer() {
  const asked: { url: string; init: RequestInit }[] = [];
  const answers: Response[] = [];
  const api = createApi({
    fetch: (url, init = {}) => {
      asked.push({ url, init });
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('failed to fetch'));
    },
    newId: () => 'id',
    onUnauthorised: () => {},
    clock: manualClock(),
  });
  return { api, asked, answers };
}

function refusal(refused: Refusal): Response {
  const problem = problemOf(refused);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

describe('the stream', () => {
  function aStream(from: Departure = anywhere) {
    const { api, asked, answers } = aServer();
    const clock = manualClock();
    const listeners = new Map<string, (message: { data: string; lastEventId: string }) => void>();
    let isClosed = false;
    let address = '';
    const source: EventSourceLike = {
      addEventListener: (type, hear) => void listeners.set(type, hear),
      close: () => {
        isClosed = true;
      },
    };
    const heard: RoadSignal[] = [];
    const road = streamRoad({
      api,
      clock,
      open: (url) => {
        address = url;
        return source;
      },
    }).open(from, (signal) => heard.push(signal));
    return {
      road,
      clock,
      asked,
      answers,
      heard,
      address: () => address,
      isClosed: () => isClosed,
      say: (type: string, data: unknown, lastEventId = '') =>
        listeners.get(type)?.({ data: typeof data === 'string' ? data : JSON.stringify(data), lastEventId }),
    };
  }

  test('asks for its topics from its cursor', () => {
    expect(aStream().address()).toBe('/api/stream');
    expect(aStream({ topics: ['user/a', 'cohort/b'], cursor: '1~user/!x:e.1' }).address()).toBe(
      '/api/stream?topics=user/a,cohort/b&cursor=1~user%2F!x%3Ae.1',
    );
  });

  test('reads every kind of frame', () => {
    const { say, heard } = aStream();
    say('ready', ready);
    say('message', envelope, '1~b');
    say('message', envelope);
    say('cursor', '1~c');
    say('beat', {});
    say('resync', { topics: [{ topic: 'user/amara', reason: 'epoch' }] });
    say('bye', { reason: 'drain', retryMs: 1_000 });
    expect(heard).toEqual([
      { kind: 'ready', transport: 'stream', ...ready },
      { kind: 'event', envelope, cursor: '1~b' },
      { kind: 'event', envelope, cursor: undefined },
      { kind: 'cursor', cursor: '1~c' },
      { kind: 'life' },
      { kind: 'resync', topics: [{ topic: 'user/amara', reason: 'epoch' }] },
      { kind: 'bye', bye: { reason: 'drain', retryMs: 1_000 } },
    ]);
  });

  test('of topics that were asked for by name it finds out which are refused', async () => {
    const topics = ['user/amara', 'cohort/foreign'];
    const faults = [{ field: 'cohort/foreign', message: 'not yours' }];
    const { answers, asked, heard, say, isClosed } = aStream({ topics, cursor: '1~a' });
    answers.push(refusal(new Refusal('not_found', undefined, { faults })));
    say('error', '');
    expect(isClosed()).toBe(true);
    await settled();
    expect(asked.map(({ url }) => url)).toEqual(['/api/events?topics=user/amara,cohort/foreign']);
    expect(heard).toEqual([
      { kind: 'lost', problem: expect.objectContaining({ code: 'not_found', faults }) },
    ]);

    const away = aStream({ topics, cursor: '1~a' });
    away.say('error', '');
    await settled();
    expect(away.heard).toEqual([{ kind: 'lost', problem: undefined }]);

    const cut = aStream({ topics, cursor: '1~a' });
    cut.say('ready', ready);
    cut.say('error', '');
    expect(cut.heard.at(-1)).toEqual({ kind: 'lost', problem: undefined });
    expect(cut.asked).toEqual([]);
  });

  test('beats as often as the server asks, and a stream that the server has forgotten is lost', async () => {
    const { say, clock, asked, answers, heard, isClosed } = aStream();
    say('ready', ready);
    answers.push(new Response(null, { status: 204 }));
    clock.advance(45_000);
    await settled();
    expect(asked).toMatchObject([{ url: '/api/stream/c1/beat', init: { method: 'POST' } }]);
    expect(heard.at(-1)).toEqual({ kind: 'life' });

    // An unanswered beat proves nothing: the stream itself decides.
    clock.advance(45_000);
    await settled();
    expect(isClosed()).toBe(false);

    answers.push(refusal(new Refusal('not_found')));
    clock.advance(45_000);
    await settled();
    expect(heard.at(-1)).toMatchObject({ kind: 'lost', problem: { code: 'not_found' } });
    expect(isClosed()).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test('an error, or a frame that cannot be read, ends the road: coming back is the connection’s business', () => {
    for (const fault of ['error', 'message']) {
      const { say, heard, isClosed } = aStream();
      say('ready', ready);
      say(fault, 'not json');
      say('message', envelope);
      expect(heard.slice(1)).toEqual([{ kind: 'lost', problem: undefined }]);
      expect(isClosed()).toBe(true);
    }
  });

  test('after closing nothing is heard', () => {
    const { say, road, heard, clock } = aStream();
    say('ready', ready);
    road.close();
    say('message', envelope);
    say('error', '');
    expect(heard).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe('polling', () => {
  function aPoll(from: Departure = anywhere) {
    const { api, asked, answers } = aServer();
    const clock = manualClock();
    const heard: RoadSignal[] = [];
    const begin = () =>
      pollingRoad({ api, clock, random: () => 0.5 }).open(from, (signal) => heard.push(signal));
    return { begin, clock, asked, answers, heard };
  }
  const answer = (body: object, etag = '"1~b"'): Response =>
    new Response(JSON.stringify({ events: [], cursor: '1~b', resync: [], waitMs: 15_000, ...body }), {
      headers: { etag, 'content-type': 'application/json' },
    });

  test('tells what came, then asks again from there, and takes a 304 for a sign of life', async () => {
    const { begin, clock, asked, answers, heard } = aPoll({ topics: undefined, cursor: '1~a' });
    answers.push(answer({ events: [envelope], resync: [{ topic: 'cohort/b', reason: 'start' }] }));
    const road = begin();
    await settled();
    expect(heard).toEqual([
      { kind: 'ready', transport: 'polling', cursor: '1~b', topics: undefined },
      { kind: 'resync', topics: [{ topic: 'cohort/b', reason: 'start' }] },
      { kind: 'event', envelope },
      { kind: 'cursor', cursor: '1~b' },
    ]);

    answers.push(new Response(null, { status: 304 }));
    clock.advance(15_750);
    await settled();
    expect(asked[1]).toMatchObject({
      url: '/api/events?cursor=1~b',
      init: { headers: { 'if-none-match': '"1~b"' } },
    });
    expect(heard.at(-1)).toEqual({ kind: 'life' });
    road.close();
    expect(clock.pending).toBe(0);
  });

  test('goes on at once while the server has more', async () => {
    const { begin, clock, asked, answers } = aPoll();
    answers.push(answer({ waitMs: 0 }), answer({}));
    begin();
    await settled();
    clock.advance(0);
    await settled();
    expect(asked).toHaveLength(2);
  });

  test('a request that fails ends the road with its reason', async () => {
    const { begin, answers, heard } = aPoll();
    answers.push(refusal(new Refusal('signed_out')));
    begin();
    await settled();
    expect(heard).toMatchObject([{ kind: 'lost', problem: { code: 'signed_out' } }]);
  });

  test('a check asks now, unless it is asking already', async () => {
    const { begin, asked, answers } = aPoll();
    answers.push(answer({}), answer({}));
    const road = begin();
    road.check?.();
    expect(asked).toHaveLength(1);
    await settled();
    road.check?.();
    await settled();
    expect(asked).toHaveLength(2);
  });
});

describe('the socket', () => {
  async function aSocket(from: Departure = { topics: ['user/amara'], cursor: '1~a' }) {
    const listeners = new Map<string, (...given: unknown[]) => void>();
    const manager = new Map<string, () => void>();
    const engine = new Map<string, () => void>();
    let any: (event: string, ...given: unknown[]) => void = () => {};
    const emitted: { event: string; given: unknown[]; answer: (answer: unknown) => Promise<void> }[] = [];
    let isClosed = false;
    const transport = { name: 'websocket' };
    const socket: SocketLike = {
      on: (event, hear) => listeners.set(event, hear as never),
      onAny: (hear) => {
        any = hear;
      },
      emitWithAck: (event, ...given) =>
        new Promise((resolve) =>
          emitted.push({ event, given, answer: (value) => (resolve(value), settled()) }),
        ),
      disconnect: () => {
        isClosed = true;
      },
      io: {
        on: (event, hear) => manager.set(event, hear),
        engine: { transport, on: (event, hear) => engine.set(event, hear) },
      },
    };
    const heard: RoadSignal[] = [];
    const road = socketRoad({ load: () => Promise.resolve(socket) }).open(from, (signal) =>
      heard.push(signal),
    );
    await settled();
    const say = (event: string, ...given: unknown[]): void => {
      if (!['connect', 'disconnect', 'connect_error'].includes(event)) any(event, ...given);
      listeners.get(event)?.(...given);
    };
    return { road, heard, emitted, say, manager, engine, transport, isClosed: () => isClosed };
  }

  test('subscribes from the cursor; what comes before the answer waits for it', async () => {
    const { heard, emitted, say } = await aSocket();
    say('ready', { ...ready, topics: [] });
    await settled();
    expect(emitted).toMatchObject([
      { event: 'subscribe', given: [{ topics: ['user/amara'], cursor: '1~a' }] },
    ]);
    say('thing:happened', envelope);
    say('cursor', '1~c');
    expect(heard).toEqual([]);
    await emitted[0]!.answer({
      ok: true,
      data: { topics: ['user/amara'], cursor: '1~b', resync: [{ topic: 'cohort/b', reason: 'epoch' }] },
    });
    expect(heard).toEqual([
      { kind: 'ready', transport: 'socket', cursor: '1~b', topics: ['user/amara'], wireVersion: 1 },
      { kind: 'resync', topics: [{ topic: 'cohort/b', reason: 'epoch' }] },
      { kind: 'event', envelope },
      { kind: 'cursor', cursor: '1~c' },
    ]);
  });

  test('tells a transport of requests from WebSocket, and hears of the upgrade and of pings', async () => {
    const { heard, emitted, say, manager, engine, transport } = await aSocket();
    transport.name = 'polling';
    say('connect');
    say('ready', ready);
    await settled();
    await emitted[0]!.answer({ ok: true, data: { topics: ['user/amara'], cursor: '1~b', resync: [] } });
    expect(heard.at(-1)).toMatchObject({ kind: 'ready', transport: 'slow-socket' });
    transport.name = 'websocket';
    engine.get('upgrade')?.();
    expect(heard.at(-1)).toEqual({ kind: 'transport', transport: 'socket' });
    manager.get('ping')?.();
    expect(heard.at(-1)).toEqual({ kind: 'life' });
  });

  test('commands get their answer or the server’s no', async () => {
    const { road, emitted, say } = await aSocket();
    say('ready', ready);
    await settled();
    await emitted[0]!.answer({ ok: true, data: { topics: ['user/amara'], cursor: '1~b', resync: [] } });
    const yes = road.command!('chat:send', { commandId: 'c', text: 'hello' });
    await emitted[1]!.answer({ ok: true, data: { id: 'm' } });
    expect(await yes).toEqual({ id: 'm' });
    const no = road.command!('chat:send', {}).catch((problem: unknown) => problem);
    await emitted[2]!.answer({ ok: false, error: problemOf(new Refusal('forbidden')) });
    expect(await no).toMatchObject({ code: 'forbidden' });
  });

  test('a refused subscription, a refused handshake and a lost socket end the road with what is known', async () => {
    const subscribed = await aSocket();
    subscribed.say('ready', ready);
    await settled();
    await subscribed.emitted[0]!.answer({ ok: false, error: problemOf(new Refusal('not_found')) });
    expect(subscribed.heard).toMatchObject([{ kind: 'lost', problem: { code: 'not_found' } }]);
    expect(subscribed.isClosed()).toBe(true);

    const shaken = await aSocket();
    shaken.say(
      'connect_error',
      Object.assign(new Error('no'), { data: problemOf(new Refusal('signed_out')) }),
    );
    expect(shaken.heard).toMatchObject([{ kind: 'lost', problem: { code: 'signed_out' } }]);

    const lost = await aSocket();
    lost.say('disconnect', 'transport close');
    expect(lost.heard).toEqual([{ kind: 'lost', problem: undefined, isSilent: false }]);

    const silent = await aSocket();
    silent.say('disconnect', 'ping timeout');
    expect(silent.heard).toEqual([{ kind: 'lost', problem: undefined, isSilent: true }]);
  });

  test('a client that cannot be fetched is a road that does not open', async () => {
    const heard: RoadSignal[] = [];
    socketRoad({ load: () => Promise.reject(new Error('404')) }).open(anywhere, (signal) =>
      heard.push(signal),
    );
    await settled();
    expect(heard).toMatchObject([{ kind: 'lost', problem: { code: 'unreachable' } }]);
  });
});
