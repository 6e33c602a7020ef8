import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf, type Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import type { Bytes, Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { CourseDraft, CourseOverview, LessonPage } from '../contract.ts';
import { importCourse, type Imported } from './importCourse.ts';
import { readCourse } from './importer/readCourse.ts';
import { aRoomOfRiddles, riddle, riddleAnswer } from './importer/riddles.testing.ts';
import { notesOf } from './notes.ts';
import { publishCourse } from './publishCourse.ts';

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** A small course in the documented format: two modules, three lessons, a picture, a drawing, a sheet. */
const course: Record<string, string | Buffer> = {
  'course.md':
    '---\nkey: bees\ntitle: Keeping bees\nsummary: A year with a hive.\nlanguage: en\n---\n\nRead [the hive](01-start/01-hive.md) first.\n',
  '01-start/module.md': '---\ntitle: Start\nsummary: What you need.\n---\n\nTwo short lessons.\n',
  '01-start/01-hive.md':
    '---\ntitle: The hive\nsummary: Boxes and frames.\nminutes: 7\n---\n\n![A frame](images/frame.png) ![How a hive is built](images/hive.svg)\n\nThen [light the smoker](02-smoker.md#fuel) and take [the sheet](files/sheet.csv).\n',
  '01-start/02-smoker.md': '---\ntitle: The smoker\nminutes: 5\n---\n\n## Fuel\n\nDry grass.\n',
  '01-start/images/frame.png': picture,
  '01-start/images/hive.svg': drawing,
  '01-start/files/sheet.csv': 'week,weight\n1,20\n',
  '02-year/module.md': '---\ntitle: The year\n---\n',
  '02-year/01-spring.md':
    '---\ntitle: Spring\nminutes: 9\n---\n\nBack to [the hive](../01-start/01-hive.md).\n',
};

/** What `lessons` promises, on either database. */
export function lessonsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let folder: string;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stoa-course-'));
    await write(course);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(files: Record<string, string | Buffer>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
  }
  const yes = async (_report: string): Promise<boolean> => true;
  const importInto = ({ organisationId }: Academy, confirm = yes): Promise<Imported> =>
    importCourse(rooms, folder, { organisationId, confirm });

  /** A cohort of the imported course, with amara in it. */
  async function aClass(): Promise<{ academy: Academy; amara: Person; cohortId: string; courseId: string }> {
    const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
    const imported = await importInto(academy);
    if (imported.outcome !== 'published') throw new Error(imported.report);
    const { courseId } = imported.published;
    return { academy, courseId, ...(await aCohortOf(academy, courseId)) };
  }

  async function aCohortOf(academy: Academy, courseId: string): Promise<{ amara: Person; cohortId: string }> {
    const { organisationId } = academy;
    const amara = academy.person('amara');
    const dates = { zone: 'Africa/Lagos', startsOn: '2026-06-09', endsOn: '2026-06-10' };
    const cohortId = await rooms.log.write(async (change) => {
      const cohort = await organisations.openCohort(change, {
        organisationId,
        courseId,
        title: 'Bees',
        ...dates,
      });
      await enrolments.enrol(change, { cohortId: cohort.id, userId: amara.userId, role: 'student' });
      return cohort.id;
    });
    rooms.announced.length = 0;
    return { amara, cohortId };
  }

  async function lessonIds(by: Person, cohortId: string): Promise<Record<string, string>> {
    const outline = (await rooms.look(by, 'progress:outline', { cohortId })) as {
      modules: { lessons: { key: string; title: string; id: string }[] }[];
    };
    return Object.fromEntries(
      outline.modules.flatMap(({ lessons }) => lessons.map(({ title, id }) => [title, id])),
    );
  }
  const page = (by: Person, cohortId: string, lessonId: string): Promise<LessonPage> =>
    rooms.look(by, 'lessons:lesson', { cohortId, lessonId }) as Promise<LessonPage>;
  const material = (by: Person, cohortId: string, hash: string, name: string): Promise<Bytes> =>
    rooms.look(by, 'lessons:material', { cohortId, hash, name }) as Promise<Bytes>;
  async function whole({ bytes }: Bytes): Promise<Buffer> {
    if (!('read' in bytes)) throw new Error('a material is read piece by piece');
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes.read(0, bytes.sizeBytes)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

  describe('reading', () => {
    test('LE1 a lesson shows its text, its place among all lessons and what lies around it', async () => {
      const { amara, cohortId } = await aClass();
      const ids = await lessonIds(amara, cohortId);
      const smoker = await page(amara, cohortId, ids['The smoker']!);
      expect(smoker).toMatchObject({
        title: 'The smoker',
        kind: 'text',
        minutes: 5,
        language: 'en',
        module: 'Start',
        place: 2,
        of: 3,
        version: 1,
        previous: { id: ids['The hive'], title: 'The hive' },
        next: { id: ids['Spring'], title: 'Spring' },
      });
      expect(smoker.markdown).toContain('Dry grass.');
      const hive = await page(amara, cohortId, ids['The hive']!);
      expect(hive).toMatchObject({ summary: 'Boxes and frames.', previous: null, place: 1 });
      expect((await page(amara, cohortId, ids['Spring']!)).next).toBeNull();
    });

    test('LE2 links between lessons lead to lessons of the cohort’s course', async () => {
      const { amara, cohortId } = await aClass();
      const ids = await lessonIds(amara, cohortId);
      const { markdown, links } = await page(amara, cohortId, ids['The hive']!);
      const [, key] = /\(lesson:([\w.-]+)#fuel\)/.exec(markdown)!;
      expect(links).toEqual({ [key!]: ids['The smoker'] });
    });

    test('LE3 what the course says about itself is there to read, module by module', async () => {
      const { amara, cohortId } = await aClass();
      const overview = (await rooms.look(amara, 'lessons:overview', { cohortId })) as CourseOverview;
      expect(overview).toMatchObject({
        title: 'Keeping bees',
        summary: 'A year with a hive.',
        language: 'en',
      });
      expect(overview.modules).toMatchObject([
        {
          title: 'Start',
          summary: 'What you need.',
          markdown: expect.stringContaining('Two short lessons.'),
        },
        { title: 'The year', markdown: '' },
      ]);
      const ids = await lessonIds(amara, cohortId);
      expect(Object.values(overview.links)).toEqual([ids['The hive']]);
    });

    test('LE4 pictures are shown, drawings too, anything else is a download; each under its hash and name', async () => {
      const { amara, cohortId } = await aClass();
      const frame = await material(amara, cohortId, hashOf(picture), 'frame.png');
      expect({ ...frame, bytes: await whole(frame) }).toEqual({
        type: 'image/png',
        bytes: picture,
        inline: true,
        fileName: 'frame.png',
        tag: hashOf(picture),
      });
      expect(await material(amara, cohortId, hashOf(drawing), 'hive.svg')).toMatchObject({
        type: 'image/svg+xml',
        inline: true,
      });
      const sheet = await material(amara, cohortId, hashOf(course['01-start/files/sheet.csv']!), 'sheet.csv');
      expect(sheet).toMatchObject({ type: 'text/csv', inline: false });
      expect(await outcomeOf(material(amara, cohortId, hashOf(picture), 'frame.html'))).toBe('not_found');
    });

    test('LE5 lessons and files are the cohort’s own: nobody else’s page, no file of another course', async () => {
      const { academy, amara, cohortId } = await aClass();
      const ids = await lessonIds(amara, cohortId);
      const tom = await academy.stranger('tom');
      expect(await outcomeOf(page(tom, cohortId, ids['The hive']!))).toBe('not_found');
      expect(await outcomeOf(material(tom, cohortId, hashOf(picture), 'frame.png'))).toBe('not_found');
      const other = academy.cohortId;
      expect(await outcomeOf(page(amara, other, ids['The hive']!))).toBe('not_found');
      expect(await outcomeOf(material(amara, other, hashOf(picture), 'frame.png'))).toBe('not_found');
    });
  });

  describe('publishing', () => {
    test('LE6 importing the same folder twice changes and tells nothing', async () => {
      const { academy, courseId } = await aClass();
      let asked = 0;
      const again = await importInto(academy, async () => ++asked > 0);
      expect(again).toMatchObject({
        outcome: 'unchanged',
        published: { courseId, version: 1, changed: false },
      });
      expect(asked).toBe(0);
      expect(rooms.announced).toEqual([]);
    });

    test('LE7 a changed folder is a new version: lessons keep their ids, and the cohort hears of it', async () => {
      const { academy, amara, cohortId } = await aClass();
      const before = await lessonIds(amara, cohortId);
      await write({ '01-start/02-smoker.md': '---\ntitle: Smoke\nminutes: 6\n---\n\nDamp hay.\n' });
      let shown = '';
      const imported = await importInto(academy, async (report) => {
        shown = report;
        return true;
      });
      expect(imported).toMatchObject({ outcome: 'published', published: { version: 2, changed: true } });
      expect(shown).toContain('Smoke');
      expect(imported.report).toContain('Published as version 2.');
      expect(rooms.announced.map(({ topic, type }) => [topic, type])).toContainEqual([
        `cohort/${cohortId}`,
        'course:published',
      ]);
      const smoke = await page(amara, cohortId, before['The smoker']!);
      expect(smoke).toMatchObject({ title: 'Smoke', minutes: 6, version: 2 });
      expect(smoke.markdown).toContain('Damp hay.');
    });

    test('LE8 a dropped lesson is gone, and pages opened before still show their pictures', async () => {
      const { academy, amara, cohortId } = await aClass();
      const before = await lessonIds(amara, cohortId);
      await rm(path.join(folder, '01-start/01-hive.md'));
      await write({
        'course.md': '---\nkey: bees\ntitle: Keeping bees\nsummary: A year.\nlanguage: en\n---\n',
        '02-year/01-spring.md': '---\ntitle: Spring\nminutes: 9\n---\n\nLook in.\n',
      });
      const imported = await importInto(academy);
      expect(imported).toMatchObject({ outcome: 'published' });
      expect(await outcomeOf(page(amara, cohortId, before['The hive']!))).toBe('not_found');
      expect(await outcomeOf(material(amara, cohortId, hashOf(picture), 'frame.png'))).toBe('done');
    });

    test('LE9 bytes are kept once, whoever shows them', async () => {
      await aClass();
      await aClass();
      const { rows } = await sql<{ materials: number; files: number }>`
        select count(distinct material.hash) as materials, count(*) as files
        from material join lesson_file file on file.hash = material.hash
        where material.hash = ${hashOf(picture)}`.execute(rooms.db.query);
      expect(rows[0]!.materials).toBe(1);
      expect(rows[0]!.files).toBeGreaterThanOrEqual(2);
    });

    test('LE10 a folder with a fault, or a publication that is declined, writes nothing', async () => {
      const academy = await anAcademy(rooms, { admins: ['paula'] });
      const coursesThere = async (): Promise<unknown[]> => {
        const view = await rooms.look(academy.person('paula'), 'cohorts:organisation', {
          organisationId: academy.organisationId,
        });
        return (view as { courses: unknown[] }).courses;
      };
      rooms.announced.length = 0;
      const declined = await importInto(academy, async () => false);
      expect(declined.outcome).toBe('declined');
      await write({ '01-start/02-smoker.md': '---\ntitle: The smoker\nminutes: soon\n---\n\nDry grass.\n' });
      const faulty = await importInto(academy);
      expect(faulty.outcome).toBe('faulty');
      expect(faulty.report).toContain('01-start/02-smoker.md:3');
      expect(await coursesThere()).toHaveLength(1);
      expect(rooms.announced).toEqual([]);
    });

    test('LE11 a file that changes while the folder is imported stops the import', async () => {
      const academy = await anAcademy(rooms);
      const { course: read } = await readCourse(folder);
      await write({ '01-start/files/sheet.csv': `week,weight\n1,${Math.random()}\n` });
      const stale = { ...read!, files: read!.files.map((file) => ({ ...file })) };
      const sheet = stale.files.find(({ name }) => name === 'sheet.csv')!;
      sheet.hash = hashOf(`never seen ${Math.random()}`);
      const { organisationId } = academy;
      expect(await outcomeOf(publishCourse(rooms, { organisationId, course: stale }))).toBe('conflict');
      expect(await importInto(academy)).toMatchObject({ outcome: 'published', published: { version: 1 } });
    });

    test('LE18 an import says that a draft is open, and leaves it as it is', async () => {
      const { academy, cohortId } = await aClass();
      const ines = academy.person('ines');
      await rooms.log.write((change) =>
        enrolments.enrol(change, { cohortId, userId: ines.userId, role: 'instructor' }),
      );
      await rooms.perform(ines, 'lessons:open-draft', { cohortId });
      await write({ '01-start/02-smoker.md': '---\ntitle: Smoke\nminutes: 6\n---\n\nDamp hay.\n' });
      let shown = '';
      await importInto(academy, async (report) => {
        shown = report;
        return true;
      });
      expect(shown).toMatch(/There is a draft of this course, made from version 1 .* by ines\./);
      const { draft } = (await rooms.look(ines, 'lessons:draft', { cohortId })) as { draft: CourseDraft };
      expect(draft).toMatchObject({ basedOn: 1, overtaken: true });
    });

    test('LE31 blocks of other rooms are given to them, and no reader’s bytes hold what is in them', async () => {
      const riddles = aRoomOfRiddles();
      await write({
        '02-year/01-spring.md': `---\ntitle: Spring\n---\n\nGuess.\n\n${riddle('which')}\n`,
      });
      const academy = await anAcademy(rooms, { students: ['amara'], instructors: ['ines'] });
      const { organisationId } = academy;
      const parts = { ...rooms, courseParts: [riddles] };
      const imported = await importCourse(parts, folder, { organisationId, confirm: yes });
      expect(imported).toMatchObject({ outcome: 'published' });
      const found = (await courses.find(rooms.db.query, organisationId, 'bees'))!;
      const spring = found.modules[1]!.lessons[0]!;
      expect(riddles.kept).toEqual([
        [{ key: 'which', lessonId: spring.id, content: { answer: riddleAnswer } }],
      ]);
      const { cohortId, amara } = await aCohortOf(academy, found.id);
      const pageOfIt = await page(amara, cohortId, spring.id);
      expect(pageOfIt.markdown).toBe('Guess.\n\n```riddle\nwhich\n```\n');
      const seen = [
        pageOfIt,
        await rooms.look(amara, 'lessons:search', { cohortId, q: 'hive' }),
        await rooms.look(amara, 'lessons:search', { cohortId, q: 'answer' }),
        await rooms.look(amara, 'progress:outline', { cohortId }),
        rooms.announced,
      ];
      expect(JSON.stringify(seen)).not.toContain(riddleAnswer);
      expect(await importCourse(parts, folder, { organisationId, confirm: yes })).toMatchObject({
        outcome: 'unchanged',
      });
    });
  });

  describe('gates', () => {
    test('LE28 files of lessons that are not open are not open either, those of others are', async () => {
      await write({
        '01-start/01-hive.md':
          '---\ntitle: The hive\nafter: smoker\n---\n\n![A frame](images/frame.png) [the sheet](files/sheet.csv)\n',
        '02-year/01-spring.md': '---\ntitle: Spring\n---\n\n![A frame](../01-start/images/frame.png)\n',
      });
      const { amara, academy, cohortId } = await aClass();
      const sheet = hashOf(course['01-start/files/sheet.csv']!);
      expect(await outcomeOf(material(amara, cohortId, sheet, 'sheet.csv'))).toBe('not_yet');
      expect(await outcomeOf(material(amara, cohortId, hashOf(picture), 'frame.png'))).toBe('done');
      const ids = await lessonIds(amara, cohortId);
      expect((await page(amara, cohortId, ids['The hive']!)).gate).toMatchObject({ state: 'after' });
      await rooms.perform(amara, 'progress:complete', { cohortId, lessonId: ids['The smoker'] });
      expect(await outcomeOf(material(amara, cohortId, sheet, 'sheet.csv'))).toBe('done');

      // A later version whose text shows it no more keeps it as closed as its lesson is.
      await write({ '01-start/01-hive.md': '---\ntitle: The hive\nafter: smoker\n---\n\nNothing to see.\n' });
      await importInto(academy);
      await rooms.perform(amara, 'progress:undo', { cohortId, lessonId: ids['The smoker'] });
      expect(await outcomeOf(material(amara, cohortId, sheet, 'sheet.csv'))).toBe('not_yet');
    });

    test('LE23 a moment that opens a lesson is told with the refusal', async () => {
      const { amara, cohortId } = await aClass();
      const ids = await lessonIds(amara, cohortId);
      const opensAt = new Date('2090-01-01T09:00:00.000Z');
      const closed = notesOf({
        gate: { of: async () => new Map([[ids['Spring']!, { state: 'not-yet', opensAt }]]) },
      });
      const context = { actor: amara, tx: rooms.db.query } as never;
      const refused = await closed
        .saveNote(context, { cohortId, lessonId: ids['Spring']!, text: '', revision: 0 })
        .catch((cause: unknown) => cause);
      expect(refused).toMatchObject({ code: 'not_yet', opensAt });
      expect(problemOf(refused as Refusal)).toMatchObject({
        status: 403,
        code: 'not_yet',
        opensAt: opensAt.toISOString(),
      });
    });
  });
}
