import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { Bye, Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import { Flow } from './support/flow.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

const budgetMs = 2_000;
const sessionBudgetMs = 5_000;

let stoa: TestHouse;
let paula: TestPerson;
let flow: Flow;
let staff: string;
let cohort: string;

beforeAll(async () => {
  stoa = await TestHouse.open();
  paula = await stoa.person('paula', { academy: stoa.north, role: 'organisationAdmin' });
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

const byeOf = (reader: Reader): Bye | undefined => reader.control('bye')[0] as Bye | undefined;

/**
 * What came of the topics that are gone after the word that they are; without topics, all that came. A reader who keeps
 * another topic goes on hearing that one.
 */
function afterBye(reader: Reader): string[] {
  const { topics } = byeOf(reader)!;
  const place = reader.heard.findIndex(({ event }) => event === 'bye');
  return reader.heard
    .slice(place + 1)
    .filter(({ event }) => event === 'message')
    .filter(({ data }) => topics?.includes((data as Envelope).topic) ?? true)
    .map(({ data }) => JSON.stringify(data));
}

/** Takes something away in mid-stream, lets the class go on, and holds the reader to the rules. */
async function expectSilence(reader: Reader, take: () => Promise<void>): Promise<Bye> {
  await reader.untilEnvelopes(5);
  const beganMs = Date.now();
  await take();
  await reader.until(({ heard }) => heard.some(({ event }) => event === 'bye'), 'bye');
  await flow.more(30);
  expect(afterBye(reader)).toEqual([]);
  const bye = byeOf(reader)!;
  const gone = reader.envelopes.filter(({ topic }) => bye.topics!.includes(topic));
  const newest = Math.max(...gone.map(({ at }) => Date.parse(at)));
  expect(newest - beganMs).toBeLessThan(budgetMs);
  return bye;
}

describe('DEL6 somebody is taken out of the cohort in mid-stream', () => {
  test('a stream says goodbye to the topics and brings nothing more', async () => {
    const ida = await stoa.instructor('ida');
    const stream = await StreamReader.open(stoa.base, ida.cookie);
    const bye = await expectSilence(stream, () => stoa.remove(ida, paula));
    expect(bye).toEqual({ reason: 'revoked', topics: [cohort, staff] });
    // The rest of the person's life goes on over the same stream.
    await stoa.ask('PATCH', '/api/me', { as: ida, body: { name: 'Ida' } });
    await stream.until(
      ({ envelopes }) => envelopes.at(-1)?.type === 'identity:profile-changed',
      'the new name',
    );
    stream.close();
  });

  test('a socket likewise', async () => {
    const ivan = await stoa.instructor('ivan');
    const socket = await SocketReader.open(stoa.base, ivan.cookie);
    await socket.subscribe([staff, cohort, `user/${ivan.userId}`]);
    const bye = await expectSilence(socket, () => stoa.remove(ivan, paula));
    expect(bye).toEqual({ reason: 'revoked', topics: [staff, cohort] });
    socket.close();
  });

  test('a poll is refused from the next one on', async () => {
    const iris = await stoa.instructor('iris');
    const poll = new PollReader(stoa.base, iris.cookie, [staff]);
    expect(await poll.poll()).toBe(200);
    await flow.more(5);
    expect(await poll.poll()).toBe(200);
    expect(poll.envelopes.length).toBeGreaterThan(0);
    await stoa.remove(iris, paula);
    expect(await poll.poll()).toBe(404);
  });

  test('writes are refused at once, over HTTP and over a socket that is open', async () => {
    const amara = await stoa.student('amara');
    const socket = await SocketReader.open(stoa.base, amara.cookie);
    const [lessonId] = stoa.north.lessonIds;
    const { cohortId } = stoa.north;
    const complete = () => socket.ask('progress:complete', { commandId: newId(), cohortId, lessonId });
    expect(await complete()).toMatchObject({ ok: true });
    await stoa.remove(amara, paula);
    expect(await complete()).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect((await stoa.complete(amara, lessonId!)).status).toBe(404);
    socket.close();
  });

  test('the old cursor opens no door again', async () => {
    const jonas = await stoa.student('jonas');
    const stream = await StreamReader.open(stoa.base, jonas.cookie);
    await stoa.complete(jonas, stoa.north.lessonIds[0]!);
    await stream.untilEnvelopes(1);
    const { topics } = stream.control('ready')[0] as { topics: string[] };
    const { cursor } = stream;
    const own = topics.filter((topic) => !topic.startsWith('user/'));
    expect(own.length).toBeGreaterThan(0);
    const open = await SocketReader.open(stoa.base, jonas.cookie);
    await stoa.remove(jonas, paula);

    for (const topic of own) {
      const again = await StreamReader.open(stoa.base, jonas.cookie, { topics: [topic], cursor });
      expect(again.status).toBe(404);
      const byHeader = await StreamReader.open(stoa.base, jonas.cookie, {
        topics: [topic],
        headers: { 'last-event-id': cursor },
      });
      expect(byHeader.status).toBe(404);
      expect(await new PollReader(stoa.base, jonas.cookie, [topic], cursor).poll()).toBe(404);
      const answer = await open.ask('subscribe', { topics: [topic], cursor });
      expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
      const fresh = await SocketReader.open(stoa.base, jonas.cookie);
      expect(await fresh.ask('subscribe', { topics: [topic], cursor })).toMatchObject({ ok: false });
      fresh.close();
    }
    // Without names it opens what is left: the person's own matters.
    const rest = await StreamReader.open(stoa.base, jonas.cookie, { cursor });
    expect(rest.control('ready')[0]).toMatchObject({ topics: [`user/${jonas.userId}`] });
    for (const reader of [stream, open, rest]) reader.close();
  });

  test('somebody who was away meanwhile finds the door closed on coming back', async () => {
    const kofi = await stoa.instructor('kofi');
    const stream = await StreamReader.open(stoa.base, kofi.cookie, { topics: [staff] });
    await stream.untilEnvelopes(3);
    stream.close();
    await stoa.remove(kofi, paula);
    await flow.more(5);
    const { cursor } = stream;
    const again = await StreamReader.open(stoa.base, kofi.cookie, { topics: [staff], cursor });
    expect([again.status, (again.problem as { code: string }).code]).toEqual([404, 'not_found']);
    expect(await new PollReader(stoa.base, kofi.cookie, [staff], cursor).poll()).toBe(404);
    const socket = await SocketReader.open(stoa.base, kofi.cookie);
    expect(await socket.ask('subscribe', { topics: [staff], cursor })).toMatchObject({
      error: { status: 404 },
    });
    socket.close();
  });

  test('a removal while a stream is being opened is not missed', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await stoa.instructor(`late${round}`);
      const opening = StreamReader.open(stoa.base, person.cookie, { topics: [staff] });
      const removing = stoa.remove(person, paula);
      const [stream] = await Promise.all([opening, removing]);
      if (stream.status !== 200) {
        expect(stream.status).toBe(404);
        continue;
      }
      await stream.until(({ heard }) => heard.some(({ event }) => event === 'bye'), 'bye');
      await flow.more(5);
      expect(afterBye(stream)).toEqual([]);
      stream.close();
    }
  });

  test('an instructor who becomes a student loses the staff topic at once, and gets it again with the role', async () => {
    const lena = await stoa.instructor('lena');
    const socket = await SocketReader.open(stoa.base, lena.cookie);
    await socket.subscribe([staff, cohort]);
    const bye = await expectSilence(socket, () => stoa.enrol(lena, paula, 'student'));
    expect(bye).toEqual({ reason: 'revoked', topics: [staff] });
    expect(await socket.ask('subscribe', { topics: [staff] })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    await stoa.enrol(lena, paula, 'instructor');
    expect((await socket.subscribe([staff])).resync).toEqual([]);
    await socket.untilEnvelopes(socket.envelopes.length + 3);
    socket.close();
  });

  test('a refusal names each topic that is not theirs, over every door, so that the others can be asked for', async () => {
    const lena = await stoa.instructor('lea');
    await stoa.enrol(lena, paula, 'student');
    const foreign = `cohort/${newId()}`;
    const topics = [foreign, cohort, staff];
    const named = (problem: unknown) =>
      (problem as { faults?: { field: string }[] }).faults?.map(({ field }) => field);
    const stream = await StreamReader.open(stoa.base, lena.cookie, { topics });
    expect([stream.status, named(stream.problem)]).toEqual([404, [foreign, staff]]);
    const poll = new PollReader(stoa.base, lena.cookie, topics);
    expect([await poll.poll(), named(poll.problem)]).toEqual([404, [foreign, staff]]);
    const socket = await SocketReader.open(stoa.base, lena.cookie);
    const { error } = await socket.ask('subscribe', { topics });
    expect(named(error)).toEqual([foreign, staff]);
    expect((await socket.subscribe([cohort])).resync).toEqual([]);
    socket.close();
  });

  test('somebody who is brought back hears the cohort again', async () => {
    const mira = await stoa.instructor('mira');
    await stoa.remove(mira, paula);
    expect((await StreamReader.open(stoa.base, mira.cookie, { topics: [staff] })).status).toBe(404);
    await stoa.enrol(mira, paula, 'instructor');
    const stream = await StreamReader.open(stoa.base, mira.cookie, { topics: [staff] });
    await stream.untilEnvelopes(3);
    stream.close();
  });
});

describe('DEL6 a session ends', () => {
  /** Everything that one session holds open. */
  async function everythingOf(person: TestPerson): Promise<Reader[]> {
    const stream = await StreamReader.open(stoa.base, person.cookie);
    const socket = await SocketReader.open(stoa.base, person.cookie);
    await socket.subscribe([staff]);
    await socket.untilEnvelopes(1);
    return [stream, socket];
  }

  async function expectOver(readers: readonly Reader[], person: TestPerson): Promise<void> {
    for (const reader of readers) {
      await reader.until(({ isOver }) => isOver, 'the end', sessionBudgetMs);
      expect(byeOf(reader)).toEqual({ reason: 'signed_out' });
      expect(afterBye(reader)).toEqual([]);
    }
    expect((await stoa.ask('GET', '/api/me', { as: person })).status).toBe(401);
    expect((await stoa.ask('PATCH', '/api/me', { as: person, body: { look: 'dark' } })).status).toBe(401);
    expect(await new PollReader(stoa.base, person.cookie).poll()).toBe(401);
    expect((await StreamReader.open(stoa.base, person.cookie)).status).toBe(401);
    await expect(SocketReader.open(stoa.base, person.cookie)).rejects.toThrow();
  }

  test('by signing out', async () => {
    const nora = await stoa.instructor('nora');
    const readers = await everythingOf(nora);
    expect((await stoa.ask('POST', '/api/auth/logout', { as: nora, body: {} })).status).toBe(200);
    await expectOver(readers, nora);
  });

  test('from another device, which goes on', async () => {
    const omar = await stoa.instructor('omar');
    const phone = await stoa.anotherSession(omar);
    const [onLaptop, onPhone] = [await everythingOf(omar), await everythingOf(phone)];
    const { status, body } = await stoa.ask('DELETE', `/api/me/sessions/${omar.sessionId}`, { as: phone });
    expect([status, body]).toEqual([200, { data: { ended: 1 } }]);
    await expectOver(onLaptop, omar);
    for (const reader of onPhone) {
      await reader.untilEnvelopes(reader.envelopes.length + 1);
      expect(reader).toMatchObject({ isOver: false });
      reader.close();
    }
  });

  test('a command over a socket whose session has ended is refused, and the socket closed', async () => {
    const pia = await stoa.instructor('pia');
    const socket = await SocketReader.open(stoa.base, pia.cookie);
    await sql`delete from session where id = ${pia.sessionId}`.execute(stoa.ground.db.query);
    const answer = await socket.ask('identity:update-profile', { commandId: newId(), look: 'dark' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'signed_out' } });
    await socket.until(({ isOver }) => isOver, 'the end');
  });

  test('a socket whose session has ended joins no more topics', async () => {
    const rita = await stoa.instructor('rita');
    const socket = await SocketReader.open(stoa.base, rita.cookie);
    await sql`delete from session where id = ${rita.sessionId}`.execute(stoa.ground.db.query);
    expect(await socket.ask('subscribe', { topics: [staff] })).toMatchObject({
      ok: false,
      error: { code: 'signed_out' },
    });
    await socket.until(({ isOver }) => isOver, 'the end');
  });
});

test('DEL6 whoever was let in just before the session ended is not registered: nobody would tell them', async () => {
  const vera = await stoa.student('vera');
  const { delivery } = stoa.house.node;
  // What a door knows when it has looked at the session and not yet registered the reader.
  const token = vera.cookie.split('=')[1]!;
  const known = await stoa.house.identity.sessions.personOf(stoa.ground.db.query, token);
  const phone = await stoa.anotherSession(vera);
  await stoa.ask('DELETE', `/api/me/sessions/${vera.sessionId}`, { as: phone });
  const sink = { send() {}, resync() {}, lost() {}, bye() {}, writable: async () => {} };
  await expect(delivery.connect(known!.person, known!.expiresAt, sink)).rejects.toMatchObject({
    code: 'signed_out',
  });
  expect(delivery.connectionsOf(vera.userId)).toEqual([]);
});

describe('DEL6 a session runs out', () => {
  test('what it holds open closes; one that was used meanwhile goes on', async () => {
    const clock = manualClock();
    const still = await TestHouse.open({}, { clock });
    const [amara, jonas] = [await still.student('amara'), await still.student('jonas')];
    const soon = new Date(clock.nowMs() + 3_000);
    for (const { sessionId } of [amara, jonas]) {
      // A life of sixty days that began so long ago that it ends soon.
      await sql`
        update session set expires_at = ${soon}, created_at = ${new Date(soon.getTime() - 60 * 86_400_000)}
        where id = ${sessionId}`.execute(still.ground.db.query);
    }
    const readers = [
      await StreamReader.open(still.base, amara.cookie),
      await SocketReader.open(still.base, amara.cookie),
    ];
    const used = await StreamReader.open(still.base, jonas.cookie);
    await sql`
      update session set expires_at = ${new Date(clock.nowMs() + 86_400_000)}
      where id = ${jonas.sessionId}`.execute(still.ground.db.query);

    clock.advance(5_000);
    for (const reader of readers) {
      await reader.until(({ isOver }) => isOver, 'the end');
      expect(byeOf(reader)).toEqual({ reason: 'signed_out' });
    }
    await still.ask('PATCH', '/api/me', { as: jonas, body: { name: 'Jonas' } });
    await used.until(({ envelopes }) => envelopes.length > 0, 'the new name');
    used.close();
    await still.close();
  });
});
