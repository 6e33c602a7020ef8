import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Announcement, AnnouncementReach, OwnAnnouncement } from '#features/announcements/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { openEveryDoor, PollReader, type Reader } from './support/readers.ts';

/** Strings that stand nowhere but in what is not, or no longer, for students. */
const canaries = {
  ofDraft: 'canarydraft',
  ofScheduled: 'canaryscheduled',
  ofStaff: 'canarystaff',
  ofElsewhere: 'canaryelsewhere',
  sinceLeft: 'canarysinceleft',
} as const;

let stoa: TestHouse;
let amara: TestPerson;
let rosa: TestPerson;
let ines: TestPerson;
let omar: TestPerson;

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  omar = await stoa.instructor('omar');
  amara = await stoa.student('amara');
  rosa = await stoa.student('rosa');
});
afterAll(() => stoa.close());

const draft = async (as: TestPerson, more: object, cohortId = stoa.north.cohortId): Promise<string> => {
  const words = { title: 'Room changed', text: 'To B2.' };
  return (await stoa.send<Announcement>(as, 'POST', '/api/announcements', { cohortId, ...words, ...more }))
    .id;
};
const act = (as: TestPerson, id: string, verb: string, body: object = {}): Promise<Announcement> =>
  stoa.send<Announcement>(as, 'POST', `/api/announcements/${id}/${verb}`, body);

/** It is due at once; the house's own worker sends it. */
async function sent(as: TestPerson, more: object, cohortId?: string): Promise<string> {
  const id = await draft(as, more, cohortId);
  await act(as, id, 'send');
  const { query } = stoa.ground.db;
  await sql`update announcement set due_at = now() where id = ${id}`.execute(query);
  await sql`update job set due_at = now() where effect_key like ${`${id}/%`}`.execute(query);
  return id;
}

/** What was heard by each door once this came by all of them. */
async function heardUntil(readers: Record<string, Reader>, last: string): Promise<[string, string][]> {
  const told: [string, string][] = [];
  for (const [door, reader] of Object.entries(readers)) {
    const isThere = (): boolean => JSON.stringify(reader.envelopes).includes(last);
    // A poll is answered at once where nothing is new.
    while (reader instanceof PollReader && !isThere()) await reader.poll();
    await reader.until(isThere, `${last} by ${door}`, 20_000);
    told.push([door, JSON.stringify(reader.envelopes)]);
  }
  return told;
}

/** What every view of every room answers somebody, a line each. */
async function everyView(person: TestPerson, announcementId: string): Promise<string[]> {
  const { cohortId, lessonIds, organisationId } = stoa.north;
  const own: Record<string, string> = {
    ...{ cohortId, organisationId, announcementId, lessonId: lessonIds[0]!, userId: person.userId },
  };
  const lines: string[] = [];
  for (const [name, { http, input }] of stoa.house.node.catalogue.views) {
    const address = http.replaceAll(/:([A-Za-z]+)/g, (_all, part: string) => own[part] ?? newId());
    const asked = Object.keys(input.shape).filter(
      (part) => part === 'cohortId' && !http.includes(`:${part}`),
    );
    const query = new URLSearchParams(asked.map((part) => [part, own[part]!]));
    const answer = await stoa.ask('GET', `${address}?${query}`, { as: person });
    if (answer.status === 200) lines.push(`${name} ${JSON.stringify(answer.body)}`);
  }
  return lines;
}

test('AN1 AN2 AN4 AN12 by no door and in no view has anybody what is not, or no longer, for them', async () => {
  const { cohortId } = stoa.north;
  const topicsOf = ({ userId }: TestPerson): string[] => [`user/${userId}`, `cohort/${cohortId}`];
  const readers = {
    amara: await openEveryDoor(stoa.base, amara.cookie, topicsOf(amara)),
    rosa: await openEveryDoor(stoa.base, rosa.cookie, [`user/${rosa.userId}`]),
  };
  const draftId = await draft(ines, { text: canaries.ofDraft });
  await stoa.send(ines, 'PATCH', `/api/announcements/${draftId}`, { title: `${canaries.ofDraft} again` });
  const scheduledId = await draft(ines, { text: canaries.ofScheduled });
  await act(ines, scheduledId, 'send', { at: new Date(Date.now() + 3_600_000).toISOString() });
  await sent(ines, { text: canaries.ofStaff, role: 'instructor', pinned: true });
  const ivo = await stoa.instructor('ivo', stoa.south);
  await sent(ivo, { text: canaries.ofElsewhere }, stoa.south.cohortId);
  const first = await sent(ines, { text: 'The first for all.' });
  await heardUntil(readers.amara, 'The first for all.');
  await heardUntil(readers.rosa, 'The first for all.');
  await stoa.remove(rosa, ines);
  await stoa.send(ines, 'PATCH', `/api/announcements/${first}`, { text: canaries.sinceLeft });

  const { sinceLeft, ...never } = canaries;
  for (const [, told] of await heardUntil(readers.amara, sinceLeft))
    for (const word of Object.values(never)) expect(told).not.toContain(word);
  for (const [door, told] of await heardUntil(readers.rosa, '"removed"'))
    for (const word of Object.values(canaries)) expect([door, told.includes(word)]).toEqual([door, false]);
  for (const reader of [...Object.values(readers.amara), ...Object.values(readers.rosa)]) reader.close();

  const seen = { amara: await everyView(amara, draftId), rosa: await everyView(rosa, first) };
  expect(seen.amara.join('\n')).toContain(sinceLeft);
  for (const word of Object.values(never)) expect(seen.amara.join('\n')).not.toContain(word);
  for (const word of Object.values(canaries)) expect(seen.rosa.join('\n')).not.toContain(word);
  // The same words stand where staff look, so that this test can fail.
  const staff = (await everyView(ines, draftId)).join('\n');
  for (const word of [canaries.ofDraft, canaries.ofScheduled, canaries.ofStaff])
    expect(staff).toContain(word);
});

test('AN6 AN8 whoever was cut off has it once they are back, the reach is exact, and recalled it is gone by every door', async () => {
  const id = await sent(ines, { title: 'Come back for this', role: 'student', needsAcknowledgement: true });
  const topic = `user/${amara.userId}`;
  const readers = await openEveryDoor(stoa.base, amara.cookie, [topic]);
  const reach = async (): Promise<AnnouncementReach> =>
    (await stoa.send<{ reach: AnnouncementReach }>(ines, 'GET', `/api/announcements/${id}`)).reach;
  const own = async (): Promise<OwnAnnouncement[]> =>
    (await stoa.send<{ announcements: OwnAnnouncement[] }>(amara, 'GET', '/api/me/announcements'))
      .announcements;
  await heardUntil(readers, 'Come back for this');
  expect((await own())[0]).toMatchObject({ id, seenAt: null });
  // Two devices, and each says it again after a cut.
  for (const mark of ['received', 'seen', 'received', 'seen'])
    await stoa.send(amara, 'POST', `/api/me/announcements/${mark}`, { announcementIds: [id] });
  await stoa.send(amara, 'POST', `/api/me/announcements/${id}/acknowledged`, {});
  expect(await reach()).toMatchObject({ people: 1, received: 1, seen: 1, acknowledged: 1 });
  const recalledAtMs = Date.now();
  await act(omar, id, 'recall');
  await heardUntil(readers, `"announcements:gone"`);
  expect(Date.now() - recalledAtMs).toBeLessThan(2_000);
  expect((await own()).map((one) => one.id)).not.toContain(id);
  for (const reader of Object.values(readers)) reader.close();
});
