import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyType, isHttpOnly, type CommandSpec, type ViewSpec } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { scopeOf, type Relation } from '#kernel/relations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { houseAddresses } from '#platform/server/documents/houseAddresses.ts';
import { TestHouse, type Academy, type TestPerson } from './support/house.ts';
import { identityExamples } from './support/policyIdentity.ts';
import { cohortsExamples, waysIn, type Ways } from './support/policyCohorts.ts';
import {
  announcementsExamples,
  announcementsWritten,
  type AnnouncementsWritten,
} from './support/policyAnnouncements.ts';
import { chatExamples, chatsHeld, type ChatsHeld } from './support/policyChat.ts';
import { helpExamples, helpGiven, type HelpGiven } from './support/policyHelp.ts';
import { jobsExamples } from './support/policyJobs.ts';
import { leaderboardExamples } from './support/policyLeaderboard.ts';
import { lessonsExamples } from './support/policyLessons.ts';
import { momentExamples, momentHeld, type MomentHeld } from './support/policyMoment.ts';
import { notificationsExamples } from './support/policyNotifications.ts';
import { pollsAsked, pollsExamples, type PollsAsked } from './support/policyPolls.ts';
import { progressExamples } from './support/policyProgress.ts';
import { qnaExamples, questionsAsked, questionsOf, type QuestionsAsked } from './support/policyQna.ts';
import { quizzesExamples, quizzesTaken, type QuizzesTaken } from './support/policyQuizzes.ts';
import { aGuest, sessionsExamples, sessionsHeld, type SessionsHeld } from './support/policySessions.ts';
import { webhooksExamples } from './support/policyWebhooks.ts';
import { PollReader, SocketReader, StreamReader } from './support/readers.ts';

const actorNames = [
  'anonymous',
  'amara, student',
  'jonas, another student',
  'rosa, removed student',
  'yusuf, student elsewhere',
  'ines, instructor',
  'ivo, instructor elsewhere',
  'paula, administrator',
  'quentin, administrator elsewhere',
  'ops, operator',
  'gus, guest of the live sessions',
] as const;
type ActorName = (typeof actorNames)[number];

type Thing = keyof typeof standing;

/**
 * How each actor stands to what the requests are about, beyond being anyone and, signed in, a person.
 * Written by hand: the code under test must come to the same.
 */
const standing = {
  'nothing in particular': {},
  amara: { 'amara, student': ['self'] },
  rosa: { 'rosa, removed student': ['self'] },
  'the cohort': {
    'amara, student': ['student'],
    'jonas, another student': ['student'],
    'ines, instructor': ['instructor'],
    'paula, administrator': ['organisationAdmin'],
  },
  'amara in the cohort': {
    'amara, student': ['student', 'self'],
    'jonas, another student': ['student'],
    'ines, instructor': ['instructor'],
    'paula, administrator': ['organisationAdmin'],
  },
  'somebody else and the cohort': {
    'amara, student': ['student'],
    'jonas, another student': ['student'],
    'ines, instructor': ['instructor'],
    'paula, administrator': ['organisationAdmin'],
  },
  "amara's place": {
    'amara, student': ['self'],
    'ines, instructor': ['instructor'],
    'paula, administrator': ['organisationAdmin'],
  },
  "rosa's place": {
    'ines, instructor': ['instructor'],
    'paula, administrator': ['organisationAdmin'],
  },
  'the organisation': { 'paula, administrator': ['organisationAdmin'] },
  'the guest': {},
} as const satisfies Record<string, Partial<Record<ActorName, readonly Relation[]>>>;

interface Example {
  about: Thing;
  /** Path parameters, query and body in one; for a topic the ids in its name. */
  input: Record<string, unknown>;
  /** What whoever may hears where that is no success: a link that is spent, a thing that is not there. */
  passes?: Verdict;
  /** Fields in which an actor asks with something of their own. */
  own?: Partial<Record<ActorName, Record<string, unknown>>>;
}

/** Something to ask with for every command, view and topic of the house. */
function examplesIn({
  north,
  people,
  enrolmentIds,
  password,
  ways,
  quizzes,
  sessions,
  questions,
  polls,
  chats,
  held,
  announced,
  helped,
}: World): Record<string, Example[]> {
  const { cohortId, organisationId, lessonIds } = north;
  const [lessonId] = lessonIds;
  const userId = people['amara, student'].userId;
  const rosaId = people['rosa, removed student'].userId;
  const guestId = people.guest.userId;
  const nothing = { about: 'nothing in particular', input: {} } as const;
  const cohort = { about: 'the cohort', input: { cohortId } } as const;
  const organisation = { about: 'the organisation', input: { organisationId } } as const;
  return {
    ...identityExamples({ organisationId, guestId }),
    'identity:sign-in': [
      { about: 'nothing in particular', input: { email: 'guest@school.example', password } },
    ],
    'identity:sign-out': [nothing],
    'identity:end-session': [{ about: 'nothing in particular', input: { sessionId: newId() } }],
    'identity:end-other-sessions': [nothing],
    'identity:update-profile': [{ about: 'nothing in particular', input: { look: 'dark' } }],
    'identity:sessions': [nothing],
    ...cohortsExamples(north, guestId, ways),
    ...lessonsExamples(north),
    ...quizzesExamples(north, userId, quizzes),
    ...sessionsExamples(north, sessions),
    ...qnaExamples(north, questions),
    'presence:rest': [{ about: 'nothing in particular', input: { resting: false } }],
    'presence:hide': [{ about: 'nothing in particular', input: { hidden: false } }],
    'presence:mine': [nothing],
    'presence:cohort': [cohort],
    'presence:people': [cohort],
    ...pollsExamples(north, polls),
    ...leaderboardExamples(north, { sessionId: polls.sessionId, studentId: userId }),
    ...chatExamples(north, chats),
    ...momentExamples(held),
    ...jobsExamples(),
    ...notificationsExamples(north),
    ...announcementsExamples(north, announced),
    ...helpExamples(north, helped, userId),
    ...webhooksExamples(north),
    ...progressExamples(north, { amaraId: userId, guestId }),
    'progress:complete': [{ about: 'the cohort', input: { cohortId, lessonId } }],
    'progress:undo': [{ about: 'the cohort', input: { cohortId, lessonId } }],
    'progress:outline': [cohort],
    'progress:cohort': [cohort],
    'progress:student': [
      { about: 'amara in the cohort', input: { cohortId, studentId: userId } },
      { about: 'somebody else and the cohort', input: { cohortId, studentId: rosaId } },
    ],
    'user/:userId': [
      { about: 'amara', input: { userId } },
      { about: 'rosa', input: { userId: rosaId } },
    ],
    'org/:organisationId': [organisation],
    'cohort/:cohortId': [cohort],
    'cohort/:cohortId/staff': [cohort],
    'enrolment/:enrolmentId': [
      { about: "amara's place", input: { enrolmentId: enrolmentIds.amara } },
      { about: "rosa's place", input: { enrolmentId: enrolmentIds.rosa } },
    ],
  };
}

interface World {
  north: Academy;
  south: Academy;
  people: Record<Exclude<ActorName, 'anonymous'> | 'guest', TestPerson>;
  enrolmentIds: Record<'amara' | 'rosa' | 'yusuf', string>;
  password: string;
  ways: Ways;
  quizzes: QuizzesTaken;
  sessions: SessionsHeld;
  questions: QuestionsAsked;
  polls: PollsAsked;
  chats: ChatsHeld;
  held: MomentHeld;
  announced: AnnouncementsWritten;
  helped: HelpGiven;
  /** Sessions that Gus is a guest of, and what is asked there. */
  openToGus: ReadonlySet<string>;
}

let stoa: TestHouse;
let world: World;
const sockets = new Map<ActorName, SocketReader>();

beforeAll(async () => {
  stoa = await TestHouse.open();
  world = await aWorld(stoa);
  for (const name of actorNames) {
    const actor = actorOf(name);
    if (actor) sockets.set(name, await SocketReader.open(stoa.base, actor.cookie));
  }
});
afterAll(async () => {
  for (const socket of sockets.values()) socket.close();
  await stoa.close();
});

async function aWorld(house: TestHouse): Promise<World> {
  const { north, south, ground } = house;
  const password = 'a lantern over quiet water';
  const passwordHash = await ground.passwords.hash(password);
  const people = {
    'amara, student': await house.student('amara'),
    'jonas, another student': await house.student('jonas'),
    'rosa, removed student': await house.student('rosa'),
    'yusuf, student elsewhere': await house.student('yusuf', south),
    'ines, instructor': await house.instructor('ines'),
    'ivo, instructor elsewhere': await house.instructor('ivo', south),
    'paula, administrator': await house.person('paula', { academy: north, role: 'organisationAdmin' }),
    'quentin, administrator elsewhere': await house.person('quentin', {
      academy: south,
      role: 'organisationAdmin',
    }),
    'ops, operator': await house.person('ops', undefined, { platformAdmin: true }),
    guest: await house.person('guest', undefined, { passwordHash }),
  };
  await house.enrol(people.guest, people['ines, instructor']);
  const placeOf = async (academy: Academy, { userId }: TestPerson): Promise<string> => {
    const lines = await enrolments.linesOf(ground.db.query, academy.cohortId);
    return lines.find((line) => line.userId === userId)!.enrolmentId;
  };
  const enrolmentIds = {
    amara: await placeOf(north, people['amara, student']),
    rosa: await placeOf(north, people['rosa, removed student']),
    yusuf: await placeOf(south, people['yusuf, student elsewhere']),
  };
  await house.remove(people['rosa, removed student'], people['ines, instructor']);
  const ways = await waysIn(house, north, {
    instructor: people['ines, instructor'],
    administrator: people['paula, administrator'],
  });
  const quizzes = await quizzesTaken(house, {
    amara: people['amara, student'],
    jonas: people['jonas, another student'],
    yusuf: people['yusuf, student elsewhere'],
  });
  const sessions = await sessionsHeld(house, {
    ines: people['ines, instructor'],
    ivo: people['ivo, instructor elsewhere'],
  });
  const questions = await questionsAsked(house, {
    amara: people['amara, student'],
    jonas: people['jonas, another student'],
    yusuf: people['yusuf, student elsewhere'],
    ines: people['ines, instructor'],
    ivo: people['ivo, instructor elsewhere'],
    paula: people['paula, administrator'],
    guest: people.guest,
  });
  const polls = await pollsAsked(house, {
    ines: people['ines, instructor'],
    ivo: people['ivo, instructor elsewhere'],
  });
  const chats = await chatsHeld(house, {
    amara: people['amara, student'],
    jonas: people['jonas, another student'],
    ines: people['ines, instructor'],
    paula: people['paula, administrator'],
    guest: people.guest,
  });
  const held = await momentHeld(house, { ines: people['ines, instructor'], guest: people.guest });
  const announced = await announcementsWritten(house, {
    ines: people['ines, instructor'],
    paula: people['paula, administrator'],
  });
  const helped = await helpGiven(house, {
    ines: people['ines, instructor'],
    amara: people['amara, student'],
  });
  const rooms = { quizzes, sessions, questions, chats, polls, held, announced, helped };
  const gus = await aGuest(house, {
    ...{ name: 'Gus', sessionId: sessions.live.sessionId, by: people['ines, instructor'] },
  });
  await makeGuestOfAll(house, gus);
  questions.own.gus = await questionsOf(house, gus, questions.sessionId);
  return {
    ...{ north, south, enrolmentIds, password, ways, ...rooms },
    people: { ...people, 'gus, guest of the live sessions': gus },
    openToGus: await openToGuests(house),
  };
}

/** A guest is of one session; this one is of each that the examples ask about. */
async function makeGuestOfAll({ ground, north }: TestHouse, { userId }: TestPerson): Promise<void> {
  const { query } = ground.db;
  await sql`update live_session set takes_guests = true where cohort_id = ${north.cohortId}`.execute(query);
  await sql`
    insert into session_guest (session_id, person_id, number, has_account)
    select id, ${userId}, 9, false from live_session where cohort_id = ${north.cohortId}
    on conflict (session_id, person_id) do nothing`.execute(query);
}

/** The sessions that are not over, their polls and their questions. */
async function openToGuests({ ground, north }: TestHouse): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with open as (
      select id from live_session where cohort_id = ${north.cohortId} and state not in ('ended', 'cancelled')
    )
    select id from open
    union all select poll.id from poll join open on open.id = poll.session_id
    union all select question.id from question join open on open.id = question.session_id`.execute(
    ground.db.query,
  );
  return new Set(rows.map(({ id }) => id));
}

/** A guest stands to what leads to a session of theirs, and to nothing that anything else is named with. */
function standsAsGuest(input: Record<string, unknown>): boolean {
  const { cohortId: _cohort, ...named } = scopeOf(input);
  const ids = Object.values(named) as string[];
  return ids.length > 0 && ids.every((id) => world.openToGus.has(id));
}

const actorOf = (name: ActorName): TestPerson | undefined =>
  name === 'anonymous' ? undefined : world.people[name];

/** `allowed`, or the status and code of the refusal. */
type Verdict = 'allowed' | '401 signed_out' | '403 forbidden' | '404 not_found' | (string & {});

function expectedFor(
  actor: ActorName,
  who: readonly Relation[],
  { about, input }: Pick<Example, 'about' | 'input'>,
): Verdict {
  if (who.includes('anyone')) return 'allowed';
  if (actor === 'anonymous') return '401 signed_out';
  if (actor === 'gus, guest of the live sessions') {
    const isAboutNothing = Object.keys(scopeOf(input)).length === 0;
    if (!isAboutNothing && !standsAsGuest(input)) return '404 not_found';
    return who.includes('guest') ? 'allowed' : '403 forbidden';
  }
  const given = standing[about] as Partial<Record<ActorName, readonly Relation[]>>;
  const held: Relation[] = ['person', ...(given[actor] ?? [])];
  if (actor === 'ops, operator') held.push('platformAdmin');
  if (who.some((relation) => held.includes(relation))) return 'allowed';
  const belongs = (given[actor] ?? []).length > 0 || about === 'nothing in particular';
  return belongs ? '403 forbidden' : '404 not_found';
}

function verdictOf(status: number, body: unknown): Verdict {
  return status < 300 ? 'allowed' : `${status} ${(body as { code: string }).code}`;
}

interface Asked {
  method: string;
  path: string;
  body?: Record<string, unknown>;
}

/** A request as its contract says: parameters in the path, the rest in the query or the body. */
function requestFor(http: ViewSpec['http'] | CommandSpec['http'], input: Record<string, unknown>): Asked {
  const [method, pattern] = typeof http === 'string' ? (['GET', http] as const) : http;
  const rest = { ...input };
  const path = pattern.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) => {
    const value = rest[name] as string;
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (method !== 'GET') return { method, path, body: rest };
  const query = new URLSearchParams(rest as Record<string, string>).toString();
  return { method, path: query === '' ? path : `${path}?${query}` };
}

async function overHttp(
  { http, takes }: Pick<CommandSpec, 'takes'> & { http: ViewSpec['http'] | CommandSpec['http'] },
  input: Record<string, unknown>,
  as: TestPerson | undefined,
): Promise<{ status: number; body: unknown }> {
  const { method, path, body } = requestFor(http, input);
  if (takes && 'bytes' in takes) {
    const headers = { 'content-type': bodyType(takes) };
    return stoa.ask(method, path, { ...(as && { as }), body: 'some words', headers });
  }
  return stoa.ask(method, path, { ...(as && { as }), ...(body && { body }) });
}

const topicDoors = {
  async stream(topic: string, actor: ActorName): Promise<Verdict> {
    const reader = await StreamReader.open(stoa.base, actorOf(actor)?.cookie ?? '', { topics: [topic] });
    reader.close();
    return verdictOf(reader.status, reader.problem);
  },
  async poll(topic: string, actor: ActorName): Promise<Verdict> {
    const reader = new PollReader(stoa.base, actorOf(actor)?.cookie ?? '', [topic]);
    return verdictOf(await reader.poll(), reader.problem);
  },
  async socket(topic: string, actor: ActorName): Promise<Verdict> {
    const answer = await sockets.get(actor)!.ask('subscribe', { topics: [topic] });
    await sockets.get(actor)!.ask('unsubscribe', { topics: [topic] });
    return answer.ok ? 'allowed' : verdictOf(answer.error!.status, answer.error);
  },
};

describe('ACC1 ACC2 the policy as declared, at every door, for every actor', () => {
  /** Every cell that is off, and which verdicts there were at all. */
  async function judge(
    declared: Iterable<readonly [name: string, who: readonly Relation[]]>,
    ask: (name: string, example: Example, actor: ActorName) => Promise<Record<string, Verdict>>,
  ): Promise<{ off: string[]; cells: number; verdicts: Set<Verdict> }> {
    const off: string[] = [];
    const verdicts = new Set<Verdict>();
    let cells = 0;
    const examples = examplesIn(world);
    for (const [name, who] of declared) {
      const own = examples[name];
      if (!own) off.push(`${name} has no example here`);
      for (const example of own ?? []) {
        for (const actor of actorNames) {
          const asked = { ...example, input: { ...example.input, ...example.own?.[actor] } };
          const judged = expectedFor(actor, who, asked);
          const expected = judged === 'allowed' ? (example.passes ?? judged) : judged;
          for (const [door, verdict] of Object.entries(await ask(name, asked, actor))) {
            cells += 1;
            verdicts.add(verdict === example.passes ? 'allowed' : verdict);
            if (verdict === expected) continue;
            off.push(`${name} about ${example.about}, ${door}, ${actor}: ${verdict} instead of ${expected}`);
          }
        }
      }
    }
    return { off, cells, verdicts };
  }

  const everyVerdict: Verdict[] = ['allowed', '401 signed_out', '403 forbidden', '404 not_found'];

  test('commands', async () => {
    const { commands } = stoa.house.node.catalogue;
    const declared = [...commands].map(([name, { who }]) => [name, who] as const);
    const { off, cells, verdicts } = await judge(declared, async (name, { input }, actor) => {
      const spec = commands.get(name)!;
      const person = actorOf(actor);
      // What works on the cookie ends the session that asks.
      const as = person && spec.doors === 'http' ? await stoa.anotherSession(person) : person;
      const { status, body } = await overHttp(spec, input, as);
      const socket = sockets.get(actor);
      if (!socket) return { http: verdictOf(status, body) };
      const answer = await socket.ask(name, { commandId: newId(), ...input });
      if (isHttpOnly(spec)) {
        expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
        return { http: verdictOf(status, body) };
      }
      return {
        http: verdictOf(status, body),
        socket: answer.ok ? 'allowed' : verdictOf(answer.error!.status, answer.error),
      };
    });
    expect(off).toEqual([]);
    expect([...verdicts].sort()).toEqual([...everyVerdict].sort());
    expect(cells).toBeGreaterThanOrEqual(commands.size * actorNames.length);
  });

  test('views', async () => {
    const { views } = stoa.house.node.catalogue;
    const declared = [...views].map(([name, { who }]) => [name, who] as const);
    const { off, cells, verdicts } = await judge(declared, async (name, { input }, actor) => {
      const { status, body } = await overHttp(views.get(name)!, input, actorOf(actor));
      return { http: verdictOf(status, body) };
    });
    expect(off).toEqual([]);
    expect([...verdicts].sort()).toEqual([...everyVerdict].sort());
    expect(cells).toBeGreaterThanOrEqual(views.size * actorNames.length);
  });

  test('topics, by stream, poll and socket', async () => {
    const { topicKinds } = stoa.house.node.catalogue;
    const declared = topicKinds.map(({ pattern, who }) => [pattern, who] as const);
    const { off, cells, verdicts } = await judge(declared, async (pattern, { input }, actor) => {
      const topic = topicOf(pattern, input);
      const [stream, poll] = [await topicDoors.stream(topic, actor), await topicDoors.poll(topic, actor)];
      return sockets.has(actor)
        ? { stream, poll, socket: await topicDoors.socket(topic, actor) }
        : { stream, poll };
    });
    expect(off).toEqual([]);
    expect([...verdicts].sort()).toEqual([...everyVerdict].sort());
    expect(cells).toBeGreaterThanOrEqual(topicKinds.length * actorNames.length * 2);
  });

  test('nobody who is not signed in gets a socket', async () => {
    await expect(SocketReader.open(stoa.base, '')).rejects.toThrow();
    await expect(SocketReader.open(stoa.base, `stoa=${'x'.repeat(43)}`)).rejects.toThrow();
  });

  test('one topic that is not theirs refuses the whole connection', async () => {
    const { north, south, people } = world;
    const topics = [`cohort/${north.cohortId}`, `cohort/${south.cohortId}`];
    const { cookie } = people['amara, student'];
    const stream = await StreamReader.open(stoa.base, cookie, { topics });
    expect([stream.status, await new PollReader(stoa.base, cookie, topics).poll()]).toEqual([404, 404]);
    const answer = await sockets.get('amara, student')!.ask('subscribe', { topics });
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  test("the address of one student's progress follows the student's topic", async () => {
    const { userId } = world.people['amara, student'];
    const verdicts: Record<string, number> = {};
    for (const actor of actorNames) {
      const reader = await StreamReader.open(stoa.base, actorOf(actor)?.cookie ?? '', {
        path: `/api/stream/progress/${userId}`,
      });
      reader.close();
      verdicts[actor] = reader.status;
    }
    expect(verdicts).toEqual({
      anonymous: 401,
      'amara, student': 200,
      'jonas, another student': 404,
      'rosa, removed student': 404,
      'yusuf, student elsewhere': 404,
      'ines, instructor': 200,
      'ivo, instructor elsewhere': 404,
      'paula, administrator': 200,
      'quentin, administrator elsewhere': 404,
      'ops, operator': 404,
      'gus, guest of the live sessions': 404,
    });
  });

  test("a stream's sign of life is its owner's alone", async () => {
    const [amara, jonas] = [world.people['amara, student'], world.people['jonas, another student']];
    const stream = await StreamReader.open(stoa.base, amara.cookie);
    const { connectionId } = stream.control('ready')[0] as { connectionId: string };
    const beat = (as?: TestPerson) =>
      stoa.ask('POST', `/api/stream/${connectionId}/beat`, { ...(as && { as }) });
    expect((await beat()).status).toBe(401);
    expect((await beat(jonas)).status).toBe(404);
    expect((await beat(amara)).status).toBe(204);
    stream.close();
  });

  test('what the house answers by itself is open to exactly those it says', async () => {
    const verdicts: string[] = [];
    for (const [name, { http, who }] of Object.entries(houseAddresses)) {
      if (http[0] !== 'GET' || http[1].includes(':')) continue;
      const isOpen = (who as readonly Relation[]).includes('anyone');
      // A stream stays open: its head says enough.
      const abort = new AbortController();
      const { status } = await fetch(stoa.base + http[1], { signal: abort.signal });
      abort.abort();
      if (status !== (isOpen ? 200 : 401)) verdicts.push(`${name}: ${status}`);
    }
    expect(verdicts).toEqual([]);
  });
});

function topicOf(pattern: string, ids: Record<string, unknown>): string {
  return pattern.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) => ids[name] as string);
}

describe('ACC2 ids of another academy', () => {
  /** The other academy's id of the same kind. */
  const foreignIds = ({
    south,
    people,
    enrolmentIds,
    quizzes,
    sessions,
    questions,
    polls,
  }: World): Record<string, string> => ({
    cohortId: south.cohortId,
    organisationId: south.organisationId,
    courseId: south.courseId,
    lessonId: south.lessonIds[0]!,
    userId: people['yusuf, student elsewhere'].userId,
    studentId: people['yusuf, student elsewhere'].userId,
    enrolmentId: enrolmentIds.yusuf,
    sessionId: sessions.south.sessionId,
    recordingId: sessions.south.recordingId,
    hash: south.picture.hash,
    quizId: south.quizId,
    attemptId: quizzes.yusuf.attemptId,
    itemId: quizzes.yusuf.itemId,
    questionId: questions.south,
    intoId: questions.south,
    pollId: polls.south,
    intoSessionId: sessions.south.sessionId,
  });

  interface Target {
    name: string;
    input: Record<string, unknown>;
    /** Fields that can be replaced. */
    fields: string[];
    ask: (input: Record<string, unknown>, as: TestPerson) => Promise<{ status: number; body: unknown }>;
  }

  function targets(): Target[] {
    const { commands, views, topicKinds } = stoa.house.node.catalogue;
    const known = Object.keys(foreignIds(world));
    const found: Target[] = [];
    const add = (name: string, ask: Target['ask']): void => {
      for (const { input } of examplesIn(world)[name]!) {
        const fields = Object.keys(input).filter(
          // Whoever knows a person's id may bring that person in: people belong to no academy.
          (field) => known.includes(field) && !(name === 'cohorts:enrol' && field === 'userId'),
        );
        if (fields.length > 0) found.push({ name, input, fields, ask });
      }
    };
    for (const [name, spec] of [...commands, ...views]) {
      add(name, (input, as) => overHttp(spec, input, as));
    }
    for (const { pattern } of topicKinds) {
      add(pattern, (input, as) => stoa.ask('GET', `/api/events?topics=${topicOf(pattern, input)}`, { as }));
    }
    return found;
  }

  const missingFor = (field: string): string =>
    field === 'hash' ? newId().replaceAll('-', '').repeat(2) : newId();

  test('500 ids replaced at random: the same answer as for ids of nothing, and nothing of theirs in it', async () => {
    const foreign = foreignIds(world);
    const southern = [
      ...Object.values(foreign),
      ...world.south.lessonIds,
      ...Object.entries(world.people)
        .filter(([name]) => name.includes('elsewhere'))
        .flatMap(([, { userId, sessionId }]) => [userId, sessionId]),
      'South',
      'yusuf',
      'quentin',
    ];
    const all = targets();
    const before = await southAsSeenThere();
    const actors = ['amara, student', 'ines, instructor', 'paula, administrator'] as const;
    let substitutions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all).chain((target) =>
          fc.record({
            target: fc.constant(target),
            fields: fc.subarray(target.fields, { minLength: 1 }),
            actor: fc.constantFrom(...actors),
          }),
        ),
        async ({ target, fields, actor }) => {
          const as = world.people[actor];
          const theirs: Record<string, string> = {};
          const nobodys: Record<string, string> = {};
          for (const field of fields) {
            // Two things are called a session: where somebody is signed in, and what a class meets in.
            const isSignIn = field === 'sessionId' && target.name.startsWith('identity:');
            theirs[field] = isSignIn ? world.people['yusuf, student elsewhere'].sessionId : foreign[field]!;
            nobodys[field] = missingFor(field);
          }
          const answer = await target.ask({ ...target.input, ...theirs }, as);
          const missing = await target.ask({ ...target.input, ...nobodys }, as);
          substitutions += 1;
          const about = `${target.name} with another ${fields.join(', ')} as ${actor}`;
          const [said, expected] = [plain(answer, theirs), plain(missing, nobodys)];
          expect([about, said]).toEqual([about, expected]);
          expect([about, answer.status]).not.toEqual([about, 429]);
          const spilt = southern.filter((word) => JSON.stringify(said).includes(word));
          expect([about, spilt]).toEqual([about, []]);
          // Ending a session that is not yours, or none, ends none; whoever is no administrator stays none.
          const ending = ['identity:end-session', 'cohorts:dismiss-admin'];
          const endsNone = ending.includes(target.name) && answer.status === 200;
          expect([about, endsNone || [403, 404].includes(answer.status)]).toEqual([about, true]);
        },
      ),
      { numRuns: 500 },
    );
    expect(substitutions).toBeGreaterThanOrEqual(500);
    expect(await southAsSeenThere()).toEqual(before);
  });

  /** An answer without the ids that it was asked with, which it may repeat. */
  function plain(answer: { status: number; body: unknown }, ids: Record<string, string>): unknown {
    let text = JSON.stringify(answer.body);
    for (const id of Object.values(ids)) text = text.replaceAll(id, '…');
    const { requestId: _ours, ...body } = JSON.parse(text) as Record<string, unknown>;
    return { status: answer.status, body };
  }

  async function southAsSeenThere(): Promise<unknown[]> {
    const { south, people } = world;
    const quentin = people['quentin, administrator elsewhere'];
    const seen = [];
    for (const path of [
      `/api/cohorts/${south.cohortId}/progress`,
      `/api/cohorts/${south.cohortId}/enrolments`,
      `/api/organisations/${south.organisationId}`,
    ]) {
      seen.push((await stoa.view(path, quentin)).data);
    }
    return seen;
  }

  test('two ids that do not belong together are refused like one that does not exist', async () => {
    const { north, south, people } = world;
    // Somebody of both academies, so that only the pairing is wrong.
    const vera = await stoa.person('vera', { academy: north, role: 'organisationAdmin' });
    await stoa.enrol(vera, people['ivo, instructor elsewhere'], 'instructor', south);
    const cohort = {
      courseId: south.courseId,
      title: 'Mixed',
      zone: 'Africa/Lagos',
      startsOn: '2026-09-01',
      endsOn: '2026-09-02',
    };
    const attempts = [
      await stoa.ask('POST', `/api/organisations/${north.organisationId}/cohorts`, {
        as: vera,
        body: cohort,
      }),
      await stoa.ask('GET', `/api/cohorts/${north.cohortId}/lessons/${south.lessonIds[0]!}`, { as: vera }),
      await stoa.ask(
        'GET',
        `/api/cohorts/${north.cohortId}/materials/${south.picture.hash}/${south.picture.name}`,
        { as: vera },
      ),
      await stoa.complete(people['amara, student'], south.lessonIds[0]!),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});

describe('ACC3 who somebody is comes from the session alone', () => {
  test('a profile takes no role, no rights and no other id', async () => {
    const amara = world.people['amara, student'];
    for (const extra of [
      { platformAdmin: true },
      { role: 'instructor' },
      { id: newId() },
      { organisationId: world.north.organisationId },
      JSON.parse('{"__proto__":{"platformAdmin":true}}') as object,
      { constructor: { prototype: { platformAdmin: true } } },
    ]) {
      const { status } = await stoa.ask('PATCH', '/api/me', { as: amara, body: { look: 'light', ...extra } });
      expect([JSON.stringify(extra), status]).toEqual([JSON.stringify(extra), 422]);
    }
    const me = await accounts.byId(stoa.ground.db.query, amara.userId);
    expect(me).toMatchObject({ id: amara.userId, look: 'dark', platformAdmin: false });
    expect(({} as { platformAdmin?: boolean }).platformAdmin).toBeUndefined();
  });

  test('a command over the socket takes no other user', async () => {
    const { people, north } = world;
    const answer = await sockets.get('amara, student')!.ask('progress:complete', {
      commandId: newId(),
      cohortId: north.cohortId,
      lessonId: north.lessonIds[1]!,
      userId: people['jonas, another student'].userId,
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });
});
