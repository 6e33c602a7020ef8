import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { HelpOffer, OwnHelpOffer } from '#features/help/contract.ts';
import { focused } from '../support/journeyKeys.ts';
import { Journey, type Visitor } from '../support/journey.ts';

let journey: Journey;
let amara: Visitor;
let ines: Visitor;
let cohortId: string;
let amaraId: string;

beforeAll(async () => {
  journey = await Journey.open();
  amara = await journey.visit('amara', {
    ...{ at: '/home', baseURL: journey.direct, viewport: { width: 390, height: 844 }, hasTouch: true },
  });
  ines = await journey.visit('ines', {
    ...{ at: '/home', baseURL: journey.direct, viewport: { width: 1280, height: 800 } },
  });
  ({ id: cohortId } = await journey.cohortOf(amara));
  amaraId = (await journey.view<{ user: { id: string } }>(amara, '/api/me')).user.id;
});
afterEach(() => journey.takeNoComplaints(/status of 40[349]/));
afterAll(() => journey?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const card = (page: Page) => page.getByRole('article', { name: /offers you help$/ });
const studentPage = (): string => `/teach/${cohortId}/students/${amaraId}`;
const help = (page: Page) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Help', exact: true }) });
const mine = async (): Promise<OwnHelpOffer | null> =>
  (await journey.view<{ offer: OwnHelpOffer | null }>(amara, `/api/cohorts/${cohortId}/help`)).offer;
const history = async (): Promise<HelpOffer[]> =>
  (await journey.view<{ offers: HelpOffer[] }>(ines, `/api/cohorts/${cohortId}/students/${amaraId}/help`))
    .offers;

test('HE1 HE3 HE4 HE5 help is offered, found by the bell, taken with a word, and what came of it is kept', async () => {
  const [theirs, own] = [ines.page, amara.page];
  await theirs.goto(studentPage());
  await help(theirs).getByText('Nobody has offered help so far.').waitFor();
  await button(theirs, 'Offer help').click();
  await button(theirs, 'Send the offer').click();
  await help(theirs).getByText('Say what you offer.').waitFor();
  await theirs.getByLabel('What do you offer?').fill('Shall we look at it on Friday?');
  await button(theirs, 'Send the offer').click();
  await help(theirs).getByText('Not answered yet').waitFor();

  // The bell leads to it, and gives it the focus.
  await button(own, /^Notifications, \d+ unread$/).click();
  await own.getByRole('link', { name: /Inês Rocha offers you help/ }).click();
  await card(own).getByText('Shall we look at it on Friday?').waitFor();
  await expect.poll(() => own.evaluate(() => document.activeElement?.hasAttribute('data-help'))).toBe(true);
  await own.getByLabel('A word with your answer').fill('Ten o’clock?');
  await button(own, 'Yes, please').click();
  await card(own)
    .getByText(/^You said yes/)
    .waitFor();
  // What was pressed is gone; what came of it has the focus.
  await expect.poll(() => focused(own)).toContain('You said yes');

  await help(theirs)
    .getByText(/^Amara Osei said yes/)
    .waitFor();
  await help(theirs).getByText('Ten o’clock?').waitFor();
  await button(theirs, /^Notifications, \d+ unread$/).click();
  await theirs.getByRole('link', { name: /Amara Osei answered your offer of help/ }).waitFor();
  await theirs.keyboard.press('Escape');

  await theirs.goto(`/teach/${cohortId}`);
  await theirs
    .getByRole('main')
    .getByRole('link', { name: /Amara Osei said yes/ })
    .click();
  await button(theirs, 'It helped').click();
  await help(theirs)
    .getByText(/^Helped, /)
    .waitFor();
  // It is over on every page that shows it.
  await expect.poll(() => card(own).count()).toBe(0);
  expect(await mine()).toBeNull();
  expect(await history()).toMatchObject([{ state: 'closed', outcome: 'helped', reply: 'Ten o’clock?' }]);
});

test('HE2 HE3 who says not now can still say yes, and a second offer is not made meanwhile', async () => {
  const [theirs, own] = [ines.page, amara.page];
  await theirs.goto(studentPage());
  await own.goto(`/c/${cohortId}`);
  await button(theirs, 'Offer help').click();
  await theirs.getByLabel('What do you offer?').fill('An hour next week?');
  // Somebody else is a moment quicker; what was written here is kept until there is room for it.
  const offering = `/api/cohorts/${cohortId}/students/${amaraId}/help`;
  await ines.context.route(`**${offering}`, async (route) => {
    const headers = { 'idempotency-key': newId() };
    await ines.context.request.post(offering, { data: { text: 'Another hour?' }, headers });
    await route.continue();
  });
  const [slower] = await Promise.all([
    theirs.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith(offering),
    ),
    button(theirs, 'Send the offer').click(),
  ]);
  expect(slower.status()).toBe(409);
  await ines.context.unroute(`**${offering}`);
  await help(theirs).getByText('Not answered yet').waitFor();
  const [already] = await history();
  await card(own).getByText('Another hour?').waitFor();
  await button(own, 'Not now').click();
  await card(own).getByText('The offer stands.').waitFor();
  await help(theirs)
    .getByText(/^Amara Osei does not need it now/)
    .waitFor();
  await button(own, 'Yes, after all').click();
  await help(theirs)
    .getByText(/^Amara Osei said yes/)
    .waitFor();
  expect(await mine()).toMatchObject({ id: already!.id, state: 'accepted' });
  await button(theirs, 'Take the offer back').click();
  await expect.poll(() => card(own).count()).toBe(0);
  expect(await theirs.getByLabel('What do you offer?').inputValue()).toBe('An hour next week?');
  expect(await theirs.getByText(/^Not sent/).count()).toBe(0);
});
