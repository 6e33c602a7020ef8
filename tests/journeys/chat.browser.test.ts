import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { classmates } from '#app/demo/people.ts';
import type { ChatPage, ChatRoom } from '#features/chat/contract.ts';
import { Journey, type Visitor, type VisitOptions } from '../support/journey.ts';
import { listenIn } from '../support/listening.ts';

let journey: Journey;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  ({ id: cohortId } = await journey.cohortOf(amara));
  await amara.context.close();
});

afterEach(() => {
  journey.wire.mend();
  // Browsers tell of every request that the network did not carry.
  journey.takeNoComplaints(
    /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_|EMPTY_RESPONSE|NETWORK_|INCOMPLETE_CHUNKED|SOCKET)/,
  );
});
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };

/** Somebody of the demo class in the first channel of their cohort. */
async function visit(key: string, options: VisitOptions = desk): Promise<Visitor> {
  const visitor = await journey.visit(key, { at: `/c/${cohortId}/chat`, ...options });
  await log(visitor.page).waitFor();
  return visitor;
}

const log = (page: Page) => page.getByRole('log');
const said = (page: Page, text: string) => log(page).getByRole('listitem').filter({ hasText: text });
const field = (page: Page) => page.getByRole('textbox', { name: 'Message to General' });

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

/** Chooses from the menu of a message, by keyboard alone once its button has the focus. */
async function act(page: Page, text: string, what: string): Promise<void> {
  const button = said(page, text).getByRole('button', { name: /^Actions for the message/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

const roomOf = (visitor: Visitor): Promise<ChatRoom> =>
  journey.view<ChatRoom>(visitor, `/api/channels/${cohortId}`);

test('two windows say, reply, react, mend and take away, and each sees at once what the other did', async () => {
  const amara = await visit('amara');
  const jonas = await visit('jonas', { ...desk, viewport: { width: 390, height: 844 }, hasTouch: true });
  const text = 'Which of you has tried **two** examples?';
  const shown = 'Which of you has tried two examples?';
  await say(amara.page, text);
  await said(jonas.page, shown).waitFor();
  expect(await said(jonas.page, shown).locator('strong').innerText()).toBe('two');
  await expect.poll(() => said(amara.page, shown).count()).toBe(1);
  expect(await said(amara.page, 'Sending…').count()).toBe(0);

  await act(jonas.page, shown, 'Heart');
  await said(amara.page, shown).getByRole('button', { name: 'Heart: 1', pressed: false }).waitFor();
  await said(jonas.page, shown).getByRole('button', { name: 'Heart: 1', pressed: true }).click();
  await said(amara.page, shown)
    .getByRole('button', { name: /^Heart/ })
    .waitFor({ state: 'detached' });

  await act(jonas.page, shown, 'Reply');
  const reply = jonas.page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('I have, twice.');
  await jonas.page.getByRole('form', { name: 'Reply' }).getByRole('button', { name: 'Send' }).click();
  await said(jonas.page, 'I have, twice.').waitFor();
  await said(amara.page, shown)
    .getByRole('button', { name: /^1 reply/ })
    .click();
  await said(amara.page, 'I have, twice.').waitFor();
  for (const { page } of [amara, jonas])
    await page.getByRole('button', { name: 'Back to the messages' }).click();

  await said(amara.page, shown).focus();
  await amara.page.keyboard.press('e');
  const editor = amara.page.getByRole('textbox', { name: 'Put differently' });
  await editor.fill('Who has tried three?');
  await editor.press('Enter');
  await said(jonas.page, 'Who has tried three?').getByText('edited').waitFor();
  await act(amara.page, 'Who has tried three?', 'Take away');
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Take it away' }).click();
  await said(jonas.page, 'Taken away by Amara Osei').waitFor();
  expect(await said(jonas.page, 'Who has tried three?').count()).toBe(0);
  await Promise.all([amara, jonas].map(({ context }) => context.close()));
});

test('whoever is named sees it, and what is being written stays over a reload', async () => {
  const amara = await visit('amara');
  const jonas = await visit('jonas');
  await field(jonas.page).pressSequentially('Thank you, @ama');
  await jonas.page.getByRole('option', { name: 'Amara Osei' }).waitFor();
  await jonas.page.keyboard.press('Enter');
  expect(await field(jonas.page).inputValue()).toBe('Thank you, @Amara Osei ');
  await amara.page.getByText('Jonas Weber is writing…').waitFor();
  await jonas.page.reload();
  await log(jonas.page).waitFor();
  expect(await field(jonas.page).inputValue()).toBe('Thank you, @Amara Osei ');
  await field(jonas.page).press('Enter');
  await said(amara.page, 'Thank you, @Amara Osei').waitFor();
  expect(await field(jonas.page).inputValue()).toBe('');
  const { messages } = await roomOf(amara);
  expect(messages.at(-1)!.mentions.map(({ name }) => name)).toEqual(['Amara Osei']);
  await Promise.all([amara, jonas].map(({ context }) => context.close()));
});

test('what is said without a network is kept, shown as such, and said once when it is back', async () => {
  const amara = await visit('amara');
  const jonas = await visit('jonas', { ...desk, baseURL: journey.direct });
  const text = 'Said in the lift';
  journey.wire.pull();
  await amara.context.setOffline(true);
  await say(amara.page, text);
  await said(amara.page, text).getByText('Kept on this device').waitFor();
  await say(jonas.page, 'Said meanwhile');
  await amara.context.setOffline(false);
  journey.wire.mend();
  await said(jonas.page, text).waitFor({ timeout: 45_000 });
  await said(amara.page, 'Said meanwhile').waitFor({ timeout: 45_000 });
  await expect.poll(() => said(amara.page, text).getByText('Kept on this device').count()).toBe(0);
  for (const { page } of [amara, jonas]) expect(await said(page, text).count()).toBe(1);
  const { messages } = await roomOf(amara);
  expect(messages.filter((message) => message.text === text)).toHaveLength(1);
  await Promise.all([amara, jonas].map(({ context }) => context.close()));
});

test('a refusal says why, and staff lock, pin and see to what was reported', async () => {
  const amara = await visit('amara');
  const ines = await visit('ines');
  await say(ines.page, 'The break is at four.');
  await act(ines.page, 'The break is at four.', 'Pin');
  await amara.page.getByText('Pinned: 2 messages').waitFor();
  await say(amara.page, 'Something odd');
  await act(amara.page, 'The break is at four.', 'Report to staff');
  await amara.page.getByLabel('What is wrong with it?').fill('It is at five.');
  await amara.page.getByRole('button', { name: 'Report it' }).click();
  await amara.page.getByText('Reported. Staff will look at it.').waitFor();
  await amara.page.keyboard.press('Escape');
  await ines.page.getByRole('button', { name: 'Reports: 1' }).click();
  await ines.page.getByText('“It is at five.”').waitFor();
  await ines.page.getByRole('button', { name: 'Seen to' }).click();
  await ines.page.getByText('Nothing is reported.').waitFor();
  await ines.page.getByRole('button', { name: 'Back to the messages' }).click();

  await ines.page.getByRole('button', { name: 'Room settings' }).click();
  await ines.page.getByLabel('Only staff write').check();
  await ines.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await amara.page.getByText('Only staff write here at the moment.').waitFor();
  expect(await field(amara.page).count()).toBe(0);
  await ines.page.getByRole('button', { name: 'Room settings' }).click();
  await ines.page.getByLabel('Only staff write').uncheck();
  await ines.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await field(amara.page).waitFor();
  await Promise.all([amara, ines].map(({ context }) => context.close()));
});

/** Says as many things as fast as it can, by the hands of several people. */
async function burst(count: number): Promise<void> {
  const each = 80;
  const people = classmates.slice(0, Math.ceil(count / each));
  await Promise.all(
    people.map(async ({ key }, place) => {
      const context: BrowserContext = await journey.browser.newContext({ baseURL: journey.direct });
      await journey.enter(context, key);
      const mine = Math.min(each, count - place * each);
      for (let number = 1; number <= mine; number++) {
        const data = { text: `${key} says ${number}` };
        const answer = await context.request.post(`/api/channels/${cohortId}/messages`, { data });
        if (!answer.ok()) throw new Error(`not said: ${answer.status()} ${await answer.text()}`);
      }
      await context.close();
    }),
  );
}

test('500 messages at once are told at most once in two seconds, and nothing moves from under an eye', async () => {
  const amara = await visit('amara');
  const { page } = amara;
  const before = await roomOf(amara);
  // Nobody has read what they have not seen.
  await log(page).evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect.poll(async () => (await roomOf(amara)).unread, { timeout: 15_000 }).toBe(0);
  const heard = await listenIn(page);
  // Somebody reads further up meanwhile.
  await log(page).evaluate((box) => box.scrollTo(0, 0));
  await page.getByRole('button', { name: 'To the newest' }).waitFor();
  const first = await topOf(page);
  await burst(500);
  const last = await journey.view<ChatPage>(
    amara,
    `/api/channels/${cohortId}/messages?direction=after&position=${before.lastPosition + 499}`,
  );
  await page.getByRole('button', { name: /newer messages$/ }).waitFor();
  expect(await topOf(page)).toEqual(first);
  await page.getByRole('button', { name: /newer messages$/ }).click();
  await said(page, last.messages.at(-1)!.text).waitFor();
  const { spoken, others } = await heard();
  expect(others.filter((text) => / says \d/.test(text))).toEqual([]);
  expect(spoken.some(({ text }) => /^\d+ new messages/.test(text))).toBe(true);
  const gapsMs = spoken.slice(1).map(({ atMs }, at) => atMs - spoken[at]!.atMs);
  // A busy page is heard a moment late, and what comes after it in time.
  expect(Math.min(...gapsMs)).toBeGreaterThan(1_500);
  const wholeMs = spoken.at(-1)!.atMs - spoken[0]!.atMs;
  expect(wholeMs).toBeGreaterThan(gapsMs.length * 2_000 - 500);
  await amara.context.close();
}, 180_000);

/** The first line in sight and where it stands. */
function topOf(page: Page): Promise<{ id: string | undefined; topPx: number }> {
  return log(page).evaluate((box) => {
    const edge = box.getBoundingClientRect().top;
    const lines = [...box.querySelectorAll<HTMLElement>('[data-message]')];
    const first = lines.find((line) => line.getBoundingClientRect().bottom > edge + 1);
    return {
      id: first?.dataset['message'],
      topPx: Math.round((first?.getBoundingClientRect().top ?? 0) - edge),
    };
  });
}
