import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import { moment, type DeskBanner, type OwnHandStanding, type SessionNow } from '#features/moment/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { inMinutes } from './support/liveSessions.ts';
import { openEveryDoor, PollReader, type Reader } from './support/readers.ts';

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
  const whole = { title: 'Now', startsAt: inMinutes(10), minutes: 60 };
  const path = `/api/cohorts/${stoa.north.cohortId}/sessions`;
  sessionId = (await send<StaffSession>(ines, 'POST', path, whole)).session.id;
  await send(ines, 'POST', `/api/sessions/${sessionId}/start`);
});
afterAll(() => stoa.close());

const send = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  stoa.send(as, method, path, body);

const act = <Answer>(as: TestPerson, method: string, path: string, body: object = {}): Promise<Answer> =>
  send(as, method, `/api/sessions/${sessionId}/${path}`, body);

async function nowOf(as: TestPerson): Promise<SessionNow> {
  const answer = await stoa.ask('GET', `/api/sessions/${sessionId}/moment`, { as });
  return (answer.body as { data: SessionNow }).data;
}

const topicsOf = (person: TestPerson): string[] => [
  ...[`user/${person.userId}`, `cohort/${stoa.north.cohortId}`, `session/${sessionId}`],
];

/** Somebody who listens by every door. */
const listening = (person: TestPerson, topics: string[]): Promise<Record<string, Reader>> =>
  openEveryDoor(stoa.base, person.cookie, topics);

/** What was heard by each door once this has come by all of them. */
async function heardBy(readers: Record<string, Reader>, last: string): Promise<[door: string, Envelope[]][]> {
  const heard: [string, Envelope[]][] = [];
  for (const [door, reader] of Object.entries(readers)) {
    if (reader instanceof PollReader) await reader.poll();
    await reader.until(
      ({ envelopes: all }) => JSON.stringify(all).includes(last),
      `the last word by ${door}`,
    );
    heard.push([door, reader.envelopes]);
    reader.close();
  }
  return heard;
}

/** What every view of every room answers somebody about this session, a line each. */
async function everyView(person: TestPerson): Promise<string[]> {
  const { cohortId, lessonIds } = stoa.north;
  const own: Record<string, string> = { cohortId, sessionId, lessonId: lessonIds[0]!, userId: person.userId };
  const lines: string[] = [];
  for (const [name, { http, input }] of stoa.house.node.catalogue.views) {
    const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, part: string) => own[part] ?? newId());
    const asked = Object.keys(input.shape).filter((part) => !http.includes(`:${part}`) && own[part]);
    const query = new URLSearchParams(asked.map((part) => [part, own[part]!]));
    const answer = await stoa.ask('GET', `${address}?${query}`, { as: person });
    if (answer.status === 200) lines.push(`${name} ${JSON.stringify(answer.body)}`);
  }
  return lines;
}

describe('by every door and every view', () => {
  test('NOW2 NOW6 NOW10 no student learns whose hand is up, who said what, or how many have read it', async () => {
    const readers = await listening(jonas, topicsOf(jonas));
    const { hand } = await act<OwnHandStanding>(amara, 'PUT', 'hand');
    await act(amara, 'PUT', 'pulse', { pace: 'too-fast', clarity: 'lost' });
    await act(ines, 'POST', `hands/${hand!.id}/call`);
    const read = await act<DeskBanner>(ines, 'POST', 'banners', { text: 'Read this.' });
    await act(amara, 'PUT', `banners/${read.id}/acknowledgement`);
    const last = await act<DeskBanner>(ines, 'POST', 'banners', { text: 'The last one.' });
    for (const [, heard] of await heardBy(readers, last.id)) {
      const told = JSON.stringify(heard);
      // That a hand is up, everybody hears; of nobody else who they are.
      expect(told).toContain(hand!.id);
      for (const word of [amara.userId, 'too-fast', 'lost', '"acknowledged"'])
        expect(told).not.toContain(word);
    }
    const lines = (await everyView(jonas)).filter((line) => /^(moment|session):/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      for (const word of [amara.userId, 'too-fast', '"acknowledged"']) expect(line).not.toContain(word);
    await act(ines, 'DELETE', 'hands');
  });

  test('NOW6 staff read how many say what, and by no door or view who', async () => {
    const topics = [
      `session/${sessionId}`,
      `session/${sessionId}/staff`,
      `cohort/${stoa.north.cohortId}/staff`,
    ];
    const readers = await listening(ines, topics);
    await act(amara, 'PUT', 'pulse', { pace: 'too-slow', clarity: 'partly' });
    await act(jonas, 'PUT', 'pulse', { pace: 'right', clarity: null });
    // Counts are gathered: the last of them may come after the last word.
    for (const [, heard] of await heardBy(readers, '"right":1')) {
      const counted = heard.filter(({ type }) => type === 'pulse:counted');
      expect(counted.at(-1)!.data).toMatchObject({ pulse: { pace: { 'too-slow': 1, right: 1 } } });
      for (const { userId } of [amara, jonas]) expect(JSON.stringify(counted)).not.toContain(userId);
    }
    const lines = (await everyView(ines)).filter((line) => line.startsWith('moment:'));
    expect(lines).toHaveLength(3);
    for (const { userId } of [amara, jonas]) expect(lines.join('\n')).not.toContain(userId);
  });

  test('NOW1 NOW8 NOW9 by stream, socket and poll everybody hears the same, each once and in order', async () => {
    const readers = await listening(jonas, topicsOf(jonas));
    const before = await nowOf(jonas);
    expect(before.queue.waiting).toBe(0);
    await act(jonas, 'PUT', 'hand');
    await act(amara, 'PUT', 'hand');
    await act(ines, 'PUT', 'timer', { seconds: 300, purpose: 'exercise' });
    await act(jonas, 'POST', 'reactions', { kind: 'applause' });
    const last = await act<DeskBanner>(ines, 'POST', 'banners', { text: 'Five minutes.' });
    const now = await nowOf(jonas);
    const ofRoom = new Set(Object.keys(moment.events));
    for (const [door, heard] of await heardBy(readers, last.id)) {
      const mine = heard.filter(({ type, seq }) => ofRoom.has(type) && seq !== undefined);
      const newest = (type: string): unknown => mine.findLast((one) => one.type === type)?.data;
      expect(newest('hand:queue'), door).toEqual({ ...now.queue, sessionId });
      expect(newest('timer:changed'), door).toEqual({ sessionId, timer: now.timer });
      expect(newest('banner:changed'), door).toEqual({ sessionId, banner: now.banner });
      expect(newest('hand:mine'), door).toEqual({ sessionId, hand: now.own.hand });
      const places = mine.map(({ topic, seq }) => `${topic} ${seq}`);
      expect(new Set(places).size, door).toBe(places.length);
    }
  });
});
