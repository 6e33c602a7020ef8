import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf } from '../../tests/support/academy.ts';
import { TestHouse } from '../../tests/support/house.ts';
import { seedLoad, type LoadPerson } from './seedLoad.ts';

let stoa: TestHouse;
let out: string;

beforeAll(async () => {
  stoa = await TestHouse.open();
  out = path.join(await mkdtemp(path.join(tmpdir(), 'stoa-load-')), 'people.jsonl');
});
afterAll(async () => {
  await stoa.close();
  await rm(path.dirname(out), { recursive: true });
});

test('people come in classes of at most a hundred, signed in, one line each', async () => {
  const people = await seedLoad(stoa.ground, { people: 12, studentsPerCohort: 4, out });
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as LoadPerson)).toEqual(people);
  expect(people.map(({ role }) => role[0]).join('')).toBe('ssssissssisi');
  expect(new Set(people.map(({ cohortId }) => cohortId)).size).toBe(3);
  expect((await stat(out)).mode & 0o077).toBe(0);
  for (const { userId, cohortId, sessionId, cookie, role } of [people[0]!, people[4]!, people[11]!]) {
    const { body } = await stoa.ask('GET', '/api/me', { as: { userId, sessionId: '', cookie } });
    expect(body).toMatchObject({ data: { user: { id: userId }, cohorts: [{ id: cohortId, role }] } });
    const session = await stoa.ask('GET', `/api/sessions/${sessionId}`, {
      as: { userId, sessionId: '', cookie },
    });
    expect(session.body).toMatchObject({ data: { id: sessionId, cohortId, state: 'live' } });
  }
});

test('a second filling finds nobody real, real people are left alone', async () => {
  expect(await seedLoad(stoa.ground, { people: 1, out })).toHaveLength(1);
  await stoa.student('amara');
  expect(await outcomeOf(seedLoad(stoa.ground, { people: 1, out }))).toBe('conflict');
});
