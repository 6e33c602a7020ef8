import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import type { MadeQuestion, OwnQuestion } from '#features/qna/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes } from './support/liveSessions.ts';
import { openEveryDoor, PollReader, type Reader } from './support/readers.ts';

/** A word that stands nowhere but in a question, a reason or a label that not everybody may see. */
const canary = 'canaryfeather';

let stoa: TestHouse;
let amara: TestPerson;
let jonas: TestPerson;
let ines: TestPerson;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  jonas = await stoa.student('jonas');
});
afterAll(() => stoa.close());

const send = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

async function aSession(settings: object): Promise<string> {
  const whole = { title: 'Questions', startsAt: inMinutes(10), minutes: 60, settings };
  const path = `/api/cohorts/${stoa.north.cohortId}/sessions`;
  return (await send<StaffSession>(ines, 'POST', path, whole)).session.id;
}

/** Somebody who listens by every door to all that they may. */
const listening = (person: TestPerson, topics: string[]): Promise<Record<string, Reader>> =>
  openEveryDoor(stoa.base, person.cookie, topics);

/** All that was heard by every door once a last question has come, and all that every view answers. */
async function everything(
  person: TestPerson,
  readers: Record<string, Reader>,
  { sessionId, lastId }: { sessionId: string; lastId: string },
): Promise<string> {
  const heard: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(
      ({ heard: all }) => JSON.stringify(all).includes(lastId),
      `the last question by ${name}`,
    );
    heard.push(JSON.stringify(reader.heard));
    reader.close();
  }
  const { cohortId, lessonIds } = stoa.north;
  const own: Record<string, string> = {
    ...{ cohortId, sessionId, lessonId: lessonIds[0]!, userId: person.userId, text: 'Is this the last one?' },
  };
  for (const [, { http, input }] of stoa.house.node.catalogue.views) {
    const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) => own[name] ?? newId());
    const asked = Object.keys(input.shape).filter((name) => !http.includes(`:${name}`) && own[name]);
    const query = new URLSearchParams(asked.map((name) => [name, own[name]!]));
    const answer = await stoa.ask('GET', `${address}?${query}`, { as: person });
    if (answer.status === 200) heard.push(JSON.stringify(answer.body));
  }
  return heard.join('\n');
}

const act = (as: TestPerson, method: string, { id }: { id: string }, path: string, body: object = {}) =>
  send(as, method, `/api/questions/${id}/${path}`, body);

describe('by every door and every view', () => {
  test('QA2 QA3 no student learns of what waits, or of what staff have hidden', async () => {
    const sessionId = await aSession({ moderated: true, anonymity: 'none' });
    const ask = (as: TestPerson, text: string) =>
      send<OwnQuestion>(as, 'POST', `/api/sessions/${sessionId}/questions`, { text });
    const topics = [`user/${jonas.userId}`, `cohort/${stoa.north.cohortId}`, `session/${sessionId}`];
    const readers = await listening(jonas, topics);
    await ask(amara, `Does the ${canary} wait?`);
    const hidden = await ask(amara, `Is the ${canary} rude?`);
    await act(ines, 'POST', hidden, 'dismissal', { reason: `No ${canary} here.` });
    await act(ines, 'PUT', hidden, 'labels', { labels: [canary] });
    const merged = await ask(amara, `Is it a ${canary}?`);
    const last = await ask(jonas, 'Is this the last one?');
    await act(ines, 'POST', last, 'publication');
    await act(ines, 'POST', merged, 'merging', { intoId: last.id });
    const read = await everything(jonas, readers, { sessionId, lastId: last.id });
    for (const word of [canary, hidden.id, merged.id]) expect(read).not.toContain(word);
  });

  test('QA3 what was dismissed after all had seen it is told as gone, and not once more', async () => {
    const sessionId = await aSession({ moderated: false, anonymity: 'none' });
    const ask = (as: TestPerson, text: string) =>
      send<OwnQuestion>(as, 'POST', `/api/sessions/${sessionId}/questions`, { text });
    const hidden = await ask(amara, `Is the ${canary} rude?`);
    // A little later, so that only what comes from here on is heard.
    const readers = await listening(jonas, [`session/${sessionId}`]);
    await act(ines, 'POST', hidden, 'dismissal', { reason: canary });
    await act(ines, 'PUT', hidden, 'labels', { labels: [canary] });
    const last = await ask(jonas, 'Is this the last one?');
    const read = await everything(jonas, readers, { sessionId, lastId: last.id });
    expect(read).not.toContain(canary);
    expect(read).toContain('"state":"gone"');
  });

  test('QA24 CH24 no student learns of a question that was made of a message and waits, or reads in the chat what is hidden', async () => {
    const sessionId = await aSession({ moderated: true, anonymity: 'everyone' });
    const path = `/api/sessions/${sessionId}/questions`;
    const topics = [`user/${jonas.userId}`, `session/${sessionId}`, `channel/${sessionId}`];
    const readers = await listening(jonas, topics);
    const said = await send<ChatMessage>(amara, 'POST', `/api/channels/${sessionId}/messages`, {
      text: 'Hm?',
    });
    const waits = await send<MadeQuestion>(amara, 'POST', `/api/messages/${said.id}/question`);
    const asked = { text: `Is the ${canary} rude?`, anonymous: true };
    const open = await send<OwnQuestion>(amara, 'POST', path, asked);
    expect((await stoa.ask('POST', `/api/questions/${open.id}/message`, { as: ines, body: { text: 'So?' } })).status).toBe(409); // prettier-ignore
    const last = await send<OwnQuestion>(jonas, 'POST', path, { text: 'Is this the last one?' });
    await act(ines, 'POST', last, 'publication');
    await act(ines, 'POST', last, 'message', { text: 'Who knows?' });
    const read = await everything(jonas, readers, { sessionId, lastId: last.id });
    expect(read).toContain(said.id);
    for (const word of [canary, waits.questionId, open.id]) expect(read).not.toContain(word);
  });

  test('QA12 nobody, staff neither, reads who asked what hides its author from everyone', async () => {
    const sessionId = await aSession({ moderated: false, anonymity: 'everyone' });
    const path = `/api/sessions/${sessionId}/questions`;
    const topics = [
      `cohort/${stoa.north.cohortId}/staff`,
      `session/${sessionId}`,
      `session/${sessionId}/staff`,
    ];
    const readers = await listening(ines, topics);
    const asked = { text: 'Who is it?', anonymous: true };
    const question = await send<OwnQuestion>(amara, 'POST', path, asked);
    await act(jonas, 'PUT', question, 'vote');
    await act(ines, 'PUT', question, 'mute', { minutes: 1 });
    await act(ines, 'PUT', question, 'answer', { text: 'Nobody.' });
    const last = await send<OwnQuestion>(jonas, 'POST', path, { text: 'Is this the last one?' });
    const read = await everything(ines, readers, { sessionId, lastId: last.id });
    // The roster and what else staff have of their students say nothing of questions.
    const lines = read.split('\n').filter((line) => line.includes(question.id));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line).not.toContain(amara.userId);
  });
});
