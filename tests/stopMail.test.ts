import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NotificationPreferences } from '#features/notifications/contract.ts';
import { stopToken } from '#features/notifications/server/stopping.ts';
import { TestHouse, type TestPerson } from './support/house.ts';

let stoa: TestHouse;
let amara: TestPerson;
beforeAll(async () => {
  stoa = await TestHouse.open();
  amara = await stoa.person('amara', { academy: stoa.north, role: 'student' });
});
afterAll(() => stoa.close());

const mailOf = async (wanted: string): Promise<string | undefined> => {
  const { data } = await stoa.view('/api/me/notifications/preferences', amara);
  return (data as NotificationPreferences).types.find(({ type }) => type === wanted)?.mail;
};

test('NO6 a mail program turns a kind of mail off by one post of a form; whoever only opens the address changes nothing', async () => {
  const token = await stoa.ground.log.write(({ tx }) => stopToken(tx, amara.userId, 'mention'));
  await fetch(`${stoa.base}/stop/${token}`);
  expect(await mailOf('mention')).toBe('now');
  const post = (secret: string) =>
    fetch(`${stoa.base}/stop/${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
  expect((await post('guessed')).status).toBe(404);
  for (let times = 0; times < 2; times++) {
    const answer = await post(token);
    expect([answer.status, await answer.json()]).toEqual([200, { data: { stopped: 'mention' } }]);
  }
  expect([await mailOf('mention'), await mailOf('session-moved')]).toEqual(['none', 'now']);
});
