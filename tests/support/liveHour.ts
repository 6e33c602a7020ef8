import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import type { Ground } from '#app/ground.ts';
import { focused, tabTo } from './journeyKeys.ts';

// What people do in a live session, by the words that they read; whoever runs it never touches a mouse.

/** What a session has come to. */
export interface Hour {
  questions: { text: string; votes: number; answer: string | null }[];
  polls: { prompt: string; state: 'open' | 'closed' | 'shown'; ballots: number }[];
  messages: string[];
}

const patient = { timeout: 45_000 };

export const chipOf = (page: Page): Locator => page.getByRole('banner').getByRole('status');
/** A question as those have it who take part. */
export const questionOn = (page: Page, text: string): Locator =>
  page.getByRole('listitem').filter({ hasText: text });
const desk = (page: Page): Locator => page.getByRole('list', { name: 'Questions, arrow keys move' });
export const atDesk = (page: Page, text: string): Locator =>
  desk(page).getByRole('listitem').filter({ hasText: text });
export const pollOn = (page: Page, prompt: string): Locator =>
  page.getByRole('article', { name: prompt, exact: true });
const said = (page: Page, text: string): Locator =>
  page.getByRole('log').getByRole('listitem').filter({ hasText: text });

export async function ask(page: Page, text: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Ask a question' });
  await form.getByLabel('Your question').fill(text);
  await form.getByRole('button', { name: 'Ask' }).click();
}

export async function vote(page: Page, text: string): Promise<void> {
  await questionOn(page, text)
    .getByRole('button', { name: /^Votes: / })
    .click(patient);
}

export async function choose(page: Page, prompt: string, label: string): Promise<void> {
  await pollOn(page, prompt).getByRole('button', { name: label, exact: true }).click(patient);
}

/** Goes to what is said, does something there, and comes back to what is asked. */
async function inChat(page: Page, act: () => Promise<void>): Promise<void> {
  await page.getByRole('tab', { name: /^Questions/ }).press('ArrowRight');
  await act();
  await page.getByRole('tab', { name: /^Chat/ }).press('ArrowLeft');
}

export async function say(page: Page, text: string): Promise<void> {
  await inChat(page, async () => {
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.fill(text);
    // On glass Enter begins another line.
    const isOnGlass = await page.evaluate(() => matchMedia('(pointer: coarse)').matches);
    if (isOnGlass) await page.getByRole('button', { name: 'Send', exact: true }).click();
    else await field.press('Enter');
  });
}

/** By keyboard: whoever runs the session presses what has this name. */
export async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name, 150);
  await page.keyboard.press('Enter');
}

export async function answerInWriting(page: Page, text: string, answer: string): Promise<void> {
  await atDesk(page, text).waitFor(patient);
  await tabTo(page, /^li “/, 150);
  const rows = await desk(page).getByRole('listitem').count();
  await page.keyboard.press('Home');
  for (let row = 1; row < rows && !(await focused(page)).includes(text); row++)
    await page.keyboard.press('ArrowDown');
  if (!(await focused(page)).includes(text)) throw new Error(`no way to “${text}” by keyboard`);
  await page.keyboard.press('w');
  const sheet = page.getByRole('dialog', { name: 'Answer in writing' });
  await sheet.getByLabel('Answer').waitFor();
  await page.keyboard.type(answer);
  await page.keyboard.press('Control+Enter');
  await sheet.waitFor({ state: 'detached' });
}

/** Asks at once what is written in one line: `Coffee or tea?` */
export async function launch(page: Page, line: string): Promise<void> {
  await tabTo(page, /input “Quick poll, in one line”/, 150);
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  // Letters are keys of the console only where nobody types.
  await page.keyboard.press('Tab');
}

/** `c` closes the poll that is up, `r` shows its result. */
export async function key(page: Page, letter: 'c' | 'r' | 'n'): Promise<void> {
  await page.keyboard.press(letter);
}

export async function endForAll(page: Page): Promise<void> {
  await press(page, /button “End the session…”/);
  await page.getByRole('dialog', { name: 'End the session?' }).waitFor();
  await press(page, /button “End for all”/);
}

/** Waits until somebody who takes part sees all of it, once, with nothing of theirs still on its way. */
export async function untilSeen(page: Page, hour: Hour): Promise<void> {
  for (const { text, votes, answer } of hour.questions) {
    const question = questionOn(page, text);
    await question.getByText(`Votes: ${votes}`, { exact: true }).waitFor(patient);
    if (answer !== null) await question.getByText(answer).waitFor(patient);
    await mustBeOne(question);
  }
  if (hour.polls.length > 1) await unfold(page);
  for (const { prompt, state } of hour.polls) {
    const poll = pollOn(page, prompt);
    const words = { open: 'Vote now', closed: /^Closed\. The result/, shown: 'The result' }[state];
    await poll.getByText(words).first().waitFor(patient);
    await mustBeOne(poll);
  }
  await untilSaid(page, hour);
  const underway = page.getByText(/when the connection is back|^Sending|Kept on this device/);
  await underway.first().waitFor({ state: 'detached', ...patient });
}

/** Polls that are no longer up are kept folded. */
async function unfold(page: Page): Promise<void> {
  const fold = page.getByRole('group').filter({ hasText: /Asked before/ });
  await fold.waitFor(patient);
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
}

/** The same for whoever runs it: what is answered has left the desk, or leaves it soon. */
export async function untilAtDesk(page: Page, hour: Hour): Promise<void> {
  for (const { text, votes, answer } of hour.questions) {
    if (answer !== null) continue;
    const counted = votes === 1 ? '1 vote' : `${votes} votes`;
    await atDesk(page, text).getByText(counted, { exact: true }).waitFor(patient);
    await mustBeOne(atDesk(page, text));
  }
  const up = hour.polls.at(-1);
  if (up) await pollOn(page, up.prompt).getByText(`${up.ballots} voted`).waitFor(patient);
  await untilSaid(page, hour);
}

async function untilSaid(page: Page, { messages }: Hour): Promise<void> {
  if (messages.length === 0) return;
  await inChat(page, async () => {
    for (const text of messages) {
      await said(page, text).first().waitFor(patient);
      await mustBeOne(said(page, text));
    }
  });
}

async function mustBeOne(what: Locator): Promise<void> {
  const count = await what.count();
  if (count !== 1) throw new Error(`${count} times on the page: ${what.toString()}`);
}

/** What the tables and the log hold otherwise than they should, in words. */
export async function faultsOfHour({ db, log }: Ground, sessionId: string, hour: Hour): Promise<string[]> {
  const faults: string[] = [];
  const isSame = (what: string, found: unknown, wanted: unknown): void => {
    if (!isDeepStrictEqual(found, wanted))
      faults.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  };
  const sorted = <One>(all: readonly One[], by: (one: One) => string): One[] =>
    all.toSorted((one, other) => (by(one) < by(other) ? -1 : 1));

  const questions = await sql<Hour['questions'][number] & { id: string }>`
    select id, question as text, answer.text as answer,
      (select count(*)::integer from question_vote where question_id = id) as votes
    from question left join question_answer answer on question_id = id
    where session_id = ${sessionId}`.execute(db.query);
  const polls = await sql<Hour['polls'][number] & { id: string }>`
    select id, prompt, case when revealed_at is not null then 'shown' else state end as state,
      (select count(*)::integer from poll_ballot where poll_id = id) as ballots
    from poll where session_id = ${sessionId} and state <> 'draft'`.execute(db.query);
  const messages = await sql<{ text: string }>`
    select text from chat_message where channel_id = ${sessionId}`.execute(db.query);
  const plain = questions.rows.map(({ text, votes, answer }) => ({ text, votes, answer }));
  isSame(
    'questions',
    sorted(plain, ({ text }) => text),
    sorted(hour.questions, ({ text }) => text),
  );
  const asked = polls.rows.map(({ prompt, state, ballots }) => ({ prompt, state, ballots }));
  isSame(
    'polls',
    sorted(asked, ({ prompt }) => prompt),
    sorted(hour.polls, ({ prompt }) => prompt),
  );
  const texts = messages.rows.map(({ text }) => text);
  isSame('messages', texts.toSorted(), hour.messages.toSorted());

  const told = new Map<string, { type: string; data: Record<string, unknown> }[]>();
  for (const topic of [`session/${sessionId}`, `session/${sessionId}/staff`, `channel/${sessionId}`]) {
    const events = await log.after(topic, 0, 10_000);
    isSame(
      `numbers of ${topic}`,
      events.map(({ seq }) => seq),
      events.map((_event, place) => place + 1),
    );
    const parsed = events.map(({ type, data }) => ({
      type,
      data: JSON.parse(data) as Record<string, unknown>,
    }));
    told.set(topic, parsed);
  }
  const session = told.get(`session/${sessionId}`)!;
  const channel = told.get(`channel/${sessionId}`)!;
  const once = (events: typeof session, type: string, field: string): unknown[] =>
    events
      .flatMap((event) => (event.type === type ? [event.data[field]] : []))
      .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
  isSame(
    'questions told',
    once(session, 'qa:new', 'question'),
    hour.questions.map(({ text }) => text).toSorted(),
  );
  isSame('messages told', once(channel, 'chat:message', 'text'), hour.messages.toSorted());
  for (const { id, text, votes } of questions.rows) {
    const last = session.findLast(({ type, data }) => type === 'qa:votes' && data['id'] === id);
    isSame(`votes told of ${text}`, last?.data['upvotes'] ?? 0, votes);
  }
  for (const { id, prompt, ballots } of polls.rows) {
    const counts = ['poll:tally', 'poll:turnout'];
    const last = session.findLast(({ type, data }) => counts.includes(type) && data['pollId'] === id);
    isSame(`voters told of ${prompt}`, last?.data['voters'] ?? 0, ballots);
  }
  return faults;
}
