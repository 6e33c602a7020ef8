import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Anonymous, Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy, type CourseRules } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { Certificate, CertificateStanding, Verification } from '../contract.ts';

/** What `certificates` promises, on either database. */
export function certificatesSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const aClass = (rules: CourseRules & { lessons?: string[][] } = {}): Promise<Academy> =>
    anAcademy(rooms, { students: ['amara', 'jonas'], instructors: ['ines'], admins: ['paula'], ...rules });
  const complete = async (academy: Academy, ...keys: string[]): Promise<void> => {
    for (const key of keys) {
      const lesson = { cohortId: academy.cohortId, lessonId: academy.lesson(key) };
      await rooms.perform(academy.person('amara'), 'progress:complete', lesson);
    }
  };
  const claim = ({ cohortId, person }: Academy, by = 'amara'): Promise<Certificate> =>
    rooms.perform(person(by), 'certificate:claim', { cohortId }) as Promise<Certificate>;
  const act = (
    { cohortId }: Academy,
    by: Person,
    command: string,
    certificateId: string,
  ): Promise<Certificate> =>
    rooms.perform(by, command, { cohortId, certificateId, reason: 'For a reason' }) as Promise<Certificate>;
  const own = ({ cohortId, person }: Academy) =>
    rooms.look(person('amara'), 'certificate:own', { cohortId }) as Promise<{
      name: string;
      standing: CertificateStanding | null;
      certificate: Certificate | null;
    }>;
  const nobody: Anonymous = { kind: 'anonymous' };
  const verify = (certificateId: string): Promise<Verification> =>
    rooms.look(nobody, 'certificate:verify', { certificateId }) as Promise<Verification>;
  const rename = (who: Person, name: string): Promise<unknown> =>
    rooms.perform(who, 'identity:update-profile', { name });

  describe('being issued', () => {
    test('CERT1 once all lessons are done, to whoever asks; with name, course, academy and days as they are then', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b');
      expect(await outcomeOf(claim(academy))).toBe('conflict');
      expect((await own(academy)).standing).toEqual({
        lessons: { percent: 100, needed: 3, completed: 2, total: 3 },
        quizzes: [],
        isMet: false,
      });
      await complete(academy, 'c');
      rooms.announced.length = 0;
      const issued = await claim(academy);
      expect(issued).toMatchObject({
        state: 'valid',
        name: 'amara',
        course: 'The course',
        cohort: 'Spring',
        startsOn: '2026-06-09',
        endsOn: '2026-06-10',
        completed: 3,
        total: 3,
      });
      expect(issued.academy).toMatch(/^Academy /);
      expect(rooms.announced.map(({ topic }) => topic).sort()).toEqual(
        [`cohort/${academy.cohortId}/staff`, `user/${academy.person('amara').userId}`].sort(),
      );
      expect((await own(academy)).certificate).toEqual(issued);
    });

    test('CERT2 once, however often and from however many windows it is asked for', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      rooms.announced.length = 0;
      const all = await Promise.all(Array.from({ length: 8 }, () => claim(academy)));
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
      expect(await claim(academy)).toEqual(all[0]);
      expect(rooms.announced.filter(({ topic }) => topic.startsWith('user/'))).toHaveLength(1);
    });

    test('CERT3 a share of the lessons is rounded up; undoing afterwards takes nothing back', async () => {
      const lessons = [['a', 'b', 'c', 'd', 'e', 'f']];
      const academy = await aClass({ lessons, certificate: { lessonsPercent: 75, quizKeys: [] } });
      await complete(academy, 'a', 'b', 'c', 'd');
      expect((await own(academy)).standing).toMatchObject({ lessons: { needed: 5 }, isMet: false });
      await complete(academy, 'e');
      const issued = await claim(academy);
      expect(issued).toMatchObject({ completed: 5, total: 6 });
      const lesson = { cohortId: academy.cohortId, lessonId: academy.lesson('e') };
      await rooms.perform(academy.person('amara'), 'progress:undo', lesson);
      expect(await verify(issued.id)).toMatchObject({ state: 'valid', completed: 5 });
    });

    test('CERT3 a course that gives none gives none, and one without lessons completes nobody', async () => {
      const academy = await aClass({ certificate: null });
      await complete(academy, 'a', 'b', 'c');
      expect(await own(academy)).toMatchObject({ standing: null, certificate: null });
      expect(await outcomeOf(claim(academy))).toBe('conflict');
    });

    test('CERT4 whoever finishes with all of it done has it issued, since they can no longer ask', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      const finish = (userId: string) =>
        rooms.perform(academy.person('ines'), 'cohorts:change-people', {
          cohortId: academy.cohortId,
          userIds: [userId],
          change: 'finish',
        });
      await finish(academy.person('amara').userId);
      await finish(academy.person('jonas').userId);
      expect((await own(academy)).certificate).toMatchObject({ state: 'valid', name: 'amara' });
      const seen = (await rooms.look(academy.person('ines'), 'certificate:cohort', {
        cohortId: academy.cohortId,
      })) as { certificates: Certificate[] };
      expect(seen.certificates).toHaveLength(1);
    });

    test('CERT1 strangers, staff and students elsewhere get none', async () => {
      const academy = await aClass();
      expect(await outcomeOf(claim(academy, 'ines'))).toBe('forbidden');
      const tom = await academy.stranger('tom');
      const { cohortId } = academy;
      expect(await outcomeOf(rooms.perform(tom, 'certificate:claim', { cohortId }))).toBe('not_found');
    });
  });

  describe('being verified', () => {
    test('CERT5 anybody who has the address sees name, course, academy and days, and no id of a person', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      const { id } = await claim(academy);
      const seen = await verify(id);
      expect(seen).toMatchObject({ id, state: 'valid', name: 'amara', course: 'The course' });
      expect(JSON.stringify(seen)).not.toContain(academy.person('amara').userId);
      expect(JSON.stringify(seen)).not.toContain(academy.cohortId);
      expect(await outcomeOf(verify(newId()))).toBe('not_found');
    });

    test('CERT6 a name stays as it was issued; staff reissue it in the new one, and the old address names nobody', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      const before = await claim(academy);
      await rename(academy.person('amara'), 'Amara Osei');
      expect(await verify(before.id)).toMatchObject({ name: 'amara' });
      expect((await own(academy)).name).toBe('Amara Osei');

      const after = await act(academy, academy.person('ines'), 'certificate:reissue', before.id);
      expect(after).toMatchObject({ state: 'valid', name: 'Amara Osei', issuedAt: before.issuedAt });
      expect(after.id).not.toBe(before.id);
      expect(await verify(before.id)).toMatchObject({ state: 'replaced', name: null });
      expect(await verify(after.id)).toMatchObject({ state: 'valid', name: 'Amara Osei' });
      expect(await claim(academy)).toEqual(after);
      expect(await outcomeOf(act(academy, academy.person('ines'), 'certificate:reissue', before.id))).toBe(
        'conflict',
      );
    });

    test('CERT7 staff take one back; its address says so and names nobody; asking again brings it not back', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      const { id } = await claim(academy);
      expect(await outcomeOf(act(academy, academy.person('jonas'), 'certificate:revoke', id))).toBe(
        'forbidden',
      );
      const revoked = await act(academy, academy.person('paula'), 'certificate:revoke', id);
      expect(revoked).toMatchObject({ state: 'revoked', reason: 'For a reason' });
      expect(await verify(id)).toMatchObject({ state: 'revoked', name: null });
      expect(await claim(academy)).toMatchObject({ id, state: 'revoked' });
      expect(await outcomeOf(act(academy, academy.person('paula'), 'certificate:revoke', id))).toBe(
        'conflict',
      );
      expect(await act(academy, academy.person('paula'), 'certificate:reissue', id)).toMatchObject({
        state: 'valid',
      });
      const { rows } = await sql<{ act: string; organisation: string }>`
        select act, organisation_id as organisation from audit_entry
        where about_id = ${academy.person('amara').userId} and act like 'certificate:%' order by id`.execute(
        rooms.db.query,
      );
      expect(rows).toEqual(
        ['certificate:revoke', 'certificate:reissue'].map((name) => ({
          act: name,
          organisation: academy.organisationId,
        })),
      );
    });

    test('CERT7 a certificate of another cohort is not there', async () => {
      const academy = await aClass();
      await complete(academy, 'a', 'b', 'c');
      const { id } = await claim(academy);
      const other = await aClass();
      expect(await outcomeOf(act(other, other.person('ines'), 'certificate:revoke', id))).toBe('not_found');
    });
  });
}
