import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bye } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import type { DeskPoll } from '#features/polls/contract.ts';
import type { OwnQuestion } from '#features/qna/contract.ts';
import type { SessionConsole, StaffSession, Visit } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes, item } from './support/liveSessions.ts';
import { aGuest } from './support/policySessions.ts';
import { openEveryDoor, PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

/** A word that stands nowhere but in what is not for guests. */
const canary = 'canaryfeather';

let stoa: TestHouse;
let ines: TestPerson;
let amara: TestPerson;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  // In the class and silent: nobody who only takes part learns of her.
  await stoa.student(`${canary}-silent`);
});
afterAll(() => stoa.close());

const send = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

async function aSession(title: string, settings = { moderated: true, anonymity: 'none' }): Promise<string> {
  const whole = { title, startsAt: inMinutes(10), minutes: 60, settings };
  const path = `/api/cohorts/${stoa.north.cohortId}/sessions`;
  return (await send<StaffSession>(ines, 'POST', path, whole)).session.id;
}

const ask = (as: TestPerson, sessionId: string, text: string): Promise<OwnQuestion> =>
  send(as, 'POST', `/api/sessions/${sessionId}/questions`, { text });

const consoleOf = async (sessionId: string): Promise<SessionConsole> =>
  (await stoa.view<SessionConsole>(`/api/sessions/${sessionId}/console`, ines)).data;

/** Everything that a guest is not to know is said somewhere, while one listens. @returns ids that are secret, too */
async function sayAll(sessionId: string): Promise<string[]> {
  const { cohortId } = stoa.north;
  const at = `/api/sessions/${sessionId}`;
  const agenda = [item('Hello', { note: `Say ${canary}.` })];
  const { revision } = await consoleOf(sessionId);
  await send(ines, 'PUT', `${at}/agenda`, { revision, agenda });
  await send(ines, 'PATCH', `/api/cohorts/${cohortId}`, { title: `The ${canary} class` });
  await send(amara, 'POST', `/api/channels/${sessionId}/messages`, { text: `A ${canary} talks.` });
  const waiting = await ask(amara, sessionId, `Does the ${canary} wait?`);
  await send(ines, 'PUT', `/api/questions/${waiting.id}/labels`, { labels: [canary] });
  const draft = await send<DeskPoll>(ines, 'POST', `${at}/polls/drafts`, {
    ...{ kind: 'single', prompt: `Which ${canary}?`, options: ['This', 'That'] },
  });
  // Amara's points are the class's; her name is on the board of it.
  const quiz = await send<DeskPoll>(ines, 'POST', `${at}/polls`, {
    ...{ kind: 'quiz', prompt: 'Which is right?', options: ['This', 'That'], right: [1] },
  });
  await send(amara, 'PUT', `/api/polls/${quiz.id}/ballot`, { optionIds: [quiz.options[1]!.id] });
  await send(ines, 'POST', `/api/polls/${quiz.id}/closing`);
  await send(ines, 'POST', `/api/polls/${quiz.id}/revelation`);
  await send(ines, 'PUT', `${at}/leaderboard/wall`, { up: true });
  const other = await aSession(`The other ${canary}`, { moderated: false, anonymity: 'none' });
  await ask(amara, other, `What of the ${canary}?`);
  await stoa.complete(amara, stoa.north.lessonIds[0]!);
  return [waiting.id, draft.id, other];
}

/** All that was heard by every door once a last question has come, and all that every view answers. */
async function everything(
  gus: TestPerson,
  readers: Record<string, Reader>,
  { ids, lastId }: { ids: Record<string, string>; lastId: string },
): Promise<string> {
  const heard: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(({ heard: all }) => JSON.stringify(all).includes(lastId), `the last one by ${name}`);
    heard.push(JSON.stringify(reader.heard));
    reader.close();
  }
  for (const [, { http, input }] of stoa.house.node.catalogue.views) {
    const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) => ids[name] ?? newId());
    const named = Object.keys(input.shape).filter((name) => !http.includes(`:${name}`) && ids[name]);
    const query = new URLSearchParams(named.map((name) => [name, ids[name]!]));
    const answer = await stoa.ask('GET', `${address}?${query}`, { as: gus });
    if (answer.status === 200) heard.push(JSON.stringify(answer.body));
  }
  return heard.join('\n');
}

describe('SE19 by every door and every view', () => {
  test('a guest hears what the session tells its audience, and nothing of the cohort, its class or its staff', async () => {
    const sessionId = await aSession('An open hour');
    const gus = await aGuest(stoa, { name: 'Gus', sessionId, by: ines });
    await send(ines, 'POST', `/api/sessions/${sessionId}/start`);
    const readers = await openEveryDoor(stoa.base, gus.cookie, [
      `user/${gus.userId}`,
      `session/${sessionId}`,
    ]);
    const secretIds = await sayAll(sessionId);
    const last = await ask(gus, sessionId, 'Is this the last one?');
    await send(ines, 'POST', `/api/questions/${last.id}/publication`);
    const { joinCode } = await consoleOf(sessionId);
    const { cohortId, lessonIds, organisationId, courseId, quizId } = stoa.north;
    const ids = {
      ...{ cohortId, organisationId, courseId, quizId, sessionId, lessonId: lessonIds[0]!, text: 'last one' },
      ...{ channelId: sessionId, questionId: last.id, userId: gus.userId, studentId: amara.userId },
    };
    const read = await everything(gus, readers, { ids, lastId: last.id });
    // Gus has been told of the hour, and has been heard.
    for (const word of ['An open hour', 'Is this the last one?', '"asGuest":true'])
      expect(read).toContain(word);
    const secrets = [canary, joinCode!, ...secretIds, ...lessonIds, 'North', 'amara', amara.userId];
    expect(secrets.filter((word) => read.includes(word))).toEqual([]);
  });

  test('no topic but those of the session and of oneself opens, by any door', async () => {
    const sessionId = await aSession('Another open hour');
    const gus = await aGuest(stoa, { name: 'Gus', sessionId, by: ines });
    const { cohortId, organisationId } = stoa.north;
    const foreign = await aSession('Not for guests');
    const shut = [
      ...[`session/${sessionId}/staff`, `session/${sessionId}/board`, `session/${foreign}`],
      ...[`cohort/${cohortId}`, `cohort/${cohortId}/staff`],
      ...[`channel/${sessionId}`, `org/${organisationId}`, `user/${amara.userId}`, 'operations/people'],
    ];
    const socket = await SocketReader.open(stoa.base, gus.cookie);
    for (const topic of shut) {
      const stream = await StreamReader.open(stoa.base, gus.cookie, { topics: [topic] });
      stream.close();
      const poll = await new PollReader(stoa.base, gus.cookie, [topic]).poll();
      const { ok } = await socket.ask('subscribe', { topics: [topic] });
      expect([topic, stream.status < 300, poll < 300, ok]).toEqual([topic, false, false, false]);
    }
    socket.close();
  });
});

describe('SE20 in mid-stream', () => {
  const visitOf = async (gus: TestPerson): Promise<string | undefined> =>
    (await stoa.view<{ visits: Visit[] }>('/api/me/visits', gus)).data.visits[0]?.standing;

  /** Goes on talking in the session, and finds that a guest who was sent out hears nothing of it. */
  async function expectSilence(
    sessionId: string,
    gus: TestPerson,
    take: () => Promise<unknown>,
  ): Promise<void> {
    const topic = `session/${sessionId}`;
    const { stream, socket, poll } = await openEveryDoor(stoa.base, gus.cookie, [topic]);
    await take();
    for (const reader of [stream, socket]) {
      await reader.until(({ heard }) => heard.some(({ event }) => event === 'bye'), 'bye');
      const bye = reader.control('bye')[0] as Bye;
      expect(bye).toMatchObject({ reason: 'revoked', topics: [topic] });
    }
    expect(await poll.poll()).toBe(404);
    const answer = await stoa.ask('POST', `/api/sessions/${sessionId}/questions`, {
      ...{ as: gus, body: { text: 'Am I still here?' } },
    });
    expect(answer.status).toBe(404);
    stream.close();
    socket.close();
  }

  test('a guest who is removed is out at once, and says nothing more', async () => {
    const sessionId = await aSession('One is removed');
    const gus = await aGuest(stoa, { name: 'Gus', sessionId, by: ines });
    await expectSilence(sessionId, gus, () =>
      send(ines, 'DELETE', `/api/sessions/${sessionId}/guests/${gus.userId}`),
    );
    expect(await visitOf(gus)).toBe('removed');
  });

  test('when the door is shut, and when the session ends, every guest is out at once', async () => {
    const sessionId = await aSession('All are out');
    const gus = await aGuest(stoa, { name: 'Gus', sessionId, by: ines });
    const at = `/api/sessions/${sessionId}`;
    await expectSilence(sessionId, gus, () => send(ines, 'PUT', `${at}/guests`, { on: false }));
    expect(await visitOf(gus)).toBe('shut');
    await send(ines, 'PUT', `${at}/guests`, { on: true });
    await send(ines, 'POST', `${at}/start`);
    await expectSilence(sessionId, gus, () => send(ines, 'POST', `${at}/end`));
    expect(await visitOf(gus)).toBe('over');
    const film = { title: 'All of it', url: 'https://films.test/1' };
    await send(ines, 'POST', `${at}/recordings`, film);
    expect((await stoa.ask('GET', at, { as: gus })).status).toBe(404);
  });

  test('SE22 a guest signs nobody in later: the cookie ends, and no link and no password bring it back', async () => {
    const sessionId = await aSession('A cookie');
    const gus = await aGuest(stoa, { name: 'Gus', sessionId, by: ines });
    const email = `guest-${gus.userId}@guests.invalid`;
    const body = { email, password: 'a lantern over quiet water' };
    expect((await stoa.ask('POST', '/api/auth/login', { body })).status).toBe(401);
    await send(ines, 'POST', `/api/sessions/${sessionId}/start`);
    await send(ines, 'POST', `/api/sessions/${sessionId}/end`);
    const { rows } = await sql<{ hours: number }>`
      select (extract(epoch from expires_at - now()) / 3600)::float8 as hours from session
      where user_id = ${gus.userId}`.execute(stoa.ground.db.query);
    expect(rows[0]!.hours).toBeLessThanOrEqual(1.01);
    expect((await stoa.ask('POST', '/api/auth/logout', { as: gus, body: {} })).status).toBe(200);
    expect((await stoa.ask('GET', '/api/me', { as: gus })).status).toBe(401);
  });
});
