import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskPoll } from '#features/polls/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes } from './support/liveSessions.ts';
import { openEveryDoor, PollReader, type Reader } from './support/readers.ts';

let stoa: TestHouse;
let amara: TestPerson;
let jonas: TestPerson;
let ines: TestPerson;
let sessionId: string;
let cohortId: string;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ({ cohortId } = stoa.north);
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  jonas = await stoa.student('jonas');
  const whole = { title: 'Points', startsAt: inMinutes(10), minutes: 60 };
  const { session } = await send<StaffSession>(ines, 'POST', `/api/cohorts/${cohortId}/sessions`, whole);
  sessionId = session.id;
});
afterAll(() => stoa.close());

const send = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

/** A quiz that both got right, closed; its result is not shown yet. */
async function answered(): Promise<DeskPoll> {
  const quiz = { kind: 'quiz', prompt: 'Which?', options: ['This', 'That'], right: [1] };
  const poll = await send<DeskPoll>(ines, 'POST', `/api/sessions/${sessionId}/polls`, quiz);
  for (const as of [amara, jonas])
    await send(as, 'PUT', `/api/polls/${poll.id}/ballot`, { optionIds: [poll.options[1]!.id] });
  return send(ines, 'POST', `/api/polls/${poll.id}/closing`);
}
const reveal = ({ id }: DeskPoll): Promise<DeskPoll> => send(ines, 'POST', `/api/polls/${id}/revelation`);

const topicsOf = (person: TestPerson): string[] => {
  const staff = person === ines ? [`session/${sessionId}/staff`, `cohort/${cohortId}/staff`] : [];
  const session = [`session/${sessionId}`, `session/${sessionId}/board`];
  return [`user/${person.userId}`, `cohort/${cohortId}`, ...session, ...staff];
};

/** Somebody who listens by every door to all that they may. */
async function listening(person: TestPerson): Promise<Reader[]> {
  return Object.values(await openEveryDoor(stoa.base, person.cookie, topicsOf(person)));
}

/** All that came of boards by every door, once something that was done last has come, and what the views answer. */
async function boardsAt(person: TestPerson, readers: readonly Reader[], last: string): Promise<string> {
  const read: string[] = [];
  for (const reader of readers) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(({ heard }) => JSON.stringify(heard).includes(last), `what was done last`);
    read.push(...reader.heard.filter((one) => isOfBoards(one)).map((one) => JSON.stringify(one)));
    reader.close();
  }
  for (const path of [
    `/api/sessions/${sessionId}/leaderboard`,
    `/api/cohorts/${cohortId}/leaderboard`,
    `/api/sessions/${sessionId}/leaderboard/adjustments`,
  ]) {
    const answer = await stoa.ask('GET', path, { as: person });
    if (answer.status === 200) read.push(JSON.stringify(answer.body));
  }
  return read.join('\n');
}

const isOfBoards = (one: unknown): boolean => JSON.stringify(one).includes('leaderboard:');

/** A poll that everybody hears of, so that what came before it has come. */
async function somethingLast(): Promise<string> {
  const poll = { kind: 'yes-no', prompt: 'The last?' };
  return (await send<DeskPoll>(ines, 'POST', `/api/sessions/${sessionId}/polls`, poll)).id;
}

describe('by every door', () => {
  test('LB3 nobody hears of points, nor who was right, before the result is shown', async () => {
    const people = [jonas, ines];
    const readers = await Promise.all(people.map(listening));
    const quiz = await answered();
    const last = await somethingLast();
    for (const [place, person] of people.entries()) {
      const all = readers[place]!;
      const read = await boardsAt(person, all, last);
      expect(read).not.toContain('leaderboard:');
      expect(read).not.toMatch(/"(points|cohortPoints)":-?\d/);
      const heard = JSON.stringify(all.map((reader) => reader.heard));
      for (const word of ['poll:solved', 'afterMs']) expect(heard).not.toContain(word);
      expect(heard).not.toContain(amara.userId);
    }
    await reveal(quiz);
  });

  test('LB6 of somebody who has opted out nobody else hears or reads anything, staff neither', async () => {
    await send(amara, 'PUT', `/api/cohorts/${cohortId}/leaderboard/taking-part`, { takesPart: false });
    const people = [jonas, ines];
    const readers = await Promise.all(people.map(listening));
    await reveal(await answered());
    const last = await somethingLast();
    for (const [place, person] of people.entries()) {
      const read = await boardsAt(person, readers[place]!, last);
      expect(read).toContain('jonas');
      for (const word of ['amara', amara.userId, '"people":2']) expect(read).not.toContain(word);
    }
    await send(amara, 'PUT', `/api/cohorts/${cohortId}/leaderboard/taking-part`, { takesPart: true });
  });

  test('LB7 of somebody who goes by a made-up name nobody else learns who it is', async () => {
    const path = `/api/cohorts/${cohortId}/leaderboard/name`;
    const { pseudonym } = await send<{ pseudonym: string }>(amara, 'PUT', path, { madeUp: true });
    const people = [jonas, ines];
    const readers = await Promise.all(people.map(listening));
    await reveal(await answered());
    const last = await somethingLast();
    for (const [place, person] of people.entries()) {
      const read = await boardsAt(person, readers[place]!, last);
      expect(read).toContain(pseudonym);
      for (const word of ['amara', amara.userId]) expect(read).not.toContain(word);
    }
  });

  test('LB8 where staff have switched it off, nobody reads a name or a figure of it', async () => {
    await send(ines, 'PUT', `/api/sessions/${sessionId}/leaderboard`, { on: false });
    const people = [jonas, ines];
    const readers = await Promise.all(people.map(listening));
    await reveal(await answered());
    const last = await somethingLast();
    for (const [place, person] of people.entries()) {
      const read = await boardsAt(person, readers[place]!, last);
      expect(read).not.toContain('"rank":');
      expect(read).not.toContain('jonas');
    }
  });
});
