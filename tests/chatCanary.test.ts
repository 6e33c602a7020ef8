import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { openEveryDoor, PollReader, SocketReader, StreamReader, type Reader } from './support/readers.ts';

/** A word that stands nowhere but in what not everybody may read. */
const canary = 'canaryfeather';

let stoa: TestHouse;
let amara: TestPerson;
let jonas: TestPerson;
let ines: TestPerson;
let yusuf: TestPerson;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  jonas = await stoa.student('jonas');
  yusuf = await stoa.student('yusuf', stoa.south);
});
afterAll(() => stoa.close());

const act = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

const say = (as: TestPerson, text: string, channelId = stoa.north.cohortId): Promise<ChatMessage> =>
  act(as, 'POST', `/api/channels/${channelId}/messages`, { text });

/** Somebody who listens by every door to all that they may. */
const listening = (person: TestPerson, topics: string[]): Promise<Record<string, Reader>> =>
  openEveryDoor(stoa.base, person.cookie, topics);

/** All that was heard by every door once a last message has come. */
async function heardBy(readers: Record<string, Reader>, lastId: string): Promise<string> {
  const heard: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(({ heard: all }) => JSON.stringify(all).includes(lastId), `the last one by ${name}`);
    heard.push(JSON.stringify(reader.heard));
    reader.close();
  }
  return heard.join('\n');
}

/** All that every view of the house answers somebody who asks for what is in this channel. */
async function answeredTo(
  person: TestPerson,
  { channelId, messageId }: { channelId: string; messageId: string },
): Promise<string> {
  const { cohortId, lessonIds } = stoa.north;
  const more = { words: canary.slice(0, 6), direction: 'after', position: '0' };
  const own: Record<string, string> = {
    ...{ cohortId, channelId, messageId, lessonId: lessonIds[0]!, userId: person.userId, ...more },
  };
  const answers: string[] = [];
  for (const [name, { http, input }] of stoa.house.node.catalogue.views) {
    if (name === 'chat:revisions' && person === ines) continue;
    const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, part: string) => own[part] ?? newId());
    const asked = Object.keys(input.shape).filter((part) => !http.includes(`:${part}`) && own[part]);
    const query = new URLSearchParams(asked.map((part) => [part, own[part]!]));
    const answer = await stoa.ask('GET', `${address}?${query}`, { as: person });
    if (answer.status === 200) answers.push(JSON.stringify(answer.body));
  }
  return answers.join('\n');
}

describe('by every door and every view', () => {
  test('CH8 what was taken away is read by nobody any more, but by staff in its history', async () => {
    const channelId = stoa.north.cohortId;
    const message = await say(amara, `A ${canary} here`);
    await act(amara, 'PATCH', `/api/messages/${message.id}`, { text: `Another ${canary} here` });
    // A little later, so that only what comes from here on is heard.
    const readers = await listening(jonas, [`channel/${channelId}`, `cohort/${channelId}`]);
    await act(ines, 'DELETE', `/api/messages/${message.id}`);
    const last = await say(jonas, 'The last one');
    const heard = await heardBy(readers, last.id);
    expect(heard).toContain('"deleted":"staff"');
    const place = { channelId, messageId: message.id };
    for (const person of [jonas, amara, ines])
      expect([person.userId, `${heard}${await answeredTo(person, place)}`.includes(canary)]).toEqual([
        person.userId,
        false,
      ]);
    const history = await stoa.ask('GET', `/api/messages/${message.id}/revisions`, { as: ines });
    expect(JSON.stringify(history.body)).toContain(`Another ${canary} here`);
  });

  test('CH20 what was reported, by whom and why is heard and read by staff alone', async () => {
    const channelId = stoa.north.cohortId;
    const message = await say(amara, 'Something rude');
    const topics = [`channel/${channelId}`, `cohort/${channelId}`, `user/${amara.userId}`];
    const readers = await listening(amara, topics);
    await act(jonas, 'PUT', `/api/messages/${message.id}/report`, { reason: `It says ${canary}` });
    const last = await say(jonas, 'The last one');
    const place = { channelId, messageId: message.id };
    const read = `${await heardBy(readers, last.id)}\n${await answeredTo(amara, place)}`;
    expect(read).not.toContain(canary);
    expect(await answeredTo(ines, place)).toContain(canary);
  });

  test('CH2 nobody of another cohort hears or reads a word, whatever they listen to and ask for', async () => {
    const channelId = stoa.north.cohortId;
    const south = stoa.south.cohortId;
    const readers = await listening(yusuf, [`channel/${south}`, `cohort/${south}`, `user/${yusuf.userId}`]);
    const socket = await SocketReader.open(stoa.base, yusuf.cookie);
    expect(await socket.ask('subscribe', { topics: [`channel/${channelId}`] })).toMatchObject({ ok: false });
    const message = await say(amara, `Only for us: ${canary}`);
    await act(ines, 'PUT', `/api/messages/${message.id}/pin`, { on: true });
    const last = await say(yusuf, 'The last one', south);
    const place = { channelId, messageId: message.id };
    expect(`${await heardBy(readers, last.id)}\n${await answeredTo(yusuf, place)}`).not.toContain(canary);
    expect(socket.heard.filter(({ event }) => event.startsWith('chat:'))).toEqual([]);
    socket.close();
  });
});

test('CH15 LOG10 that somebody writes comes by the stream and the socket without a number, and to nobody later', async () => {
  const channelId = stoa.north.cohortId;
  const topics = [`channel/${channelId}`];
  const { stream, socket, poll } = await listening(jonas, topics);
  const cursor = poll!.cursor;
  await act(amara, 'POST', `/api/channels/${channelId}/typing`);
  for (const reader of [stream!, socket!]) {
    await reader.untilEnvelopes(1);
    expect(reader.envelopes).toMatchObject([
      { topic: topics[0], type: 'chat:typing', data: { channelId, person: { id: amara.userId } } },
    ]);
    expect(reader.envelopes[0]).not.toHaveProperty('seq');
    reader.close();
  }
  const late = await StreamReader.open(stoa.base, jonas.cookie, { topics, cursor });
  const last = await say(jonas, 'The last one');
  await late.until(({ heard }) => JSON.stringify(heard).includes(last.id), 'the message');
  expect(JSON.stringify(late.heard)).not.toContain('chat:typing');
  late.close();
});
