import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Envelope } from '#kernel/envelope.ts';
import { openGround } from '#app/ground.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import type { NotificationTold } from '#features/notifications/contract.ts';
import type { Attempt, QuizResults } from '#features/quizzes/contract.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from '../../tests/support/readers.ts';
import { Client } from '../load/client.ts';
import { quizIdOf } from '../load/quizTaker.ts';
import type { Report } from '../report.ts';
import type { ServerProcess } from '../servers/process.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const away = 30;
const moves = 2;
const marks = 2;
const quizKey = 'small-test-set';
const doors = ['stream', 'socket', 'poll'] as const;
type Door = (typeof doors)[number];
type Stoa = ServerProcess<StoaQuestions>;

/**
 * People close their laptops, and an hour later they come back, by each of the doors, with the cursor that they left
 * with. The hour is made: what was told in it is dated back in the database while nobody serves it, with the sessions
 * of those who are away; so what they hear comes from the log, and from no memory.
 *
 * @returns the server that serves now
 */
export async function awayForAnHour(
  report: Report,
  parts: {
    stoa: Stoa;
    people: readonly LoadPerson[];
    place: { DATA_DIR: string };
    start: () => Promise<Stoa>;
  },
): Promise<Stoa> {
  const { people, place, start } = parts;
  const instructor = people.at(-1)!;
  const gone = people.slice(0, away).map((person, index) => ({ person, door: doors[index % doors.length]! }));
  const left = await Promise.all(
    gone.map(async ({ person, door }) => {
      const reader = await open(parts.stoa.base, person, door);
      const { cursor } = reader;
      reader.close();
      return { person, door, cursor };
    }),
  );
  const client = new Client(parts.stoa.base, 20);
  const expected = await happens(
    client,
    instructor,
    gone.map(({ person }) => person),
  ).finally(() => client.close());
  await parts.stoa.stop();
  await anHourGoesBy(place.DATA_DIR);
  const stoa = await start();

  let wrong = 0;
  let heard = 0;
  const bells = new Client(stoa.base, 20);
  for (const { person, door, cursor } of left) {
    const reader = await open(stoa.base, person, door, cursor);
    const due = expected.get(person.userId)!;
    await reader
      .until(({ envelopes }) => toldIn(envelopes).length >= due.length, 'what was missed')
      .catch(() => {});
    // Something that is told now comes after all that was missed: nothing is still on its way.
    await markRead(bells, person);
    if (reader instanceof PollReader) await reader.poll();
    await reader
      .until(({ envelopes }) => envelopes.some(({ type }) => type === 'notifications:read'), 'the end')
      .catch(() => {});
    const told = toldIn(reader.envelopes);
    reader.close();
    heard += told.length;
    if (JSON.stringify(told) === JSON.stringify(due)) continue;
    wrong += 1;
    report.row(`by ${door}: ${JSON.stringify(told)} instead of ${JSON.stringify(due)}`);
  }
  bells.close();
  report.row(
    `${away} people away for an hour (dated back, the server started anew), a third by each door: ${heard} news heard ` +
      `on coming back, ${due(expected)} were missed`,
  );
  report.atMost('notify-missed-wrong', wrong, 'readers', 0);
  report.atLeast('notify-missed-heard', heard, 'news', away * (moves + 1 + marks));
  return stoa;
}

const due = (expected: ReadonlyMap<string, readonly string[]>): number =>
  [...expected.values()].reduce((sum, news) => sum + news.length, 0);

async function open(
  base: string,
  { userId, cookie }: LoadPerson,
  door: Door,
  cursor?: string,
): Promise<Reader> {
  const topics = [`user/${userId}`];
  const from = cursor === undefined ? {} : { cursor };
  switch (door) {
    case 'stream':
      return StreamReader.open(base, cookie, { topics, ...from });
    case 'socket': {
      const reader = await SocketReader.open(base, cookie);
      await reader.subscribe(topics, cursor);
      return reader;
    }
    case 'poll': {
      const reader = new PollReader(base, cookie, topics, cursor);
      await reader.poll({ conditionally: false });
      return reader;
    }
  }
}

/**
 * What those who are away miss: a session that is moved twice, a call to everybody, and a mark by hand on their own quiz,
 * twice. What is gathered counts.
 *
 * @returns what each of them is to hear, in order
 */
async function happens(
  client: Client,
  instructor: LoadPerson,
  gone: readonly LoadPerson[],
): Promise<Map<string, string[]>> {
  const { cohortId } = instructor;
  const ask = <Data>(method: string, path: string, body: object): Promise<Data> =>
    acknowledged<Data>(client, instructor, method, path, body);
  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const expected = new Map(gone.map(({ userId }) => [userId, [] as string[]]));
  const everybody = (news: string): void => {
    for (const all of expected.values()) all.push(news);
  };
  const { session } = await ask<{ session: { id: string } }>('POST', `/api/cohorts/${cohortId}/sessions`, {
    ...{ title: 'Moved', startsAt: inHours(48), minutes: 60 },
  });
  for (let move = 1; move <= moves; move++) {
    const startsAt = inHours(48 + move);
    await ask('PATCH', `/api/sessions/${session.id}`, { startsAt });
    everybody(`session-moved ${session.id} ${startsAt} ×${move}`);
  }
  const text = 'Please all of you';
  const { id } = await ask<ChatMessage>('POST', `/api/channels/${cohortId}/messages`, {
    text,
    calls: 'everyone',
  });
  everybody(`mention ${id} ×1`);
  const quizId = await quizIdOf(client, gone[0]!, quizKey);
  const quiz = `/api/cohorts/${cohortId}/quizzes/${quizId}`;
  const { data } = await client.json<QuizResults>(`${quiz}/results`, instructor.cookie);
  for (const { id: studentId, attempts } of data.students) {
    const all = expected.get(studentId);
    const [attempt] = attempts;
    if (!all || !attempt) continue;
    const path = `${quiz}/attempts/${attempt.id}`;
    const seen = await client.json<Attempt>(path, instructor.cookie);
    const item = seen.data.asked[0]!;
    for (let mark = 1; mark <= marks; mark++) {
      await ask('PUT', `${path}/marks/${item.id}`, { points: mark / 4, comment: 'By hand' });
      all.push(`quiz-regraded ${attempt.id} ×${mark}`);
    }
  }
  return expected;
}

/** @throws Error when it was refused */
async function acknowledged<Data>(
  client: Client,
  { cookie }: LoadPerson,
  method: string,
  path: string,
  body: object,
): Promise<Data> {
  const headers = { 'idempotency-key': newId() };
  const { status, body: answer } = await client.ask(method, path, { cookie, headers, body });
  if (status !== 200) throw new Error(`${method} ${path} was answered ${status}: ${answer}`);
  return (JSON.parse(answer) as { data: Data }).data;
}

async function markRead(client: Client, person: LoadPerson): Promise<void> {
  const until = new Date().toISOString();
  await acknowledged(client, person, 'PUT', '/api/me/notifications/read-all', { until });
}

function toldIn(envelopes: readonly Envelope[]): string[] {
  return envelopes
    .filter(({ type }) => type === 'notifications:told')
    .map(({ data }) => {
      const { type, subject, count } = (data as NotificationTold).notification;
      return `${[type, ...about(subject)].join(' ')} ×${count}`;
    });
}

function about(subject: NotificationTold['notification']['subject']): string[] {
  switch (subject.kind) {
    case 'session':
      return [subject.sessionId, subject.startsAt];
    case 'message':
      return [subject.messageId];
    case 'attempt':
      return [subject.attemptId];
    default:
      return [subject.kind];
  }
}

/** Everything that is there happened an hour earlier than it did. */
async function anHourGoesBy(folder: string): Promise<void> {
  const { db, close } = await openGround({ DATA_DIR: folder, DATABASE_URL: undefined });
  try {
    for (const [table, column] of [
      ['event', 'at'],
      ['notification', 'at'],
      ['notification_effect', 'told_at'],
      ['session', 'seen_at'],
    ] as const)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - interval '1 hour'`.execute(
        db.query,
      );
  } finally {
    await close();
  }
}
