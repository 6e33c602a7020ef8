import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SessionConsole } from '#features/sessions/contract.ts';
import { Journey } from '../support/journey.ts';
import { ask, atDesk, choose, pollOn } from '../support/liveHour.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await Journey.open();
});
// A code that leads nowhere is a refusal, and browsers tell of each.
afterEach(() => journey.takeNoComplaints(/status of 404/));
afterAll(() => journey?.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

test('a guest comes in by code and name within seconds, votes, is heard, and is sent out', async () => {
  const host = await journey.visit('ines');
  const { id: cohortId } = await journey.cohortOf(host);
  const send = async (method: 'post' | 'put', path: string, data: object = {}): Promise<{ id: string }> => {
    const answer = await host.context.request[method](path, { data });
    expect([path, answer.status()]).toEqual([path, 200]);
    return ((await answer.json()) as { data: { id: string; session?: { id: string } } }).data;
  };
  const startsAt = new Date(Date.now() + 600_000).toISOString();
  const planned = { title: 'Open evening', startsAt, minutes: 60 };
  const { session } = (await send('post', `/api/cohorts/${cohortId}/sessions`, planned)) as unknown as {
    session: { id: string };
  };
  const at = `/api/sessions/${session.id}`;
  await send('post', `${at}/start`);
  await send('post', `${at}/polls`, { kind: 'yes-no', prompt: 'Have you been here before?' });
  const { joinCode } = await journey.view<SessionConsole>(host, `${at}/console`);

  const { page } = await journey.guest({ at: '/j', ...phone });
  const type = async (): Promise<void> => {
    await page.getByLabel('Code').fill(joinCode!);
    await page.getByRole('button', { name: 'Go on' }).click();
  };
  await type();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();

  await host.page.goto(`/live/${session.id}/host`);
  await host.page.getByRole('button', { name: 'Let guests in' }).click();
  await host.page.getByText('No guest has come yet.').waitFor();

  const beganMs = performance.now();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Your name').fill('Gus');
  await page.getByRole('button', { name: 'Come in' }).click();
  await pollOn(page, 'Have you been here before?').waitFor();
  expect(performance.now() - beganMs).toBeLessThan(5_000);

  await choose(page, 'Have you been here before?', 'No');
  await pollOn(page, 'Have you been here before?')
    .getByText(/^Counted/)
    .waitFor();
  await ask(page, 'May I bring a friend?');
  await atDesk(host.page, 'May I bring a friend?').getByText('Gus').waitFor();
  for (const notForGuests of ['Chat', 'Leaderboard'])
    expect(await page.getByRole('tab', { name: notForGuests }).count()).toBe(0);

  await host.page.getByRole('button', { name: 'Remove Gus, guest 1' }).click();
  await page.getByRole('heading', { level: 1, name: 'You were sent out' }).waitFor();
  await host.page.getByText('No guest has come yet.').waitFor();
});
