import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenIn } from '../support/cohortActs.ts';
import { Journey, type Visitor } from '../support/journey.ts';

let journey: Journey;
let visitors: Visitor[] = [];
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open({ isReal: true });
  await journey.newcomer('noa', 'Noa Keller');
  ({ id: cohortId } = await journey.cohortOf(await visit('ines')));
});
beforeEach(() => {
  visitors = [];
});
afterEach(async () => {
  await Promise.all(visitors.map(({ context }) => context.close()));
  // Browsers say aloud that nobody is signed in yet.
  journey.takeNoComplaints(/status of 401/);
});
afterAll(() => journey?.close());

async function visit(key: string | undefined, at?: string): Promise<Visitor> {
  const options = { viewport: { width: 1280, height: 800 }, ...(at !== undefined && { at }) };
  const visitor = await (key === undefined ? journey.guest(options) : journey.visit(key, options));
  visitors.push(visitor);
  return visitor;
}

/** The newest mail to an address. */
async function mailTo(address: string): Promise<{ text: string } | undefined> {
  const { rows } = await sql<{ text: string }>`
    select text from mail where to_address = ${address} order by queued_at desc, id desc limit 1`.execute(
    journey.ground.db.query,
  );
  return rows[0];
}

describe('coming in', () => {
  test('CO24 CO27 a code from the wall, an address, a mail: somebody new is in the course', async () => {
    const { page } = await visit('ines', `/teach/${cohortId}/people`);
    await page.getByText('By a link or a code').click();
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('Here is the code.').waitFor();
    const code = (await page.locator('.text-number').innerText()).trim();
    expect(code).toMatch(/^[A-Z0-9]{4} [A-Z0-9]{4}$/);

    const { page: phone } = await visit(undefined, '/j');
    await phone.getByLabel('Code').fill(code.toLowerCase());
    await phone.getByRole('button', { name: 'Go on' }).click();
    await phone.getByText('AI Enablement Academy invites you to learn').waitFor();
    expect(await phone.locator('main').innerText()).not.toMatch(/Inês|Amara/);
    await phone.getByLabel('Your name').fill('Nia Adebayo');
    await phone.getByLabel('Your e-mail').fill('nia@school.example');
    await phone.getByRole('button', { name: 'Send me a link to come in by' }).click();
    await phone.getByText('We sent a link to nia@school.example.').waitFor();

    await phone.goto(`/join/${tokenIn(await mailTo('nia@school.example'))}`);
    await phone.getByText('Go on as nia@school.example.').waitFor();
    await phone.getByRole('button', { name: 'Come in' }).click();
    await phone.waitForURL(`**/c/${cohortId}`);
    await phone.getByText('Parts of the course').waitFor({ state: 'attached' });
    // The teacher sees them come.
    await page.getByRole('row').filter({ hasText: 'Nia Adebayo' }).waitFor();
    await page.getByText(/used once/).waitFor();
  });

  test('CO26 CO28 a list of addresses is looked through first; who has an account answers at home', async () => {
    const { page: noa } = await visit('noa');
    await noa.getByText('You are not in a cohort yet.').waitFor();
    const { page } = await visit('ines', `/teach/${cohortId}/people`);
    await page.getByText('By e-mail', { exact: true }).click();
    await page.getByLabel('Addresses').fill('Noa <noa@demo.test>\nnoa@demo.test\namara@demo.test\nPiet');
    await page.getByRole('button', { name: 'Check the list' }).click();
    for (const outcome of [
      'Ready',
      'Twice in this list',
      'Already in the cohort',
      'No address that could be one',
    ])
      await page.getByRole('cell', { name: outcome, exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send 1 invitation' }).click();
    await page.getByText('1 invitation is on its way.').waitFor();
    expect(tokenIn(await mailTo('noa@demo.test'))).toHaveLength(43);
    await noa.getByText(/^You are invited to/).waitFor();
    await noa.getByRole('button', { name: 'Come in' }).click();
    await noa.getByRole('link', { name: 'Begin' }).waitFor();
  });

  test('CO19 CO20 who waits sees their number, and is in as soon as a place is free', async () => {
    const { page } = await visit('ines', `/teach/${cohortId}/plan`);
    const places = page.getByLabel('Places for students');
    await places.waitFor();
    const { enrolments } = await journey.view<{ enrolments: { role: string; state: string }[] }>(
      await visit('ines'),
      `/api/cohorts/${cohortId}/enrolments`,
    );
    const taken = enrolments.filter(({ role, state }) => role === 'student' && state === 'active').length;
    await places.fill(String(taken));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved/).waitFor();

    await journey.newcomer('tom', 'Tom Bakker');
    const made = await visitors[0]!.context.request.post(`/api/cohorts/${cohortId}/invitations`, {
      data: { kind: 'link' },
    });
    const { url } = ((await made.json()) as { data: { url: string } }).data;
    const { page: tom } = await visit('tom', new URL(url).pathname);
    await tom.getByText('All places are taken.').waitFor();
    await tom.getByRole('button', { name: 'Join the waiting list' }).click();
    await tom.getByText('You are on the waiting list').waitFor();
    await tom.getByRole('link', { name: 'Go to your home page' }).click();
    await tom.getByText('You are number 1 in the row.').waitFor();

    await places.fill(String(taken + 1));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await tom.getByRole('link', { name: 'Begin' }).waitFor();
  });

  test('CO30 CO32 a plan is written, and the cohort moved by a week after a look at every date', async () => {
    const { page } = await visit('ines', `/teach/${cohortId}/plan`);
    const day = page.getByLabel('Opens, Foundations: day');
    await day.fill('2');
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { name: '7 days later' }).waitFor();
    const first = page.getByLabel('First day').first();
    const before = await first.inputValue();
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText('Moved.').waitFor();
    await expect.poll(() => first.inputValue()).not.toBe(before);
    const days = (Date.parse(await first.inputValue()) - Date.parse(before)) / 86_400_000;
    expect(days).toBe(7);
    expect(await day.inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => first.inputValue()).toBe(before);
  });
});
