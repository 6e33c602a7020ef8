import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { DeskPoll } from '#features/polls/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes } from './support/liveSessions.ts';
import { aKey } from './support/polls.ts';
import { openEveryDoor, PollReader, type Reader } from './support/readers.ts';

/** A word that stands nowhere but in what not everybody may see. */
const canary = 'canaryfeather';

let stoa: TestHouse;
let amara: TestPerson;
let jonas: TestPerson;
let ines: TestPerson;
let sessionId: string;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  jonas = await stoa.student('jonas');
  const whole = { title: 'Polls', startsAt: inMinutes(10), minutes: 60 };
  const path = `/api/cohorts/${stoa.north.cohortId}/sessions`;
  sessionId = (await send<StaffSession>(ines, 'POST', path, whole)).session.id;
});
afterAll(() => stoa.close());

const send = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

const launch = (more: object = {}, where = 'polls'): Promise<DeskPoll> => {
  const single = { kind: 'single', prompt: 'Which?', options: ['This', 'That', 'Other'] };
  return send(ines, 'POST', `/api/sessions/${sessionId}/${where}`, { ...single, ...more });
};
const run = (poll: DeskPoll, method: string, path: string, body: object = {}): Promise<DeskPoll> =>
  send(ines, method, `/api/polls/${poll.id}/${path}`, body);
const vote = (as: TestPerson, poll: DeskPoll, choice: object): Promise<unknown> =>
  send(as, 'PUT', `/api/polls/${poll.id}/ballot`, choice);

/** Somebody who listens by every door to all that they may. */
const listening = (person: TestPerson, topics: string[]): Promise<Record<string, Reader>> =>
  openEveryDoor(stoa.base, person.cookie, topics);

/** All that was heard by every door once a last poll has come, and all that every view answers about these polls. */
async function everything(
  person: TestPerson,
  readers: Record<string, Reader>,
  polls: readonly DeskPoll[],
): Promise<string> {
  const last = await launch({ prompt: 'The last?' });
  const heard: string[] = [];
  for (const [name, reader] of Object.entries(readers)) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(({ heard: all }) => JSON.stringify(all).includes(last.id), `the last poll by ${name}`);
    heard.push(JSON.stringify(reader.heard));
    reader.close();
  }
  const { cohortId } = stoa.north;
  for (const poll of polls) {
    const own: Record<string, string> = { cohortId, sessionId, pollId: poll.id, userId: person.userId };
    for (const [name, { http, input }] of stoa.house.node.catalogue.views) {
      const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, part: string) => own[part] ?? newId());
      const asked = Object.keys(input.shape).filter((part) => !http.includes(`:${part}`) && own[part]);
      const query = new URLSearchParams(asked.map((part) => [part, own[part]!]));
      const answer = await stoa.ask('GET', `${address}?${query}`, { as: person });
      if (answer.status === 200) heard.push(`${name} ${JSON.stringify(answer.body)}`);
    }
  }
  return heard.join('\n');
}

const everybodysTopics = (person: TestPerson): string[] => [
  ...[`user/${person.userId}`, `cohort/${stoa.north.cohortId}`, `session/${sessionId}`],
];

/** What a poll comes to, wherever it stands in what was read. */
function talliesIn(read: string, poll: DeskPoll): string[] {
  return poll.options.flatMap(({ id }) =>
    [...read.matchAll(new RegExp(`"${id}":\\d+`, 'g'))].map(([all]) => all),
  );
}

describe('by every door and every view', () => {
  test('PO2 PO7 no student learns of a draft, a hidden result, a hidden word or a right answer', async () => {
    const readers = await listening(jonas, everybodysTopics(jonas));
    const draft = await launch({ prompt: `Is it the ${canary}?` }, 'polls/drafts');
    const hidden = await launch();
    const staffOnly = await launch({ results: 'staff' });
    const quiz = await launch({ kind: 'quiz', right: [1] });
    const text = await launch({ kind: 'text', options: [] });
    for (const poll of [hidden, staffOnly, quiz]) {
      await vote(amara, poll, { optionIds: [poll.options[0]!.id] });
      const answer = await vote(jonas, poll, { optionIds: [poll.options[2]!.id] });
      expect(JSON.stringify(answer)).not.toContain('counts');
    }
    await vote(amara, text, { texts: [`The ${canary} is rude.`] });
    const words = await launch({ kind: 'words', options: [], results: 'live' });
    await run(hidden, 'POST', 'closing');
    await run(staffOnly, 'POST', 'closing');
    await run(quiz, 'PUT', 'countdown', { seconds: 600 });
    const read = await everything(jonas, readers, [draft, hidden, staffOnly, quiz, text, words]);
    for (const word of [canary, draft.id]) expect(read).not.toContain(word);
    for (const poll of [hidden, staffOnly, quiz]) expect(talliesIn(read, poll)).toEqual([]);
    expect(read).toContain(`"voters":2`);
    expect(read).not.toMatch(/"rightOptionIds":\[/);
    expect(read).not.toContain('poll:desk-changed');
    // Of others, not even that they voted; who may be mentioned is everybody of the cohort, voter or not.
    const ofVoters = read.split('\n').filter((line) => !line.startsWith('chat:people '));
    expect(ofVoters.join('\n')).not.toContain(amara.userId);
  });

  test('PO15 a word that was hidden is told to no student from then on', async () => {
    const words = await launch({ kind: 'words', options: [], results: 'live' });
    await vote(amara, words, { texts: [canary, 'calm'] });
    await run(words, 'PUT', 'hidden', { text: canary, hidden: true });
    const readers = await listening(jonas, [`session/${sessionId}`]);
    await vote(jonas, words, { texts: ['clear'] });
    const read = await everything(jonas, readers, [words]);
    expect(read).not.toContain(canary);
    expect(read).toContain('clear');
  });

  test('PO9 staff read nothing of an anonymous poll while it is open but how many have voted', async () => {
    const topics = [
      ...[`cohort/${stoa.north.cohortId}/staff`, `session/${sessionId}`, `session/${sessionId}/staff`],
    ];
    const readers = await listening(ines, topics);
    const poll = await launch({ anonymity: 'anonymous' });
    const text = await launch({ kind: 'text', options: [], anonymity: 'anonymous' });
    const key = aKey();
    await vote(amara, poll, { optionIds: [poll.options[0]!.id], ballotKey: key });
    await vote(amara, poll, { optionIds: [poll.options[1]!.id], ballotKey: key });
    await vote(amara, text, { texts: ['The kestrelfeather.'], ballotKey: key });
    const read = await everything(ines, readers, [poll, text]);
    expect(talliesIn(read, poll)).toEqual([]);
    for (const word of ['kestrelfeather', key]) expect(read).not.toContain(word);
    expect(read).toContain(`{"pollId":"${poll.id}","sessionId":"${sessionId}","voters":1}`);
  });

  test('PO9 PO10 nobody reads who voted what, staff neither, before nor after the result', async () => {
    const readers = await listening(ines, [`session/${sessionId}`, `session/${sessionId}/staff`]);
    const confidential = await launch({ results: 'live' });
    const anonymous = await launch({ anonymity: 'anonymous' });
    await vote(amara, confidential, { optionIds: [confidential.options[0]!.id] });
    await vote(amara, anonymous, { optionIds: [anonymous.options[0]!.id], ballotKey: aKey() });
    await run(confidential, 'POST', 'revelation');
    await run(anonymous, 'POST', 'revelation');
    const read = await everything(ines, readers, [confidential, anonymous]);
    // The roster and what else staff have of their students say nothing of polls.
    const lines = read.split('\n').filter((line) => line.includes(anonymous.id));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line).not.toContain(amara.userId);
    expect(talliesIn(read, anonymous)).toContain(`"${anonymous.options[0]!.id}":1`);
  });
});
