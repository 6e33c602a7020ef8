import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contracts } from '#app/contracts.ts';
import { sessionLimits } from '#features/sessions/contract.ts';
import { launchBrowser } from './support/browser.ts';
import { plantAcademy, type PlantedAcademy } from './support/planting/plantAcademy.ts';
import { lineOf, names } from './support/planting/world.ts';
import { textFieldsOf } from './support/textFields.ts';
import { WatchedBrowser, type Sight } from './support/watchedBrowser.ts';
import { buildWeb, type WebBuild } from './support/webBuild.ts';
import { payloads } from './support/xssPayloads.ts';

/** Text fields that no payload is planted into, and why. */
const unplanted: Readonly<Record<string, readonly string[]>> = {
  'it is compared, never kept nor shown': [
    'identity:sign-in email',
    'identity:sign-in password',
    'identity:ask-link email',
    'identity:ask-reset email',
    'identity:use-link token',
    'identity:reset-password token',
    'identity:reset-password password',
    'identity:verify-email token',
    'identity:change-email password',
    'identity:change-password current',
    'identity:change-password password',
    'cohorts:join token',
    'cohorts:join-by-mail token',
    'cohorts:join-here token',
    'notifications:read-group group',
    'notifications:stop-mail token',
    'rights:erase seal',
    'rights:erase confirmation',
    'rights:erase-person seal',
  ],
  'only names of time zones are taken': [
    'identity:update-profile zone',
    'cohorts:create zone',
    'cohorts:edit zone',
    'cohorts:join-by-mail zone',
    'cohorts:join-here zone',
    'session:enter zone',
  ],
  'only what the thing itself has is taken': [
    'cohorts:set-plan rules[].moduleKey',
    'quiz:answer answer.optionId',
    'quiz:answer answer.optionIds[]',
    'quiz:answer answer.pairs[].left',
    'quiz:answer answer.pairs[].right',
    'quiz:answer answer.texts[].gapId',
  ],
};

type Who = 'nobody' | 'student' | 'examinee' | 'instructor' | 'administrator' | 'operator';

interface Look extends Sight {
  who: Who;
  path: string;
  /** Where it leads, if not there. */
  endsAt?: string;
}

/** With it both of those who teach look at whatever they share: `npm run proof -- screens`. */
const isEvery = process.env['EVERY_MANNER'] !== undefined;

const nameTexts = names.map(({ text }) => text);
const all = payloads.length;
const odd = payloads[12]!.text;

/** Every screen of the browser's application by its route, and who looks at it. */
function looksAt(academy: PlantedAcademy): Record<string, Look[]> {
  const { cohortId, organisationId, lessonIds, quizId, attemptIds, certificateIds } = academy;
  const { draftPageId, sessionIds, students, announcementIds } = academy;
  const named = { texts: nameTexts };
  const by = (who: Who, path: string, sees: Sight = {}, endsAt?: string): Look => ({
    who,
    path,
    ...sees,
    ...(endsAt !== undefined && { endsAt }),
  });
  // The two see the same there: one by one they take turns, but for the proof.
  let turn = 0;
  const staff = (path: string, sees: Sight): Look[] => {
    const both = [by('instructor', path, sees), by('administrator', path, sees)];
    return isEvery ? both : [both[turn++ % 2]!];
  };
  const inPath = encodeURIComponent(odd);
  const course = `/c/${cohortId}`;
  const quiz = `${course}/quiz/${quizId}`;
  const live = `/live/${sessionIds.live}`;
  const teach = `/teach/${cohortId}`;
  const organisation = `/org/${organisationId}`;
  return {
    '/': [by('nobody', '/', {}, '/login')],
    '/login': [by('nobody', '/login')],
    '/magic/:token': [by('nobody', `/magic/${inPath}`)],
    '/reset/:token': [by('nobody', `/reset/${inPath}`)],
    '/verify-email/:token': [by('nobody', `/verify-email/${inPath}`)],
    '/stop/:token': [by('nobody', `/stop/${inPath}`)],
    '/both': [by('student', '/both')],
    '/join/:token': [by('nobody', `/join/${academy.linkToken}`, { texts: [odd, payloads[0]!.text] })],
    '/verify/:certificateId': [by('nobody', `/verify/${certificateIds[1]}`, { payloads: 2 })],
    '/j': [by('nobody', '/j')],
    '/j/:code': [by('nobody', `/j/${inPath}`, {}, `/join/${inPath}`)],
    '/home': [
      by('student', '/home', { texts: [odd] }),
      by('instructor', '/home', { texts: [odd] }),
      by('administrator', '/home', { payloads: all }),
      by('operator', '/home'),
    ],
    '/notifications': [by('student', '/notifications', { payloads: 1 }), by('instructor', '/notifications')],
    '/settings': [by('student', '/settings', { texts: [nameTexts[1]!] })],
    '/settings/forget': [by('student', '/settings/forget')],
    '/c/:cohortId': [by('student', course, { payloads: all }), by('instructor', course, { payloads: all })],
    '/c/:cohortId/lessons/:lessonId': [
      by('student', `${course}/lessons/${lessonIds.texts}`, { payloads: 50 }),
      by('student', `${course}/lessons/${lessonIds.film}`, { payloads: 50 }),
      by('student', `${course}/lessons/${lessonIds.quiz}`, { payloads: 1 }),
      by('instructor', `${course}/lessons/${lessonIds.texts}`, { payloads: 50 }),
    ],
    '/c/:cohortId/quiz/:quizId': [by('student', quiz, { payloads: 15 })],
    '/c/:cohortId/quiz/:quizId/attempt/:attemptId': [
      by('examinee', `${quiz}/attempt/${academy.openAttemptId}`, { payloads: 1 }),
    ],
    '/c/:cohortId/quiz/:quizId/result/:attemptId': [
      by('student', `${quiz}/result/${attemptIds[0]}`, { payloads: 50 }),
    ],
    '/c/:cohortId/grades': [by('student', `${course}/grades`, { payloads: 1 })],
    '/c/:cohortId/chat': [
      by('student', `${course}/chat`, { payloads: 40 }),
      by('instructor', `${course}/chat`, { payloads: 40 }),
    ],
    '/c/:cohortId/chat/:channelId': [by('student', `${course}/chat/${academy.cohortId}`, { payloads: 40 })],
    '/c/:cohortId/certificate': [by('student', `${course}/certificate`, { payloads: 2 })],
    '/c/:cohortId/search': [by('student', `${course}/search?q=stoaHit`, { payloads: 20 })],
    '/c/:cohortId/live': [
      by('student', `${course}/live`, { payloads: 3 }),
      by('instructor', `${course}/live`, { payloads: 3 }),
    ],
    '/live/:sessionId': [
      by('student', live, { payloads: all }),
      by('student', `/live/${sessionIds.over}`, { payloads: all }),
      by('student', `/live/${sessionIds.cancelled}`, { payloads: 2 }),
      by('instructor', live, { payloads: all }),
    ],
    '/live/:sessionId/screen': [by('instructor', `${live}/screen`, { payloads: 1 })],
    '/live/:sessionId/host': [
      ...staff(`${live}/host`, { payloads: sessionLimits.agendaItems }),
      by('instructor', `${live}/host?part=sheet`, { payloads: sessionLimits.agendaItems }),
      by('instructor', `${live}/host?part=details`, { payloads: 1 }),
      by('instructor', `/live/${sessionIds.over}/host?part=recordings`, {
        payloads: sessionLimits.recordings,
      }),
      by('instructor', `/live/${sessionIds.cancelled}/host`, { payloads: 2 }),
    ],
    '/live/:sessionId/attendance': staff(`/live/${sessionIds.over}/attendance`, { payloads: 1 }),
    '/live/:sessionId/report': [
      ...staff(`${live}/report`, { payloads: all }),
      by('student', `${live}/report`, { payloads: all }),
    ],
    '/teach/:cohortId/live': staff(`${teach}/live`, { payloads: 3 }),
    '/teach': [by('instructor', '/teach', {}, teach), by('administrator', '/teach', { payloads: all })],
    '/teach/:cohortId': staff(teach, named),
    '/teach/:cohortId/students/:studentId': staff(`${teach}/students/${students[0]!.userId}`, {
      texts: [nameTexts[1]!],
    }),
    '/teach/:cohortId/certificates': staff(`${teach}/certificates`, named),
    '/announcements': [by('student', '/announcements', { payloads: 50 })],
    '/teach/:cohortId/sent': staff(`${teach}/sent`, { texts: [nameTexts[1]!] }),
    '/teach/:cohortId/messages': staff(`${teach}/messages`, { payloads: all }),
    '/teach/:cohortId/messages/:announcementId': staff(`${teach}/messages/${announcementIds.ofCohort}`, {
      payloads: 1,
    }),
    '/org/:organisationId/messages': [by('administrator', `${organisation}/messages`, { payloads: 1 })],
    '/org/:organisationId/messages/:announcementId': [
      by('administrator', `${organisation}/messages/${announcementIds.ofAll}`, { payloads: 1 }),
    ],
    '/teach/:cohortId/people': staff(`${teach}/people`, named),
    '/teach/:cohortId/plan': staff(`${teach}/plan`, { payloads: all }),
    '/teach/:cohortId/content': staff(`${teach}/content?page=${draftPageId}`, { payloads: all }),
    '/teach/:cohortId/content/versions': staff(`${teach}/content/versions`, { payloads: 1 }),
    '/teach/:cohortId/content/preview/:pageId': staff(`${teach}/content/preview/${draftPageId}`, {
      payloads: 15,
    }),
    '/teach/:cohortId/quizzes': staff(`${teach}/quizzes`, { payloads: 1 }),
    '/teach/:cohortId/quizzes/:quizId': staff(`${teach}/quizzes/${quizId}`, named),
    '/teach/:cohortId/quizzes/:quizId/attempts/:attemptId': staff(
      `${teach}/quizzes/${quizId}/attempts/${attemptIds[1]}`,
      { payloads: 50 },
    ),
    '/teach/:cohortId/grades': staff(`${teach}/grades`, named),
    '/org/:organisationId': [by('administrator', organisation, { payloads: all })],
    '/org/:organisationId/audit': [by('administrator', `${organisation}/audit`, { payloads: 1 })],
    '/org/:organisationId/sso': [by('administrator', `${organisation}/sso`, { payloads: 50 })],
    '/org/:organisationId/webhooks': [by('administrator', `${organisation}/webhooks`, { payloads: 20 })],
    '/org/:organisationId/webhooks/:endpointId': [
      by('administrator', `${organisation}/webhooks/${academy.webhookId}`, { payloads: 60 }),
    ],
    '/ops': [by('operator', '/ops', { payloads: 20 }, '/ops/people')],
    '/ops/people': [by('operator', '/ops/people', { payloads: 20 })],
    '/ops/people/:userId': [by('operator', `/ops/people/${students[0]!.userId}`, { texts: [nameTexts[1]!] })],
    '/ops/jobs': [by('operator', '/ops/jobs', { payloads: 50 })],
    '/ops/audit': [by('operator', '/ops/audit', { payloads: 1 })],
    '*': [by('student', `/no/${inPath}`)],
  };
}

describe('ACC5 what people write is text and nothing else, whoever looks at it', () => {
  let web: WebBuild;
  let browser: Browser;
  let academy: PlantedAcademy;
  beforeAll(async () => {
    [web, browser] = await Promise.all([buildWeb('production'), launchBrowser()]);
    academy = await plantAcademy(web.folder);
  });
  afterAll(async () => {
    await browser?.close();
    await academy?.house.close();
    web?.remove();
  });

  test('sixty payloads were taken by every text field of every command, or there is a reason', () => {
    expect(payloads).toHaveLength(60);
    const fields = textFieldsOf(contracts, 'commands').map(({ name }) => name);
    const reasoned = Object.values(unplanted).flat();
    expect(fields.filter((name) => !academy.planter.taken.has(name))).toEqual(
      fields.filter((name) => reasoned.includes(name)),
    );
    expect(reasoned.filter((name) => !fields.includes(name))).toEqual([]);
    expect(academy.planter.pageLike).toEqual([]);
  });

  test('every screen is looked at', () => {
    const routes = readFileSync(path.resolve('src/app/web/App.tsx'), 'utf8').matchAll(/\bpath="([^"]+)"/g);
    expect(new Set(Object.keys(looksAt(academy)))).toEqual(new Set([...routes].map(([, route]) => route)));
  });

  test('the payloads are live: put into a page as HTML, most of them are noticed', async () => {
    const watched = await WatchedBrowser.open(browser, academy.house.base);
    const noticed: number[] = [];
    for (const { number, text } of payloads) {
      await watched.page.goto('about:blank');
      await watched.page.setContent(`<h1>x</h1><p title="${text}">${text}</p>`);
      await watched.judge({});
      if (watched.complaints.splice(0).length > 0) noticed.push(number);
    }
    await watched.close();
    expect(noticed.length).toBeGreaterThanOrEqual(35);
  });

  test.each<Who>(['nobody', 'student', 'examinee', 'instructor', 'administrator', 'operator'])(
    'no screen of %s runs, opens or loses anything',
    async (who) => {
      const { house, students, ines, paula, ops } = academy;
      const people = {
        nobody: undefined,
        student: students[0],
        examinee: students.at(-1),
        instructor: ines,
        administrator: paula,
        operator: ops,
      };
      const watched = await WatchedBrowser.open(browser, house.base, people[who]?.cookie);
      for (const look of Object.values(looksAt(academy)).flat())
        if (look.who === who) await watched.look(look.path, look, look.endsAt);
      await watched.close();
      expect(watched.complaints).toEqual([]);
    },
  );

  /** Goes on from one screen as somebody does who presses and types there. */
  async function withWatched(
    cookie: string | undefined,
    act: (watched: WatchedBrowser) => Promise<void>,
  ): Promise<WatchedBrowser> {
    const watched = await WatchedBrowser.open(browser, academy.house.base, cookie);
    await act(watched);
    await watched.close();
    expect(watched.complaints).toEqual([]);
    return watched;
  }

  test('nor does any question of a quiz, or what is searched for', async () => {
    const { cohortId, quizId, openAttemptId, students } = academy;
    await withWatched(students.at(-1)!.cookie, async (watched) => {
      const { page } = watched;
      await watched.look(`/c/${cohortId}/quiz/${quizId}/attempt/${openAttemptId}`, { payloads: 1 });
      const questions = page.getByRole('button', { name: /^Question \d+:/ });
      const count = await questions.count();
      expect(count).toBe(payloads.length + 5);
      for (let place = 0; place < count; place++) {
        await questions.nth(place).click();
        await page.getByText(`Question ${place + 1} of ${count}`).waitFor();
        await watched.judge({});
      }
      await watched.look(`/c/${cohortId}/search`, {});
      for (const { text } of payloads.filter((_, place) => place % 4 === 0)) {
        await page.getByRole('searchbox').fill(text);
        await page.getByRole('searchbox').press('Enter');
        await watched.judge({});
      }
    });
  });

  test('nor does a list of addresses that is looked through before it is sent', async () => {
    await withWatched(academy.ines.cookie, async (watched) => {
      const { page } = watched;
      await watched.look(`/teach/${academy.cohortId}/people`, { texts: nameTexts });
      await page.getByRole('textbox', { name: 'Addresses' }).fill(payloads.map(lineOf).join('\n'));
      await page.getByRole('button', { name: 'Check the list' }).click();
      await watched.judge({ payloads: 55 });
    });
  });

  test('nor does a mail that was caught, as text or as HTML', async () => {
    const { rows } = await sql<{ id: string }>`
      select distinct on (substring(effect_key from '^[^/]+/[^/]+')) id from mail
      order by substring(effect_key from '^[^/]+/[^/]+'), id`.execute(academy.house.ground.db.query);
    expect(rows.length).toBeGreaterThanOrEqual(2);
    await withWatched(undefined, async (watched) => {
      await watched.look('/dev/mail', { payloads: 50 });
      for (const { id } of rows) await watched.look(`/dev/mail/${id}`, { payloads: 1 });
    });
  });

  test('what is taken away as a file calculates nothing and is well formed', async () => {
    const { house, cohortId, organisationId, quizId, sessionIds, ines, paula, ops } = academy;
    const files = [
      [`/api/cohorts/${cohortId}/roster.csv`, ines],
      [`/api/cohorts/${cohortId}/grades.csv`, ines],
      [`/api/sessions/${sessionIds.over}/attendance.csv`, ines],
      [`/api/sessions/${sessionIds.live}/questions.csv`, ines],
      [`/api/sessions/${sessionIds.live}/polls.csv`, ines],
      [`/api/sessions/${sessionIds.live}/ballots.csv`, ines],
      [`/api/sessions/${sessionIds.live}/pulse.csv`, ines],
      [`/api/channels/${sessionIds.live}/messages.csv`, ines],
      [`/api/cohorts/${cohortId}/quizzes/${quizId}/results.csv`, ines],
      [`/api/cohorts/${cohortId}/quizzes/${quizId}/qti.xml?version=2.1`, paula],
      [`/api/cohorts/${cohortId}/quizzes/${quizId}/qti.xml?version=3.0`, paula],
      [`/api/operations/audit.csv?until=${new Date().toISOString()}`, ops],
    ] as const;
    expect(organisationId).not.toBe('');
    for (const [address, as] of files) {
      const { status, body, headers } = await house.ask('GET', address, { as });
      expect([address, status]).toEqual([address, 200]);
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const text = body as string;
      if (address.includes('.xml')) expect(XMLValidator.validate(text)).toBe(true);
      else expect(text.match(/(?:^|,)"?[=@\t]/m)).toBeNull();
    }
  });
});
