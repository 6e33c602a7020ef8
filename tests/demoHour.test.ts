import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveHour } from '#app/demo/liveHour.ts';
import type { Requests } from '#app/demo/requests.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import { chat, type ChatRoom } from '#features/chat/contract.ts';
import type { DeskPoll, PollDesk } from '#features/polls/contract.ts';
import type { QuestionDesk } from '#features/qna/contract.ts';
import type { SessionAttendance, StaffSession } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes } from './support/liveSessions.ts';

let stoa: TestHouse;
let ines: TestPerson;
let sessionId: string;
const ending = new AbortController();

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  const whole = { title: 'Now', startsAt: inMinutes(10), minutes: 60 };
  const path = `/api/cohorts/${stoa.north.cohortId}/sessions`;
  sessionId = (await data<StaffSession>(ines, 'POST', path, whole)).session.id;
});
afterAll(async () => {
  ending.abort();
  await stoa.close();
});

const data = <Data>(as: TestPerson, method: string, path: string, body?: object): Promise<Data> =>
  stoa.send(as, method, path, body);

const look = <Data>(path: string): Promise<Data> => data(ines, 'GET', `/api/sessions/${sessionId}/${path}`);

/** Somebody who takes everything that is refused for a fault, but for haste: this student acts faster than people do. */
async function aStudent(name: string): Promise<LiveHour> {
  const person = await stoa.student(name);
  const requests: Requests = {
    read: (path) => data(person, 'GET', path),
    attempt: async (method, path, body = {}) => {
      const { status, body: said } = await stoa.ask(method, path, { as: person, body });
      if (status !== 200 && status !== 429)
        throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(said)}`);
      return status === 200;
    },
  };
  const random = seededRandom(name);
  const { cohortId } = stoa.north;
  return new LiveHour({ requests, cohortId, random, signal: ending.signal, lookEveryMs: 50 });
}

test('a simulated student comes in when a session is live, votes in every kind of poll, asks and talks', async () => {
  const students = [await aStudent('amara'), await aStudent('jonas')];
  expect(await students[0]!.comeIn()).toBe(false);
  expect(await students[0]!.act()).toBe(false);

  await data(ines, 'POST', `/api/sessions/${sessionId}/start`, {});
  await Promise.all(students.map((student) => student.comeIn()));
  const { people } = await look<SessionAttendance>('attendance');
  expect(people.filter(({ inSince }) => inSince !== null)).toHaveLength(2);

  const options = ['This', 'That', 'Neither'];
  const kinds = [
    ...[{ kind: 'single', options }, { kind: 'multiple', options }, { kind: 'yes-no' }],
    ...[
      { kind: 'rating', scale: 5 },
      { kind: 'ranking', options },
      { kind: 'quiz', options, right: [1] },
    ],
    ...[{ kind: 'text' }, { kind: 'words' }, { kind: 'number', range: { least: -3, most: 4, unit: '' } }],
    { kind: 'single', options, anonymity: 'anonymous' },
  ];
  for (const written of kinds)
    await data<DeskPoll>(ines, 'POST', `/api/sessions/${sessionId}/polls`, { prompt: 'Which?', ...written });
  await expect
    .poll(async () => (await look<PollDesk>('polls/desk')).polls.map(({ voters }) => voters), {
      timeout: 30_000,
    })
    .toEqual(kinds.map(() => 2));

  const room = (): Promise<ChatRoom> =>
    data(ines, 'GET', chat.views['chat:room'].http.replace(':channelId', sessionId));
  const { messages, questions } = await everythingHappened(students, async () => ({
    messages: (await room()).messages,
    questions: (await look<QuestionDesk>('questions/desk')).questions,
  }));
  expect(questions.length).toBeGreaterThan(0);
  expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  expect(messages.some(({ replies }) => replies > 0)).toBe(true);
  expect(messages.some((message) => message.reactions.length > 0)).toBe(true);
}, 120_000);

type Seen = Pick<ChatRoom, 'messages'> & Pick<QuestionDesk, 'questions'>;

/** Lets them act until there are questions, replies and reactions, and not for ever. */
async function everythingHappened(students: readonly LiveHour[], seen: () => Promise<Seen>): Promise<Seen> {
  for (let turn = 1; turn <= 200; turn++) {
    await students[turn % students.length]!.act();
    if (turn % 10 > 0) continue;
    const { messages, questions } = await seen();
    const isReplied = messages.some(({ replies }) => replies > 0);
    const isReacted = messages.some(({ reactions }) => reactions.length > 0);
    if (isReplied && isReacted && questions.length > 0) break;
  }
  return seen();
}
