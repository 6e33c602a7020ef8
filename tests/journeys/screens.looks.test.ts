import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import type { OwnQuiz } from '#features/quizzes/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import { axeOf, isStill, NothingDrawn } from '../support/browser.ts';
import { Journey, type Visitor } from '../support/journey.ts';

/** With JOURNEY_PICTURES=folder each screen is also left there as a picture, for eyes. */
const pictures = process.env['JOURNEY_PICTURES'];

const languages = { ltr: 'en', rtl: 'ar-XB' } as const;
type Direction = keyof typeof languages;
type WidthPx = 1280 | 390;

interface Screen {
  name: string;
  /** Whoever looks at it; absent: nobody is signed in. */
  who?: string;
  at: (place: Place) => string;
  /** What is there once the screen is full. */
  shows: (page: Page) => Promise<void>;
}

/** Ids of the demo class. */
interface Place {
  cohortId: string;
  openLessonId: string;
  /** With a film above its text. */
  firstLessonId: string;
  doneLessonId: string;
  lastLessonId: string;
  studentId: string;
  /** A cohort in which nobody learns, and a link into it. */
  emptyCohortId: string;
  token: string;
  organisationId: string;
  /** Handed in by the student once, who is in the middle of it again. */
  quizId: string;
  resultId: string;
  attemptId: string;
  /** The student has not begun it. */
  openQuizId: string;
  /** The demo's own, by how they stand, and one that is on air while a question is answered and a poll is open. */
  sessionIds: Record<'ahead' | 'waiting' | 'live' | 'ended' | 'cancelled', string>;
}

const reading = async (page: Page): Promise<void> => {
  await page.locator('.reading').first().waitFor();
  await page.getByRole('navigation').first().waitFor();
};
/** Something that every language has. */
const present =
  (selector: string) =>
  (page: Page): Promise<void> =>
    page.locator(selector).first().waitFor();

/** The page has a name, and nothing of it is still on its way. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null &&
      document.querySelector('main .bone') === null &&
      document.title.endsWith(' · Stoa'),
  );
};

const screens: Screen[] = [
  { name: 'doors', at: () => '/', shows: present('h1 ~ ul') },
  { name: 'sign-in', at: () => '/login', shows: present('input[name=password]') },
  { name: 'home-student', who: 'amara', at: () => '/home', shows: present('main [role=img]') },
  { name: 'home-instructor', who: 'ines', at: () => '/home', shows: present('main ol') },
  { name: 'home-admin', who: 'paula', at: () => '/home', shows: present('main section ul') },
  { name: 'home-operator', who: 'ops', at: () => '/home', shows: present('main a[href="/readyz"]') },
  {
    name: 'course',
    who: 'amara',
    at: ({ cohortId }) => `/c/${cohortId}`,
    shows: present('main section ol'),
  },
  {
    name: 'course-staff',
    who: 'ines',
    at: ({ cohortId }) => `/c/${cohortId}`,
    shows: present('main section ol'),
  },
  {
    name: 'lesson',
    who: 'amara',
    at: ({ cohortId, openLessonId }) => `/c/${cohortId}/lessons/${openLessonId}`,
    shows: reading,
  },
  {
    name: 'lesson-done',
    who: 'amara',
    at: ({ cohortId, doneLessonId }) => `/c/${cohortId}/lessons/${doneLessonId}`,
    shows: reading,
  },
  {
    name: 'lesson-staff',
    who: 'ines',
    at: ({ cohortId, lastLessonId }) => `/c/${cohortId}/lessons/${lastLessonId}`,
    shows: reading,
  },
  {
    name: 'class',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}`,
    shows: present('main select'),
  },
  {
    name: 'student',
    who: 'ines',
    at: ({ cohortId, studentId }) => `/teach/${cohortId}/students/${studentId}`,
    shows: present('main section ol'),
  },
  {
    name: 'people',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/people`,
    shows: present('main table'),
  },
  {
    name: 'plan',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/plan`,
    shows: present('main table'),
  },
  {
    name: 'lesson-video',
    who: 'amara',
    at: ({ cohortId, firstLessonId }) => `/c/${cohortId}/lessons/${firstLessonId}`,
    shows: reading,
  },
  {
    name: 'search',
    who: 'amara',
    at: ({ cohortId }) => `/c/${cohortId}/search?q=boiler`,
    shows: present('main mark'),
  },
  {
    name: 'content',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/content`,
    shows: present('main ol'),
  },
  {
    name: 'versions',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/content/versions`,
    shows: present('main ol'),
  },
  { name: 'join-code', at: () => '/j', shows: present('input[name=code]') },
  { name: 'join', at: ({ token }) => `/join/${token}`, shows: present('input[name=email]') },
  {
    name: 'organisation',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}`,
    shows: present('main input[type=search]'),
  },
  {
    name: 'organisation-audit',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}/audit`,
    shows: present('main table'),
  },
  { name: 'notifications', who: 'amara', at: () => '/notifications', shows: settled },
  { name: 'settings', who: 'jonas', at: () => '/settings', shows: present('main form') },
  {
    name: 'quiz',
    who: 'amara',
    at: ({ cohortId, openQuizId }) => `/c/${cohortId}/quiz/${openQuizId}`,
    shows: settled,
  },
  {
    name: 'quiz-result',
    who: 'amara',
    at: ({ cohortId, quizId, resultId }) => `/c/${cohortId}/quiz/${quizId}/result/${resultId}`,
    shows: settled,
  },
  {
    name: 'quiz-attempt',
    who: 'amara',
    at: ({ cohortId, quizId, attemptId }) => `/c/${cohortId}/quiz/${quizId}/attempt/${attemptId}`,
    shows: present('main input, main textarea'),
  },
  { name: 'grades', who: 'amara', at: ({ cohortId }) => `/c/${cohortId}/grades`, shows: settled },
  { name: 'certificate', who: 'amara', at: ({ cohortId }) => `/c/${cohortId}/certificate`, shows: settled },
  { name: 'forget', who: 'amara', at: () => '/settings/forget', shows: present('main input[type=password]') },
  { name: 'teach', who: 'ines', at: () => '/teach', shows: settled },
  { name: 'quizzes-staff', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}/quizzes`, shows: settled },
  {
    name: 'quiz-staff',
    who: 'ines',
    at: ({ cohortId, quizId }) => `/teach/${cohortId}/quizzes/${quizId}`,
    shows: settled,
  },
  {
    name: 'quiz-marking',
    who: 'ines',
    at: ({ cohortId, quizId, resultId }) => `/teach/${cohortId}/quizzes/${quizId}/attempts/${resultId}`,
    shows: settled,
  },
  {
    name: 'gradebook',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/grades`,
    shows: settled,
  },
  {
    name: 'certificates-staff',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/certificates`,
    shows: settled,
  },
  {
    name: 'chat',
    who: 'amara',
    at: ({ cohortId }) => `/c/${cohortId}/chat`,
    shows: present('main [role=log] [data-message]'),
  },
  {
    name: 'chat-staff',
    who: 'ines',
    at: ({ cohortId }) => `/c/${cohortId}/chat`,
    shows: present('main [role=log] [data-message]'),
  },
  { name: 'live-list', who: 'amara', at: ({ cohortId }) => `/c/${cohortId}/live`, shows: settled },
  ...(['ahead', 'waiting', 'live', 'ended', 'cancelled'] as const).map((state) => ({
    name: `live-${state}`,
    who: 'amara',
    at: ({ sessionIds }: Place) => `/live/${sessionIds[state]}`,
    shows: settled,
  })),
  ...(['waiting', 'live', 'ended'] as const).map((state) => ({
    name: `projector-${state}`,
    who: 'ines',
    at: ({ sessionIds }: Place) => `/live/${sessionIds[state]}/screen`,
    shows: settled,
  })),
  ...(['waiting', 'live', 'ended', 'cancelled'] as const).map((state) => ({
    name: `host-${state}`,
    who: 'ines',
    at: ({ sessionIds }: Place) => `/live/${sessionIds[state]}/host`,
    shows: settled,
  })),
  {
    name: 'host-sheet',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.waiting}/host?part=sheet`,
    shows: settled,
  },
  {
    name: 'host-polls',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.live}/host?part=polls`,
    shows: present('main article'),
  },
  {
    name: 'host-details',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.waiting}/host?part=details`,
    shows: settled,
  },
  {
    name: 'host-recordings',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.ended}/host?part=recordings`,
    shows: settled,
  },
  {
    name: 'attendance',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.ended}/attendance`,
    shows: present('main table'),
  },
  {
    name: 'report',
    who: 'ines',
    at: ({ sessionIds }) => `/live/${sessionIds.ended}/report`,
    shows: present('main article'),
  },
  {
    name: 'report-own',
    who: 'amara',
    at: ({ sessionIds }) => `/live/${sessionIds.ended}/report`,
    shows: present('main article'),
  },
  { name: 'live-staff', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}/live`, shows: settled },
  {
    name: 'live-plan',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/live?part=new`,
    shows: present('main input[type=datetime-local]'),
  },
  { name: 'announcements', who: 'amara', at: () => '/announcements', shows: present('main article') },
  {
    name: 'messages',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/messages`,
    shows: present('main li'),
  },
  {
    name: 'messages-new',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/messages?part=new`,
    shows: present('main textarea'),
  },
  {
    name: 'messages-groups',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/messages?part=groups`,
    shows: settled,
  },
  { name: 'sent', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}/sent`, shows: settled },
  {
    name: 'messages-organisation',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}/messages?part=new`,
    shows: present('main textarea'),
  },
  { name: 'verify', at: () => '/verify/01920000-0000-7000-8000-000000000001', shows: settled },
  { name: 'magic-link', at: () => '/magic/one-that-never-was', shows: settled },
  {
    name: 'single-sign-on',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}/sso`,
    shows: present('main form'),
  },
  {
    name: 'webhooks',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}/webhooks`,
    shows: present('main form'),
  },
  { name: 'ops-people', who: 'ops', at: () => '/ops/people', shows: settled },
  { name: 'ops-person', who: 'ops', at: ({ studentId }) => `/ops/people/${studentId}`, shows: settled },
  { name: 'ops-audit', who: 'ops', at: () => '/ops/audit', shows: settled },
  { name: 'ops-jobs', who: 'ops', at: () => '/ops/jobs', shows: settled },
  { name: 'not-found', who: 'amara', at: () => '/no/such/page', shows: present('main h1') },
  { name: 'both', at: () => '/both', shows: bothFrames },
];

let journey: Journey;
let place: Place;

beforeAll(async () => {
  journey = await Journey.open({ mode: 'gallery' });
  if (pictures) mkdirSync(pictures, { recursive: true });
  await journey.newcomer('nobody', 'Noa Keller');
  const amara = await journey.guest();
  await journey.enter(amara.context, 'amara');
  const { id: cohortId } = await journey.cohortOf(amara);
  const { lessons } = await journey.outlineOf(amara, cohortId);
  const { user } = await journey.view<{ user: { id: string } }>(amara, '/api/me');
  const { emptyCohortId, organisationId, token } = await anEmptyCohort();
  place = {
    cohortId,
    emptyCohortId,
    organisationId,
    token,
    firstLessonId: lessons[0]!.id,
    openLessonId: lessons.find(({ completedAt }) => !completedAt)!.id,
    doneLessonId: lessons.find(({ completedAt }) => completedAt)!.id,
    lastLessonId: lessons.at(-1)!.id,
    studentId: user.id,
    ...(await quizzesOf(amara, cohortId)),
    sessionIds: await sessionsOf(amara, cohortId),
  };
  await amara.context.close();
});

// What one test left unsaid is not the next one’s fault.
beforeEach(() => void journey.complaints.splice(0));
afterAll(() => journey?.close());

/** Of the same course, with an instructor and nobody else. */
async function anEmptyCohort(): Promise<Pick<Place, 'emptyCohortId' | 'organisationId' | 'token'>> {
  await journey.newcomer('tove', 'Tove Lind');
  const paula = await journey.guest();
  const tove = await journey.guest();
  await journey.enter(paula.context, 'paula');
  await journey.enter(tove.context, 'tove');
  const { organisations: ours } = await journey.view<{ organisations: { id: string }[] }>(paula, '/api/me');
  const organisationId = ours[0]!.id;
  const { courses } = await journey.view<{ courses: { id: string }[] }>(
    paula,
    `/api/organisations/${organisationId}`,
  );
  const { user } = await journey.view<{ user: { id: string } }>(tove, '/api/me');
  const id = await journey.ground.log.write(async (write) => {
    const cohort = await organisations.openCohort(write, {
      organisationId,
      courseId: courses[0]!.id,
      title: 'Evening class',
      zone: 'Africa/Lagos',
      startsOn: '2030-01-07',
      endsOn: '2030-02-15',
    });
    await enrolments.enrol(write, { cohortId: cohort.id, userId: user.id, role: 'instructor' });
    return cohort.id;
  });
  const made = await tove.context.request.post(`/api/cohorts/${id}/invitations`, { data: { kind: 'link' } });
  const { url } = ((await made.json()) as { data: { url: string } }).data;
  await paula.context.close();
  await tove.context.close();
  return { emptyCohortId: id, organisationId, token: url.split('/').at(-1)! };
}

/** One without a time limit, so that she is in the middle of it for as long as this takes, and one not begun. */
async function quizzesOf(
  amara: Visitor,
  cohortId: string,
): Promise<Pick<Place, 'quizId' | 'resultId' | 'openQuizId' | 'attemptId'>> {
  const path = `/api/cohorts/${cohortId}/quizzes`;
  const { quizzes } = await journey.view<{ quizzes: OwnQuiz[] }>(amara, path);
  const taken = quizzes.find(
    ({ attempts, rules }) => attempts.length > 0 && rules.timeLimitMinutes === null,
  )!;
  const open = quizzes.find(({ attempts }) => attempts.length === 0)!;
  const begun = await amara.context.request.post(`${path}/${taken.id}/attempts`, { data: {} });
  const { id: attemptId } = ((await begun.json()) as { data: { id: string } }).data;
  return { quizId: taken.id, resultId: taken.attempts[0]!.id, openQuizId: open.id, attemptId };
}

/** The demo's, and beside them one that is on air with questions, and one that was called off. */
async function sessionsOf(amara: Visitor, cohortId: string): Promise<Place['sessionIds']> {
  const ines = await journey.guest();
  await journey.enter(ines.context, 'ines');
  const path = `/api/cohorts/${cohortId}/sessions`;
  const sessions = await journey.view<LiveSession[]>(amara, path);
  const [waiting, ahead] = sessions.filter(({ state }) => state === 'scheduled');
  const ended = sessions.find(({ state }) => state === 'ended')!;
  const send = async <Data>({ context }: Visitor, path: string, data: object, method = 'POST') => {
    const response = await context.request.fetch(path, { method, data });
    if (!response.ok()) throw new Error(`${method} ${path} answered ${response.status()}`);
    return ((await response.json()) as { data: Data }).data;
  };
  const plan = async (title: string): Promise<string> => {
    const startsAt = new Date(Date.now() - 60_000).toISOString();
    const meeting = { provider: 'jitsi', url: 'https://meet.example/ai-enablement' };
    const facts = { title, startsAt, minutes: 60, meeting, summary: 'Bring one request of your own.' };
    return (await send<{ session: LiveSession }>(ines, path, facts)).session.id;
  };
  const live = await plan('What would you never hand over?');
  const agenda = ['Two cases, told shortly', 'Pairs: where is your line?'].map((title) => ({
    ...{ title, minutes: 15, kind: 'talk', note: 'Keep to the clock.' },
  }));
  await send(ines, `/api/sessions/${live}/agenda`, { revision: 0, agenda }, 'PUT');
  const begun = await send<{ session: LiveSession }>(ines, `/api/sessions/${live}/start`, {});
  const itemId = begun.session.agenda[0]!.id;
  await send(ines, `/api/sessions/${live}/current`, { itemId }, 'PUT');
  const ask = (text: string) =>
    send<{ id: string }>(amara, `/api/sessions/${live}/questions`, { text, anonymous: false });
  const asked = await ask('Who answers for what the model wrote?');
  const answered = await ask('May it read the minutes of our meetings?');
  await ask('Is there a list of what others never hand over, so that we do not begin from nothing?');
  const answer = { text: 'Only without **names**, as lesson 4 says.' };
  await send(ines, `/api/questions/${answered.id}/answer`, answer, 'PUT');
  await send(ines, `/api/questions/${asked.id}/answering`, {});
  await askPolls(`/api/sessions/${live}/polls`, (path, data) => send(ines, path, data));
  const now = `/api/sessions/${live}`;
  await send(ines, `${now}/timer`, { seconds: 3_600, purpose: 'exercise' }, 'PUT');
  await send(ines, `${now}/banners`, { text: 'Write down one case of your own.' });
  await send(amara, `${now}/hand`, {}, 'PUT');
  await send(amara, `${now}/pulse`, { pace: 'too-fast', clarity: 'partly' }, 'PUT');
  const cancelled = await plan('A walk through the archive');
  await send(ines, `/api/sessions/${cancelled}/cancellation`, { reason: 'The archive is closed.' });
  await ines.context.close();
  return { ahead: ahead!.id, waiting: waiting!.id, live, ended: ended.id, cancelled };
}

/** One that was answered, one that is open, and one that is prepared. */
async function askPolls(path: string, send: (path: string, data: object) => Promise<unknown>): Promise<void> {
  const rated = { kind: 'rating', prompt: 'How clear was this part?', scale: 5 };
  const { id } = (await send(path, rated)) as { id: string };
  await send(`/api/polls/${id}/revelation`, {});
  const options = ['Contracts', 'Names of customers', 'What others wrote in confidence'];
  await send(path, { kind: 'multiple', prompt: 'What would you never hand over?', options, seconds: 3_600 });
  const right = {
    kind: 'quiz',
    prompt: 'Who answers for an answer?',
    options: ['The model', 'We do'],
    right: [1],
  };
  await send(`${path}/drafts`, right);
}

async function bothFrames(page: Page): Promise<void> {
  // A session is on air, so that is what both sides show; on a phone one at a time, and the other is there.
  const there = { state: 'attached' } as const;
  await page.frameLocator('iframe').first().locator('main [data-talk] [role=tab]').first().waitFor(there);
  await page.frameLocator('iframe').last().locator('main [role=tab]').first().waitFor(there);
}

/** A promise and what fulfils it. */
function aMoment(): [Promise<void>, () => void] {
  let come = (): void => {};
  return [new Promise<void>((resolve) => (come = resolve)), () => come()];
}

/** Opens a browser of this size and direction, signed in where somebody is named. */
async function aBrowser(who: string | undefined, widthPx: WidthPx, direction: Direction): Promise<Visitor> {
  const visitor = await journey.guest({
    viewport: { width: widthPx, height: widthPx === 390 ? 844 : 800 },
    hasTouch: widthPx === 390,
    reducedMotion: 'reduce',
  });
  await visitor.context.addInitScript((code) => {
    // Frames that are still empty have no storage.
    if (location.origin !== 'null') localStorage.setItem('stoa.language', code);
  }, languages[direction]);
  if (who) await journey.enter(visitor.context, who);
  return visitor;
}

/** What is wrong with the layout of this page and of the pages in its frames. */
async function layoutFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const frame of page.frames()) {
    const overflow = await frame.evaluate(() => {
      const px = document.documentElement.scrollWidth - innerWidth;
      if (px <= 0) return undefined;
      const widest = [...document.querySelectorAll('main *')].find(
        (one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1,
      );
      return `${px} px wider than the window (${widest?.tagName}.${widest?.getAttribute('class') ?? ''})`;
    });
    if (overflow) faults.push(overflow);
  }
  const { title, isLoading, headings } = await page.evaluate(() => ({
    isLoading: document.querySelector('main .bone') !== null,
    title: document.title,
    // What stands behind a sheet is not there for who hears the page.
    headings: [...document.querySelectorAll('h1')].filter(
      (one) => !one.closest('[aria-hidden=true], [inert]'),
    ).length,
  }));
  // A page that is still on its way has no name yet.
  if (!isLoading && !/^.+ · Stoa$/.test(title)) faults.push(`its title is “${title}”`);
  if (headings !== 1) faults.push(`${headings} headings of the first level`);
  return faults;
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

type Look = 'light' | 'dark';

/** Looks at a screen as it now stands, in each of these looks. */
async function faultsOf(page: Page, name: string, manner: Manner): Promise<string[]> {
  const faults: string[] = [];
  for (const [place, look] of manner.looks.entries()) {
    await page.emulateMedia({ colorScheme: look });
    await page.waitForFunction((name) => matchMedia(`(prefers-color-scheme: ${name})`).matches, look);
    await isStill(page);
    const words = `${name}.${manner.widthPx}.${look}.${manner.direction}`;
    const found = [...(await layoutFaults(page)), ...(await axeOf(page, { coloursOnly: place > 0 }))];
    faults.push(...found.map((fault) => `${words}: ${fault}`));
    await picture(page, words);
  }
  return faults;
}

interface Manner {
  widthPx: WidthPx;
  direction: Direction;
  looks: readonly [Look, ...Look[]];
}

/** With it each screen is looked at in all of them: `npm run proof -- screens`. */
const isEvery = process.env['EVERY_MANNER'] !== undefined;

/** The two in which most goes wrong; their states in the gallery are looked at in the other look. */
const someManners: readonly Manner[] = [
  { widthPx: 1280, direction: 'ltr', looks: ['dark'] },
  { widthPx: 390, direction: 'rtl', looks: ['light'] },
];

const manners: readonly Manner[] = isEvery
  ? ([1280, 390] as const).flatMap((widthPx) =>
      (['ltr', 'rtl'] as const).map((direction) => ({
        widthPx,
        direction,
        looks: ['light', 'dark'] as const,
      })),
    )
  : someManners;

const fetched: { name: string; who: string; at: (place: Place) => string; view: RegExp }[] = [
  { name: 'home', who: 'amara', at: () => '/home', view: /\/api\/me$/ },
  { name: 'home-part', who: 'amara', at: () => '/home', view: /\/api\/cohorts\/[^/]+$/ },
  { name: 'course', who: 'amara', at: ({ cohortId }) => `/c/${cohortId}`, view: /\/api\/cohorts\/[^/]+$/ },
  {
    name: 'lesson',
    who: 'amara',
    at: ({ cohortId, openLessonId }) => `/c/${cohortId}/lessons/${openLessonId}`,
    view: /\/lessons\/[^/]+$/,
  },
  { name: 'chat', who: 'amara', at: ({ cohortId }) => `/c/${cohortId}/chat`, view: /\/channels$/ },
  {
    name: 'chat-channel',
    who: 'amara',
    at: ({ cohortId }) => `/c/${cohortId}/chat`,
    view: /\/channels\/[^/]+$/,
  },
  { name: 'class', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}`, view: /\/progress$/ },
  {
    name: 'student',
    who: 'ines',
    at: ({ cohortId, studentId }) => `/teach/${cohortId}/students/${studentId}`,
    view: /\/progress\/[^/]+$/,
  },
  {
    name: 'people',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/people`,
    view: /\/enrolments$/,
  },
  { name: 'plan', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}/plan`, view: /\/plan$/ },
  { name: 'content', who: 'ines', at: ({ cohortId }) => `/teach/${cohortId}/content`, view: /\/draft$/ },
  {
    name: 'versions',
    who: 'ines',
    at: ({ cohortId }) => `/teach/${cohortId}/content/versions`,
    view: /\/versions$/,
  },
  { name: 'join', who: 'amara', at: ({ token }) => `/join/${token}`, view: /\/invitations\/[^/]+$/ },
  {
    name: 'organisation',
    who: 'paula',
    at: ({ organisationId }) => `/org/${organisationId}`,
    view: /\/organisations\/[^/]+$/,
  },
  { name: 'settings', who: 'amara', at: () => '/settings', view: /\/sessions$/ },
];

describe('screens that are not full', () => {
  test.each(someManners)('loading, failed, and tried again: $widthPx px, $direction', async (manner) => {
    const faults: string[] = [];
    // Half of them at each width, but for the proof.
    const here = fetched.filter((_, place) => isEvery || place % 2 === someManners.indexOf(manner));
    for (const { name, who, at, view } of here) {
      const { page, context } = await aBrowser(who, manner.widthPx, manner.direction);
      const isView = (url: URL): boolean => url.pathname.startsWith('/api/') && view.test(url.pathname);
      const [asked, ask] = aMoment();
      const [answered, answer] = aMoment();
      await context.route(isView, async (route) => {
        ask();
        await answered;
        await route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: '/docs/api#internal',
            title: 'Something went wrong on our side.',
            status: 500,
            code: 'internal',
            detail: 'Something went wrong on our side.',
            requestId: '01920000-0000-7000-8000-000000000001',
          }),
        });
      });
      await page.goto(at(place));
      await asked;
      await page.locator('main .bone').first().waitFor();
      faults.push(...(await faultsOf(page, `${name}-loading`, manner)));
      answer();
      const words = page.getByText('01920000-0000-7000-8000-000000000001');
      await words.waitFor();
      faults.push(...(await faultsOf(page, `${name}-failed`, manner)));
      await context.unroute(isView);
      await page.locator('section').filter({ has: words }).last().getByRole('button').click();
      await words.waitFor({ state: 'detached' });
      await page.locator('.bone').first().waitFor({ state: 'detached' });
      await context.close();
    }
    expect(faults).toEqual([]);
    journey.takeNoComplaints(/status of 500/);
  });

  test.each(someManners)('empty, and before something: $widthPx px, $direction', async (manner) => {
    const faults: string[] = [];
    const look = async (page: Page, name: string): Promise<void> => {
      faults.push(...(await faultsOf(page, name, manner)));
    };
    const within = async (who: string, at: string, act: (visitor: Visitor) => Promise<void>) => {
      const visitor = await aBrowser(who, manner.widthPx, manner.direction);
      await visitor.page.goto(at);
      await visitor.page.locator('main h1').waitFor();
      await act(visitor);
      await visitor.context.close();
    };
    const { cohortId, emptyCohortId, openLessonId } = place;
    await within('nobody', '/home', async ({ page }) => {
      await page.locator('main header + div').waitFor();
      await look(page, 'home-empty');
    });
    await within('tove', '/home', async ({ page }) => {
      await page.locator(`main a[href="/teach/${emptyCohortId}/people"]`).waitFor();
      await look(page, 'home-staff-empty');
      await page.goto(`/teach/${emptyCohortId}`);
      await page.locator(`main a[href="/teach/${emptyCohortId}/people"]`).first().waitFor();
      await look(page, 'class-empty');
      await page.goto(`/teach/${emptyCohortId}/people`);
      await page.locator('main table').waitFor();
      await page.locator('main form:has(input[type=email]) button').click();
      await look(page, 'people-missing-email');
    });
    await within('amara', '/home', async ({ page }) => {
      await page.locator('header [popovertarget=stoa-person]').click();
      await page.locator('#stoa-person').waitFor();
      await look(page, 'person-menu');
    });
    await within('amara', '/home', async ({ page }) => {
      await page.locator('aside button').click();
      await page.getByRole('dialog').waitFor();
      await look(page, 'remove-demo');
    });
    if (manner.widthPx === 390) {
      await within('amara', `/c/${cohortId}/lessons/${openLessonId}`, async ({ page }) => {
        await page.locator('main [aria-haspopup=dialog]').first().click();
        await page.getByRole('dialog').waitFor();
        await look(page, 'lesson-outline');
      });
    }
    await within('jonas', `/c/${cohortId}/lessons/${openLessonId}`, async ({ page, context }) => {
      await page.locator('.reading').first().waitFor();
      await context.setOffline(true);
      await page.locator('main button.w-full, article button').last().click();
      await page.locator('.bg-caution-soft').waitFor();
      await look(page, 'lesson-waiting');
      await context.setOffline(false);
    });
    await within('karim', '/home', async ({ page, context }) => {
      const other = await journey.guest();
      await journey.enter(other.context, 'karim');
      await other.context.request.delete('/api/me/sessions');
      await other.context.close();
      await page.getByRole('alertdialog').waitFor();
      await look(page, 'ended-signed-out');
      await context.close();
    });
    expect(faults).toEqual([]);
    journey.takeNoComplaints(/status of 401|ERR_INTERNET_DISCONNECTED/);
  });
});

describe('every screen: nothing for axe, nothing outside the window, no complaint', () => {
  test.each(manners)(
    '$widthPx px, $direction, $looks',
    async (manner) => {
      const { widthPx, direction } = manner;
      const faults: string[] = [];
      // On a phone all of them, on the desk every second, but for the proof.
      const here = screens.filter((_, place) => isEvery || widthPx === 390 || place % 2 === 0);
      const lookAt = async ({ page }: Visitor, screen: Screen): Promise<string[]> => {
        await page.goto(screen.at(place));
        await screen.shows(page);
        const found = await faultsOf(page, screen.name, manner);
        if (widthPx === 1280) return found;
        // Phones of the smallest kind, and the awkward width between phone and desk; in turn, but for the proof.
        const others = [320, 848].filter((_, turn) => isEvery || turn === screens.indexOf(screen) % 2);
        for (const otherPx of others) {
          await page.setViewportSize({ width: otherPx, height: 800 });
          await isStill(page);
          const words = `${screen.name}.${otherPx}.${direction}`;
          found.push(...(await layoutFaults(page)).map((fault) => `${words}: ${fault}`));
          await picture(page, words);
        }
        await page.setViewportSize({ width: widthPx, height: 844 });
        return found;
      };
      const look = async (who: string | undefined): Promise<void> => {
        let visitor = await aBrowser(who, widthPx, direction);
        for (const screen of here.filter((one) => one.who === who)) {
          const found = await lookAt(visitor, screen).catch(async (cause: unknown) => {
            if (!(cause instanceof NothingDrawn)) throw cause;
            await visitor.context.close();
            visitor = await aBrowser(who, widthPx, direction);
            return lookAt(visitor, screen);
          });
          faults.push(...found);
        }
        await visitor.context.close();
      };
      // Two at a time: one waits for the server while the other is looked at.
      const people = [...new Set(here.map((screen) => screen.who))].values();
      await Promise.all(
        [1, 2].map(async () => {
          for (const who of people) await look(who);
        }),
      );
      expect(faults).toEqual([]);
      // A page for anyone asks who is there, and hears that nobody is signed in.
      journey.takeNoComplaints(/status of 401 .*\/api\/me\)?$|status of 404 .*\/api\/certificates\//);
    },
    900_000,
  );
});
