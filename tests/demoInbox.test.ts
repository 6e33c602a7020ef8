import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inbox } from '#app/demo/inbox.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import type { Announcement, AnnouncementReach } from '#features/announcements/contract.ts';
import type { HelpOffer } from '#features/help/contract.ts';
import { endHold } from './support/announcements.ts';
import { TestHouse, type TestPerson } from './support/house.ts';

const names = ['amara', 'jonas', 'karim', 'leila', 'mateo', 'nadia', 'oskar', 'priya'];
let stoa: TestHouse;
let ines: TestPerson;
let students: TestPerson[];
let inboxes: Inbox[];
const ending = new AbortController();

beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  students = [];
  for (const name of names) students.push(await stoa.student(name));
  inboxes = students.map(inboxOf);
});
afterAll(async () => {
  ending.abort();
  await stoa.close();
});

/** Of somebody who takes everything that is refused for a fault. */
function inboxOf(person: TestPerson, place: number): Inbox {
  const { cohortId } = stoa.north;
  return new Inbox({
    requests: {
      read: (path) => stoa.send(person, 'GET', path),
      attempt: async (method, path, body = {}) => {
        const { status, body: said } = await stoa.ask(method, path, { as: person, body });
        if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(said)}`);
        return true;
      },
    },
    ...{ cohortId, random: seededRandom(names[place]!), signal: ending.signal, withinMs: 20 },
  });
}

async function everyoneHears(type: string): Promise<void> {
  for (const inbox of inboxes) inbox.hear(`id: 1\ndata: {"type":"${type}","data":{}}\n\n`);
  await Promise.all(inboxes.map((inbox) => inbox.left()));
}

test('a simulated class sees what is announced, and most of it acknowledges that, once', async () => {
  const { cohortId } = stoa.north;
  const written = { title: 'Room B2', text: 'We meet there.', needsAcknowledgement: true };
  const { id } = await stoa.send<Announcement>(ines, 'POST', '/api/announcements', { cohortId, ...written });
  await stoa.send(ines, 'POST', `/api/announcements/${id}/send`, {});
  await endHold(stoa.ground.db.query, id);
  const reach = async (): Promise<AnnouncementReach> =>
    (await stoa.send<{ reach: AnnouncementReach }>(ines, 'GET', `/api/announcements/${id}`)).reach;
  await expect.poll(async () => (await reach()).people).toBe(names.length);

  await everyoneHears('session:changed');
  expect(await reach()).toMatchObject({ received: 0, seen: 0 });
  await everyoneHears('announcements:came');
  const after = await reach();
  expect(after.received).toBe(names.length);
  expect(after.seen).toBeGreaterThan(names.length / 2);
  expect(after.acknowledged).toBeGreaterThan(0);
  expect(after.acknowledged).toBeLessThanOrEqual(after.seen);
});

test('a simulated student who is offered help answers, and only then', async () => {
  const { cohortId } = stoa.north;
  for (const { userId } of students)
    await stoa.send(ines, 'POST', `/api/cohorts/${cohortId}/students/${userId}/help`, { text: 'Today?' });
  const states = async (): Promise<string[]> =>
    (
      await stoa.send<{ offers: HelpOffer[] }>(ines, 'GET', `/api/cohorts/${cohortId}/help/offers`)
    ).offers.map(({ state }) => state);
  expect(await states()).toEqual(names.map(() => 'open'));
  await everyoneHears('help:changed');
  const after = await states();
  expect(after).toHaveLength(names.length);
  expect(after).not.toContain('open');
  expect(after).toContain('accepted');
  await everyoneHears('help:changed');
  expect(await states()).toEqual(after);
});
