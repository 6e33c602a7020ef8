import { expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { CommandSpec } from '#kernel/contract.ts';
import { ApiProblem, unreachable } from '../api/problem.ts';
import { settled } from '../realtime/pretended.suite.ts';
import { sendingOver } from './sending.ts';
import type { KeptCommand } from './store.ts';

const spec = { http: ['PUT', '/api/things/:thingId'] } as unknown as CommandSpec;
const command: KeptCommand = {
  ...{ commandId: 'one', personId: 'amara', name: 'thing:do', key: 'thing', createdAtMs: 0 },
  input: { thingId: 't' },
};

function aWay() {
  const clock = manualClock();
  const world = {
    socketAnswers: undefined as (() => Promise<unknown>) | undefined,
    requestAnswers: (): Promise<unknown> => Promise.resolve('done'),
    doubts: 0,
  };
  const taken: [way: 'socket' | 'request', timeoutMs: number | undefined][] = [];
  const send = sendingOver({
    clock,
    commandSpec: () => Promise.resolve(spec),
    line: {
      command: () => {
        if (!world.socketAnswers) return undefined;
        taken.push(['socket', undefined]);
        return world.socketAnswers();
      },
      doubt: () => (world.doubts += 1),
    },
    api: {
      send: (_spec, _input, _id, patience) => {
        taken.push(['request', patience?.timeoutMs]);
        return world.requestAnswers();
      },
    },
  });
  return { clock, world, taken, send };
}

const silence = (): Promise<unknown> => new Promise(() => {});

test('CUT4 a command that the socket swallows is given up after 5 s, doubts the way and goes by a request', async () => {
  const { clock, world, taken, send } = aWay();
  world.socketAnswers = silence;
  const first = send(command, new AbortController().signal).catch((problem: ApiProblem) => problem.code);
  await settled();
  clock.advance(5_000);
  expect(await first).toBe('unreachable');
  expect(world.doubts).toBe(1);
  expect(await send(command, new AbortController().signal)).toBe('done');
  // Another takes the socket, and so does the same one once the request was swallowed too.
  void send({ ...command, commandId: 'two' }, new AbortController().signal).catch(() => {});
  void send(command, new AbortController().signal).catch(() => {});
  await settled();
  expect(taken).toEqual([
    ['socket', undefined],
    ['request', 3_000],
    ['socket', undefined],
    ['socket', undefined],
  ]);
});

test('CUT4 a command that requests swallow, too, waits 3 s for each of three, then as long as any', async () => {
  const { clock, world, taken, send } = aWay();
  world.socketAnswers = silence;
  const first = send(command, new AbortController().signal).catch(() => {});
  await settled();
  clock.advance(5_000);
  await first;
  world.socketAnswers = undefined;
  world.requestAnswers = () => Promise.reject(unreachable());
  for (let attempt = 0; attempt < 4; attempt++)
    await send(command, new AbortController().signal).catch(() => {});
  expect(taken.slice(1).map(([, timeoutMs]) => timeoutMs)).toEqual([3_000, 3_000, 3_000, undefined]);
});

test('CUT4 a request that was called off when the connection came back is not waited for as long again', async () => {
  const { world, taken, send } = aWay();
  const leave = new AbortController();
  world.requestAnswers = () =>
    new Promise((_, reject) => leave.signal.addEventListener('abort', () => reject(new Error('called off'))));
  const left = send(command, leave.signal).catch(() => {});
  await settled();
  leave.abort();
  await left;
  world.requestAnswers = () => Promise.reject(new ApiProblem('unavailable', 'soon'));
  for (let attempt = 0; attempt < 2; attempt++)
    await send(command, new AbortController().signal).catch(() => {});
  // What answers, be it with no, is a path.
  expect(taken.map(([, timeoutMs]) => timeoutMs)).toEqual([undefined, 3_000, undefined]);
});

test('a refusal is an answer, and one that was called off says nothing of the way', async () => {
  const { clock, world, send, taken } = aWay();
  world.socketAnswers = () => Promise.reject(new ApiProblem('conflict', 'no'));
  await expect(send(command, new AbortController().signal)).rejects.toMatchObject({ code: 'conflict' });
  world.socketAnswers = silence;
  const leave = new AbortController();
  const left = send(command, leave.signal).catch(() => {});
  await settled();
  leave.abort();
  clock.advance(5_000);
  await left;
  expect(world.doubts).toBe(0);
  expect(clock.pending).toBe(0);
  expect(taken).toHaveLength(2);
});

test('without a socket, or for what no socket carries, it is a request as patient as any', async () => {
  const { send, taken } = aWay();
  expect(await send(command, new AbortController().signal)).toBe('done');
  expect(taken).toEqual([['request', undefined]]);
});
