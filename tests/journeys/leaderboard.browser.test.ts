import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskPoll } from '#features/polls/contract.ts';
import { Journey, type Visitor, type VisitOptions } from '../support/journey.ts';
import { tabTo } from '../support/journeyKeys.ts';

let journey: Journey;
let cohortId: string;

beforeAll(async () => {
  journey = await Journey.open();
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  ({ id: cohortId } = await journey.cohortOf(amara));
  await amara.context.close();
});
afterAll(() => journey?.close());

const desk = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

async function visit(key: string, at: string, options: VisitOptions = desk): Promise<Visitor> {
  return journey.visit(key, { at, baseURL: journey.direct, ...options });
}

/** @throws Error when it was refused */
async function send<Answer>(
  { context }: Visitor,
  method: 'POST' | 'PUT',
  path: string,
  data: object = {},
): Promise<Answer> {
  const answer = await context.request.fetch(path, { method, data });
  if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`);
  return ((await answer.json()) as { data: Answer }).data;
}

async function aLiveSession(staff: Visitor): Promise<string> {
  const planned = { title: 'An hour of points', startsAt: new Date(Date.now() + 600_000).toISOString() };
  const { session } = await send<{ session: { id: string } }>(
    staff,
    'POST',
    `/api/cohorts/${cohortId}/sessions`,
    { ...planned, minutes: 60 },
  );
  await send(staff, 'POST', `/api/sessions/${session.id}/start`);
  return session.id;
}

test('a quiz is solved, points show on phone, desk and wall; one goes by a made-up name and leaves', async () => {
  const ines = await visit('ines', '/teach');
  const sessionId = await aLiveSession(ines);
  await ines.page.goto(`/live/${sessionId}/host`);
  const amara = await visit('amara', `/live/${sessionId}`, phone);
  const jonas = await visit('jonas', `/live/${sessionId}`);
  const wall = await ines.context.newPage();
  await wall.goto(`/live/${sessionId}/screen`);
  for (const { page } of [amara, jonas]) {
    await page.getByLabel('Your question').waitFor();
    // It stands last, and comes when somebody comes near it.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.getByText('Nobody has points yet.').waitFor();
  }

  const written = { kind: 'quiz', prompt: 'Which comes first?', options: ['This', 'That'], right: [1] };
  const quiz = await send<DeskPoll>(ines, 'POST', `/api/sessions/${sessionId}/polls`, written);
  // Said before anybody votes.
  await amara.page.getByText(/earns points where the session has a leaderboard/).waitFor();
  await amara.page.getByRole('button', { name: 'That', exact: true }).tap();
  await amara.page.getByText('Counted. You can change it until the poll closes.').waitFor();
  await send(jonas, 'PUT', `/api/polls/${quiz.id}/ballot`, { optionIds: [quiz.options[0]!.id] });
  expect(await amara.page.getByText(/Your rank is/).count()).toBe(0);
  await send(ines, 'POST', `/api/polls/${quiz.id}/revelation`);

  await amara.page.getByText(/^Your rank is 1, with (5[0-9]0|[6-9][0-9]0|1,000) points\.$/).waitFor();
  await jonas.page.getByText('You have no points yet.').waitFor();
  const line = (page: Visitor['page'], name: string) =>
    page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').filter({ hasText: name });
  for (const { page } of [jonas, ines]) await line(page, 'Amara').waitFor();

  await amara.page.getByText('How points are made').tap();
  await amara.page.getByText(/points = 500 \+ 500 × the share of the time/).waitFor();

  // By keyboard alone, as whoever runs the session would.
  await tabTo(ines.page, /button “Show on the wall”/);
  await ines.page.keyboard.press('Enter');
  await wall.getByRole('heading', { name: 'Leaderboard' }).waitFor();
  await wall.getByRole('listitem').filter({ hasText: 'Amara' }).waitFor();

  await amara.page.getByText('How you are seen here').tap();
  await amara.page.getByRole('button', { name: 'Go by a made-up name' }).tap();
  const sentence = amara.page.getByText(/^Others see you as “.+”/);
  await sentence.waitFor();
  const name = /“(.+)”/.exec((await sentence.textContent())!)![1]!;
  for (const { page } of [jonas, ines]) {
    await line(page, name).waitFor();
    expect(await line(page, 'Amara').count()).toBe(0);
  }
  await wall.getByRole('listitem').filter({ hasText: name }).waitFor();

  await amara.page.getByRole('button', { name: 'Leave the leaderboards' }).tap();
  await jonas.page.getByText('Nobody has points yet.').waitFor();
  await wall.getByText('Nobody has points yet.').waitFor();
  await amara.page.getByRole('button', { name: 'Take part again' }).tap();
  await line(jonas.page, name).waitFor();

  await ines.page.getByRole('button', { name: 'Switch it off' }).click();
  await ines.page.getByText(/^The leaderboard of this session is off/).waitFor();
  for (const { page } of [amara, jonas])
    await page.getByRole('heading', { name: 'Leaderboard' }).waitFor({ state: 'detached' });
  await wall.getByRole('heading', { name: 'Leaderboard' }).waitFor({ state: 'detached' });
  await Promise.all([ines, amara, jonas].map(({ context }) => context.close()));
});
