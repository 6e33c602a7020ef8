import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { deadJobsIn } from '../support/deadJobs.ts';
import { IdentityProvider } from '../support/identityProvider.ts';
import { Journey, type Visitor } from '../support/journey.ts';
import { tabTo } from '../support/journeyKeys.ts';

let journey: Journey;
let visitors: Visitor[] = [];
const password = 'a lantern over quiet water';

beforeAll(async () => {
  journey = await Journey.open({ isReal: true });
});
beforeEach(() => {
  visitors = [];
});
afterEach(async () => {
  await Promise.all(visitors.map(({ context }) => context.close()));
  // Browsers say aloud what the server refuses.
  journey.takeNoComplaints(/status of (401|404|409|410|422)/);
});
afterAll(() => journey?.close());

async function guest(at: string): Promise<Page> {
  const visitor = await journey.guest({ at });
  visitors.push(visitor);
  return visitor.page;
}

async function visit(key: string, at: string): Promise<Page> {
  const visitor = await journey.visit(key, { at });
  visitors.push(visitor);
  return visitor.page;
}

/** Path of the link in the newest mail to an address. */
function linkTo(address: string, subject: string): Promise<string> {
  const look = async (): Promise<string> => {
    const { rows } = await sql<{ text: string }>`
      select text from mail where to_address = ${address} and subject = ${subject}
      order by id desc limit 1`.execute(journey.ground.db.query);
    const url = /https?:\/\/\S+/.exec(rows[0]?.text ?? '')?.[0];
    if (url === undefined) throw new Error(`no mail “${subject}” to ${address}`);
    return new URL(url).pathname;
  };
  return vi.waitFor(look, { timeout: 15_000 });
}

const home = (page: Page) => page.getByRole('heading', { level: 1, name: /^(Good|Hello)/ }).waitFor();

describe('getting in without a password', () => {
  test('by keyboard alone: a link by e-mail signs in, leads on, and works once', async () => {
    await journey.newcomer('lena', 'Lena Vogt');
    const page = await guest('/settings');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tabTo(page, /E-mail/);
    await page.keyboard.type('lena@demo.test');
    await tabTo(page, /Send me a link instead/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    const link = await linkTo('lena@demo.test', 'Your link to sign in');

    await page.goto(link);
    await page.getByText('You sign in as Lena Vogt, lena@demo.test.').waitFor();
    await page.reload();
    await tabTo(page, /Sign in/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings');

    await page.goto(link);
    await page.getByRole('heading', { name: 'This link can no longer be used' }).waitFor();
  });

  test('a forgotten password is replaced, which ends what was open elsewhere', async () => {
    await journey.newcomer('mara', 'Mara Lind');
    const before = await visit('mara', '/home');
    await home(before);
    const page = await guest('/login');
    await page.getByLabel('E-mail').fill('mara@demo.test');
    await page.getByRole('button', { name: 'Forgotten your password?' }).click();
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.goto(await linkTo('mara@demo.test', 'Set a new password'));
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('At least 8 characters, please.').waitFor();
    await page.getByLabel('New password').fill('password1');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This password is one of the passwords that are tried first.').waitFor();
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await home(page);
    await before.getByRole('alertdialog', { name: 'You were signed out' }).waitFor();
  });

  test('an address is confirmed, and another one takes its place, while the settings look on', async () => {
    await journey.newcomer('nele', 'Nele Kurz');
    const page = await visit('nele', '/settings');
    await page.getByRole('button', { name: 'Send a link to confirm it' }).click();
    const other = await guest(await linkTo('nele@demo.test', 'Confirm your e-mail address'));
    await other.getByRole('button', { name: 'Confirm' }).click();
    await other.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    await page.getByText('Confirmed', { exact: true }).waitFor();

    await page.getByText('Use another address').click();
    await page.getByLabel('New e-mail address').fill('nele.kurz@demo.test');
    await page.getByLabel('Current password').first().fill('stoa-demo');
    await page.getByRole('button', { name: 'Change the address' }).click();
    await page.getByText('nele.kurz@demo.test takes its place once', { exact: false }).waitFor();
    await other.goto(await linkTo('nele.kurz@demo.test', 'Confirm your new e-mail address'));
    await other.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Your address is nele.kurz@demo.test.').waitFor();
  });
});

describe('at an organisation’s own provider', () => {
  test('an administrator sets it up and tries it; an operator confirms the domain; people are led there', async () => {
    const { id: organisationId } = (await organisations.all(journey.ground.db.query))[0]!;
    const provider = await IdentityProvider.open([`${journey.direct}/sso/${organisationId}/callback`]);
    provider.people.set('noa', { email: 'noa@acme.example', email_verified: true, name: 'Noa Keller' });
    try {
      // The provider sends people back to the address that Stoa listens at.
      const paula = await visit('paula', `/org/${organisationId}/sso`);
      await paula.getByText('Your organisation has no sign-in of its own yet.').waitFor();
      await paula.getByLabel('What people call it').fill('Acme');
      await paula.getByLabel('Issuer').fill('http://127.0.0.1:1');
      await paula.getByLabel('Client id').fill(provider.clientId);
      await paula.getByLabel('Client secret').fill(provider.clientSecret);
      await paula.getByLabel('E-mail domains').fill('acme.example');
      await paula.getByRole('button', { name: 'Save' }).click();
      await paula.getByText(/^Not saved\./).waitFor();
      await paula.getByLabel('Issuer').fill(provider.issuer);
      await paula.getByRole('button', { name: 'Save' }).click();
      await paula.getByText(/The provider answered\.$/).waitFor();
      await paula.getByText('acme.example waits for an operator.').waitFor();

      const ops = await visit('ops', '/ops/people');
      await ops.getByRole('button', { name: 'Confirm acme.example for Acme' }).click();
      await paula.getByText('acme.example is confirmed.').waitFor();

      const page = await guest(`${journey.direct}/login`);
      // The provider's own page wants a font from elsewhere.
      await page.route(/fonts\.googleapis\.com/, (route) => route.fulfill({ body: '' }));
      await page.getByLabel('E-mail').fill('noa@acme.example');
      await page.getByLabel('E-mail').press('Enter');
      await page.getByPlaceholder('Enter any login').fill('noa');
      await page.getByPlaceholder('and password').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await home(page);
      expect(page.url().startsWith(journey.direct)).toBe(true);
    } finally {
      await provider.close();
    }
  });
});

describe('operators', () => {
  test('somebody is found, disabled and enabled; it is in the audit', async () => {
    await journey.newcomer('olga', 'Olga Petrov');
    const olga = await visit('olga', '/home');
    await home(olga);
    const ops = await visit('ops', '/ops');
    await ops.getByRole('searchbox', { name: 'Name or e-mail address' }).fill('OLGA');
    await ops.getByRole('button', { name: 'Search' }).click();
    await ops.getByRole('button', { name: 'Disable Olga Petrov' }).click();
    await ops.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await ops.getByText('Olga Petrov is disabled and signed out.').waitFor();
    await olga.getByRole('alertdialog', { name: 'You were signed out' }).waitFor();

    const again = await guest('/login');
    await again.getByLabel('E-mail').fill('olga@demo.test');
    await again.getByLabel('Password', { exact: true }).fill('stoa-demo');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByText('This e-mail and password do not match.').waitFor();
    await ops.getByRole('button', { name: 'Enable Olga Petrov' }).click();
    await ops.getByText('Olga Petrov can sign in again.').waitFor();
    await again.getByRole('button', { name: 'Sign in' }).click();
    await home(again);

    await ops.getByRole('link', { name: 'Audit' }).click();
    await ops.getByText('identity:enable').first().waitFor();
    const [file] = await Promise.all([
      ops.waitForEvent('download'),
      ops.getByRole('link', { name: 'Download as a table (CSV)' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('audit.csv');
    expect((await ops.request.get(`/api/people?search=${newId()}`)).status()).toBe(200);
  });

  test('JO10 JO11 jobs that died come by themselves, page by page; one is tried anew and those that match are discarded', async () => {
    const { db } = journey.ground;
    const ops = await visit('ops', '/ops/jobs');
    await ops.getByText('No job is dead.').waitFor();
    const [id] = await deadJobsIn(db, 'test:hooks', 1, { fault: 'It took longer than 20000 ms.' });
    await deadJobsIn(db, 'test:hooks', 60);
    await ops.getByText('61 dead', { exact: true }).waitFor();
    await ops.getByText('61 dead jobs', { exact: true }).waitFor();
    await ops.getByRole('combobox', { name: 'Queue' }).selectOption('test:hooks');
    const lines = () => ops.getByRole('button', { name: /^Discard mail/ }).count();
    await expect.poll(lines).toBe(50);
    await ops.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(lines).toBe(61);

    await ops.getByRole('searchbox').fill('LONGER');
    await ops.getByRole('button', { name: 'Search' }).click();
    await ops.getByRole('button', { name: /^Try mail.* of test:hooks anew$/ }).click();
    await ops.getByText('1 job of test:hooks is tried anew.').waitFor();
    await ops.getByText('No dead job fits.').waitFor();
    const { rows } = await sql`select state from job where id = ${id}`.execute(db.query);
    expect(rows).toEqual([{ state: 'waiting' }]);

    await ops.getByRole('searchbox').fill('mailbox');
    await ops.getByRole('button', { name: 'Search' }).click();
    await ops.getByRole('button', { name: 'Discard all 60' }).click();
    await ops.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await ops.getByText('60 jobs of test:hooks are discarded.').waitFor();
    // At some hours mails of the demo wait for the end of somebody's night, in a queue of theirs.
    const queue = ops.getByRole('listitem').filter({ has: ops.getByText('test:hooks', { exact: true }) });
    await queue.getByText('1 waits').waitFor();
    await ops.getByRole('link', { name: 'Audit' }).click();
    await ops.getByText('jobs:discard').first().waitFor();
  });

  test('nobody else finds these pages', async () => {
    for (const at of ['/ops/people', '/ops/audit', '/ops/jobs']) {
      const page = await visit('ines', at);
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    }
  });
});
