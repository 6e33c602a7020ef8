import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import { importCourse } from '#features/lessons/server/importCourse.ts';
import type { Attempt, ItemAnswer, ItemAsked, OwnQuiz } from '#features/quizzes/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { PollReader, SocketReader, StreamReader } from './support/readers.ts';

/** Strings that stand nowhere but in keys, feedback and tolerances. */
const canaries = {
  ofWords: 'canaryaccepted',
  ofPart: 'canarypartly',
  ofGap: 'canarygap',
  ofNumber: '90125.71',
  ofTolerance: '0.07193',
  ofRange: '81264.5',
  ofItem: 'canaryfeedbackitem',
  ofOption: 'canaryfeedbackoption',
  ofRightOption: 'canaryfeedbackright',
  ofAnchor: 'canaryanchor',
  ofTag: 'canarytag',
  ofPool: 'canarypool',
} as const;

const block = `key: canaries
title: Canaries
attempts: 3
release: by hand
draw: 1 of ${canaries.ofPool}

Before you start.

== one: single
Which?
(x) this
    > ${canaries.ofRightOption}
( ) that
    > ${canaries.ofOption}
(-37%) neither

> ${canaries.ofItem}
tags: ${canaries.ofTag}
read again: first#${canaries.ofAnchor}

== two: multiple, partial
Which ones?
[x] those
[ ] these

== three: numeric
How many?
= ${canaries.ofNumber} ± ${canaries.ofTolerance}
= ${canaries.ofRange} .. 99999 (37%)
    > ${canaries.ofOption}

== four: text
What?
= ${canaries.ofWords}
= ${canaries.ofPart} (37%)

== five: gaps
Fill in.
| It is [[${canaries.ofGap}]] and [[*so | thus]].

== six: ordering
In which order?
1. first step
2. second step
3. third step

== seven: matching, pool ${canaries.ofPool}
What belongs together?
- left one -> right one
- left two -> right two

== eight: true/false, pool ${canaries.ofPool}
So?
(x) true
    > ${canaries.ofRightOption}
( ) false
`;

const lesson = `---
title: The first
minutes: 5
---

Read this first, about honeycombs.

\`\`\`quiz
${block}\`\`\`
`;

let stoa: TestHouse;
let folder: string;
let cohortId: string;
let quizId: string;
let people: { amara: TestPerson; jonas: TestPerson; ines: TestPerson };
/** Everything that a student was sent, by where it came from. */
const sent: { from: string; text: string }[] = [];

beforeAll(async () => {
  stoa = await TestHouse.open();
  folder = await mkdtemp(path.join(tmpdir(), 'stoa-canaries-'));
  await mkdir(path.join(folder, '01-one'));
  await writeFile(path.join(folder, 'course.md'), '---\nkey: canaries\ntitle: Canaries\n---\n\nAbout.\n');
  await writeFile(path.join(folder, '01-one/module.md'), '---\ntitle: One\n---\n');
  await writeFile(path.join(folder, '01-one/01-first.md'), lesson);
  const { organisationId } = stoa.north;
  const imported = await importCourse(stoa.ground, folder, { organisationId, confirm: async () => true });
  if (imported.outcome !== 'published') throw new Error(imported.report);
  const course = await courses.find(stoa.ground.db.query, organisationId, 'canaries');
  const cohort = await stoa.ground.log.write((write) =>
    organisations.openCohort(write, {
      organisationId,
      courseId: course!.id,
      title: 'Canaries',
      zone: 'Africa/Lagos',
      startsOn: '2026-01-05',
      endsOn: '2026-02-13',
    }),
  );
  cohortId = cohort.id;
  people = {
    amara: await stoa.person('amara'),
    jonas: await stoa.person('jonas'),
    ines: await stoa.person('ines'),
  };
  const paula = await stoa.person('paula', { academy: stoa.north, role: 'organisationAdmin' });
  const there = { ...stoa.north, cohortId };
  await stoa.enrol(people.ines, paula, 'instructor', there);
  for (const student of [people.amara, people.jonas]) await stoa.enrol(student, paula, 'student', there);
  const { quizzes } = (
    await stoa.view<{ quizzes: OwnQuiz[] }>(`/api/cohorts/${cohortId}/quizzes`, people.ines)
  ).data;
  quizId = quizzes[0]!.id;
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stoa.close();
});

async function asStudent(
  method: string,
  address: string,
  { as = people.amara, body }: { as?: TestPerson; body?: object } = {},
): Promise<unknown> {
  const answer = await stoa.ask(method, address, { as, ...(body && { body }) });
  const headers = JSON.stringify([...answer.headers]);
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  sent.push({ from: `${method} ${address} (${answer.status})`, text: `${headers}\n${text}` });
  return answer.body;
}

const quizPath = (): string => `/api/cohorts/${cohortId}/quizzes/${quizId}`;

function someAnswer(asked: ItemAsked): ItemAnswer {
  switch (asked.kind) {
    case 'single':
      return { kind: 'single', optionId: asked.options[0]!.id };
    case 'multiple':
      return { kind: 'multiple', optionIds: [asked.options[0]!.id] };
    case 'truth':
      return { kind: 'truth', value: true };
    case 'numeric':
      return { kind: 'numeric', value: '1' };
    case 'text':
      return { kind: 'text', text: 'something' };
    case 'ordering':
      return { kind: 'ordering', optionIds: asked.options.map(({ id }) => id) };
    case 'matching':
      return { kind: 'matching', pairs: [{ left: asked.left[0]!.id, right: asked.right[0]!.id }] };
    case 'gaps':
      return { kind: 'gaps', texts: [{ gapId: 'gap1', text: 'something' }] };
  }
}

async function take(as: TestPerson): Promise<string> {
  const { data } = (await asStudent('POST', `${quizPath()}/attempts`, { as, body: {} })) as { data: Attempt };
  for (const asked of data.asked) {
    const body = { answer: someAnswer(asked), revision: 1 };
    await asStudent('PUT', `${quizPath()}/attempts/${data.id}/answers/${asked.id}`, { as, body });
  }
  await asStudent('POST', `${quizPath()}/attempts/${data.id}/submission`, { as, body: {} });
  return data.id;
}

/** What fills the fields of any view; those of other things are anybody's. */
function pool(attemptId: string): Record<string, string> {
  return {
    cohortId,
    quizId,
    attemptId,
    lessonId: stoa.north.lessonIds[0]!,
    organisationId: stoa.north.organisationId,
    courseId: stoa.north.courseId,
    userId: people.amara.userId,
    studentId: people.amara.userId,
    sessionId: people.amara.sessionId,
    ...stoa.north.picture,
    email: 'ines@school.example',
    token: 'x'.repeat(43),
    version: '3.0',
    until: new Date(Date.now() + 60_000).toISOString(),
    number: '1',
    days: '7',
  };
}

/** Every view of the house, whether a student may look at it or not, with what it asks for. */
async function lookAtEverything(attemptId: string): Promise<number> {
  const own = pool(attemptId);
  const outline = (await asStudent('GET', `/api/cohorts/${cohortId}`)) as {
    data: { modules: { lessons: { id: string }[] }[] };
  };
  own['lessonId'] = outline.data.modules[0]!.lessons[0]!.id;
  let shown = 0;
  for (const [, spec] of stoa.house.node.catalogue.views) {
    for (const q of ['honeycombs', ...Object.values(canaries)]) {
      const fields = Object.keys(spec.input.shape);
      const query = new URLSearchParams();
      const address = spec.http.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) =>
        encodeURIComponent(own[name] ?? newId()),
      );
      for (const name of fields) {
        if (spec.http.includes(`:${name}`)) continue;
        if (name === 'q') query.set(name, q);
        else if (own[name] !== undefined) query.set(name, own[name]);
      }
      const before = sent.length;
      await asStudent('GET', query.size === 0 ? address : `${address}?${query}`);
      if (sent[before]!.from.endsWith('(200)')) shown += 1;
      if (!fields.includes('q')) break;
    }
  }
  return shown;
}

/** Where canaries were seen. What somebody asked with may come back to them. */
function seen(): string[] {
  return sent.flatMap(({ from, text }) =>
    Object.entries(canaries)
      .filter(([, canary]) => text.includes(canary) && !from.includes(canary))
      .map(([name]) => `${name} in ${from}`),
  );
}

/** Names of fields that would tell what is right, in what is asked of students. */
const tellingFields =
  /"(?:percent|isTrue|isRight|correct|accepted|tolerance|plusMinus|weights?|share|ids)":|"right":(?:true|false)/;

describe('QZ23 nothing of a key reaches a student before the result may be seen', () => {
  let attemptId: string;

  test('by any view, answer, stream, socket, poll, page or copy of the own data', async () => {
    const { amara, jonas, ines } = people;
    const topics = [`user/${amara.userId}`, `cohort/${cohortId}`];
    const stream = await StreamReader.open(stoa.base, amara.cookie, { topics });
    const socket = await SocketReader.open(stoa.base, amara.cookie);
    await socket.subscribe(topics);
    const poll = new PollReader(stoa.base, amara.cookie, topics);
    await poll.poll();

    attemptId = await take(amara);
    await take(jonas);
    await take(amara);
    // Staff work with keys meanwhile.
    const staffActs: [string, string, object][] = [
      ['PUT', `${quizPath()}/rules`, { attempts: 5, release: 'by-hand' }],
      ['PUT', `${quizPath()}/accommodations/${amara.userId}`, { extraPercent: 10, extraAttempts: 1 }],
      ['POST', `${quizPath()}/gradings`, { reason: 'To be sure.' }],
      ['POST', `/api/cohorts/${cohortId}/draft`, {}],
    ];
    for (const [method, address, body] of staffActs) await stoa.ask(method, address, { as: ines, body });
    for (const view of ['results', 'statistics', 'results.csv', 'qti.xml']) {
      const { status } = await stoa.ask('GET', `${quizPath()}/${view}`, { as: ines });
      expect([view, status]).toEqual([view, 200]);
    }

    await stream.until(
      ({ envelopes }) => envelopes.some(({ type }) => type === 'quiz:changed'),
      'quiz:changed',
    );
    await poll.poll();
    for (const [name, reader] of Object.entries({ stream, socket, poll })) {
      expect(reader.envelopes.length).toBeGreaterThan(0);
      expect(reader.envelopes.map(({ type }) => type)).not.toContain('quiz:graded');
      sent.push({ from: name, text: JSON.stringify(reader.heard) });
    }
    stream.close();
    socket.close();

    const shown = await lookAtEverything(attemptId);
    expect(shown).toBeGreaterThan(12);
    for (const page of [
      '/',
      `/c/${cohortId}`,
      `/c/${cohortId}/quiz/${quizId}`,
      '/docs/api',
      '/docs/events',
      '/api/openapi.json',
      '/api/asyncapi.json',
    ])
      await asStudent('GET', page);
    const { data: copy } = (await asStudent('POST', '/api/me/exports', { body: {} })) as {
      data: { exportId: string };
    };
    await expect
      .poll(() => asStudent('GET', '/api/me/exports'), { timeout: 20_000 })
      .toMatchObject({ data: { copies: [{ readyAt: expect.any(String) as string }] } });
    await asStudent('GET', `/api/exports/${copy.exportId}`);

    expect(seen()).toEqual([]);
    const asked = sent.filter(({ from }) => from.includes('/attempts'));
    expect(asked.filter(({ text }) => tellingFields.test(text)).map(({ from }) => from)).toEqual([]);
    expect(sent.length).toBeGreaterThan(80);
  });

  test('also what has an order, or partners, is asked in an order of chance, under names that say nothing', async () => {
    const { data } = (await asStudent('GET', `${quizPath()}/attempts/${attemptId}`)) as { data: Attempt };
    const ids = data.asked.flatMap((item) => ('options' in item ? item.options.map(({ id }) => id) : []));
    expect(ids.length).toBeGreaterThan(5);
    for (const id of ids) expect(id).toMatch(/^[\w-]{11}$/);
  });

  test('once it may be seen, it is there: what was looked for can be found', async () => {
    await stoa.ask('POST', `${quizPath()}/release`, { as: people.ines, body: {} });
    sent.length = 0;
    await asStudent('GET', `${quizPath()}/attempts/${attemptId}`);
    const found = new Set(seen().map((where) => where.split(' ')[0]));
    expect(found).toEqual(
      new Set(['ofAnchor', 'ofGap', 'ofItem', 'ofNumber', 'ofRightOption', 'ofTolerance', 'ofWords']),
    );
  });
});
