import { expect, test } from 'vitest';
import { ApiProblem, unreachable } from '#platform/web/api/problem.ts';
import type { LessonStay } from '../contract.ts';
import { StayDesk, type StayKeeper } from './stayDesk.ts';

const a = { cohortId: 'cohort', lessonId: 'a' };
const b = { cohortId: 'cohort', lessonId: 'b' };

function aKeeper(): StayKeeper & { text: string | null } {
  return {
    text: null,
    load() {
      return this.text;
    },
    store(text) {
      this.text = text;
    },
  };
}

/** A server that can be away, and what it was told. */
function aDesk(keeper = aKeeper()) {
  const told: { commandId: string; lessonId: string; seconds: number }[] = [];
  const server: { answer: 'ok' | 'away' | 'lost' | 'gone' } = { answer: 'ok' };
  let ids = 0;
  const desk = new StayDesk({
    keeper,
    newId: () => `command-${(ids += 1)}`,
    send: async (commandId, report) => {
      if (server.answer === 'away') throw unreachable(new Error('away'));
      if (server.answer === 'gone') throw new ApiProblem('not_found', 'gone', { status: 404 });
      told.push({ commandId, ...report });
      if (server.answer === 'lost') throw unreachable(new Error('the answer was lost'));
      return {} as LessonStay;
    },
  });
  return { desk, told, server, keeper };
}

test('PR13 opening a lesson is told at once, and what is spent there in whole seconds', async () => {
  const { desk, told } = aDesk();
  await desk.tell(a);
  desk.note(a, 30.7);
  await desk.tell();
  desk.note(a, 30.6);
  await desk.tell();
  expect(told.map(({ seconds }) => seconds)).toEqual([0, 30, 31]);
});

test('PR13 what was kept without a connection is told first, and once, also by the next page', async () => {
  const keeper = aKeeper();
  const first = aDesk(keeper);
  first.server.answer = 'away';
  await first.desk.tell(a);
  first.desk.note(a, 100);
  await first.desk.tell();
  expect(first.desk.untold(a)).toBe(100);

  const second = aDesk(keeper);
  await second.desk.tell(b);
  await second.desk.tell();
  await second.desk.tell();
  expect(second.told.map(({ lessonId, seconds }) => [lessonId, seconds])).toEqual([
    ['a', 0],
    ['b', 0],
    ['a', 100],
  ]);
  expect(second.desk.untold(a)).toBe(0);
});

test('PR13 an answer that was lost is asked for again under the same id; what was added meanwhile is another report', async () => {
  const { desk, told, server } = aDesk();
  desk.note(a, 40);
  server.answer = 'lost';
  await desk.tell();
  desk.note(a, 25);
  server.answer = 'ok';
  await desk.tell();
  await desk.tell();
  expect(told).toMatchObject([
    { commandId: 'command-1', seconds: 40 },
    { commandId: 'command-1', seconds: 40 },
    { commandId: 'command-2', seconds: 25 },
  ]);
});

test('PR13 what the server does not want is forgotten, and keeps nothing else from being told', async () => {
  const { desk, told, server } = aDesk();
  desk.note(a, 40);
  server.answer = 'gone';
  await desk.tell();
  server.answer = 'ok';
  desk.note(b, 10);
  await desk.tell();
  expect(told).toMatchObject([{ lessonId: 'b', seconds: 10 }]);
});

test('PR13 two that tell at once send one report', async () => {
  const { desk, told } = aDesk();
  desk.note(a, 40);
  await Promise.all([desk.tell(), desk.tell(), desk.tell()]);
  expect(told).toHaveLength(1);
});

test('PR13 a store with something else in it is no reason to break', () => {
  for (const text of ['{"not": "a list"}', 'nonsense', '']) {
    const keeper = { ...aKeeper(), text };
    expect(() => aDesk(keeper)).not.toThrow();
  }
});
