import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type {
  CourseDraft,
  CourseVersionLine,
  DraftFault,
  DraftLesson,
  DraftSaved,
  LessonNote,
  LessonPage,
  SearchHit,
} from '../contract.ts';

/** What `lessons` promises to those who write a course, and to those who note and search, on either database. */
export function editingSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let academy: Academy;
  let ines: Person;
  let amara: Person;
  let cohortId: string;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(async () => {
    academy = await anAcademy(rooms, {
      students: ['amara'],
      instructors: ['ines', 'ivo'],
      admins: ['paula'],
    });
    ines = academy.person('ines');
    amara = academy.person('amara');
    cohortId = academy.cohortId;
    rooms.announced.length = 0;
  });

  const perform = <T>(by: Person, name: string, input: object): Promise<T> =>
    rooms.perform(by, name, { cohortId, ...input }) as Promise<T>;
  const look = <T>(by: Person, name: string, input: object = {}): Promise<T> =>
    rooms.look(by, name, { cohortId, ...input }) as Promise<T>;
  const draft = async (by = ines): Promise<CourseDraft> =>
    (await look<{ draft: CourseDraft }>(by, 'lessons:draft')).draft;
  const pageOf = async (key: string): Promise<DraftLesson> => {
    const lines = (await draft()).modules.flatMap(({ lessons }) => lessons);
    return look(ines, 'lessons:draft-lesson', { pageId: lines.find((line) => line.key === key)!.pageId });
  };
  /** Saves a lesson of the draft as it is, but for these fields. */
  async function change(key: string, fields: Partial<DraftLesson>, by = ines): Promise<DraftSaved> {
    const {
      key: _key,
      modulePageId: _m,
      module: _n,
      change: _c,
      changed: _d,
      faults: _f,
      ...page
    } = await pageOf(key);
    return perform(by, 'lessons:save-lesson', { ...page, ...fields });
  }
  const begin = (): Promise<{ draftRevision: number }> => perform(ines, 'lessons:open-draft', {});
  const publish = async (more: object = {}): Promise<{ version: number; changed: boolean }> =>
    perform(ines, 'lessons:publish', { revision: (await draft()).draftRevision, ...more });
  const lessonPage = (by: Person, key: string, more: object = {}): Promise<LessonPage> =>
    look(by, 'lessons:lesson', { lessonId: academy.lesson(key), ...more });

  describe('a draft', () => {
    test('LE13 is the current version, and published unchanged it changes nothing', async () => {
      await begin();
      const { modules, basedOn, overtaken, changes, faults } = await draft();
      expect(
        modules.map(({ key, lessons }) => [key, lessons.map((lesson) => [lesson.key, lesson.change])]),
      ).toEqual([
        [
          'module-1',
          [
            ['a', 'same'],
            ['b', 'same'],
          ],
        ],
        ['module-2', [['c', 'same']]],
      ]);
      expect({ basedOn, overtaken, faults }).toEqual({ basedOn: 1, overtaken: false, faults: [] });
      expect(changes.length).toBeLessThanOrEqual(3);
    });

    test('LE13 students learn the old version until the new one is published, then the new one', async () => {
      await begin();
      const saved = await change('b', { title: 'Bees', markdown: '## Wings\n\nFour of them.' });
      expect(saved).toMatchObject({ revision: 2, draftRevision: 2, faults: [] });
      expect(await lessonPage(amara, 'b')).toMatchObject({ title: 'Lesson b', version: 1 });
      const published = await publish();
      expect(published).toEqual({ version: 2, changed: true });
      expect(await lessonPage(amara, 'b')).toMatchObject({
        title: 'Bees',
        version: 2,
        markdown: '## Wings\n\nFour of them.',
      });
      expect(rooms.announced.map(({ topic, type }) => `${type} ${topic}`)).toContain(
        `course:published cohort/${cohortId}`,
      );
      expect((await look<{ draft: unknown }>(ines, 'lessons:draft')).draft).toBeNull();
      const { rows } = await sql<{ act: string }>`
        select act from audit_entry where about_id = ${academy.courseId} order by at`.execute(rooms.db.query);
      expect(rows.map(({ act }) => act)).toEqual(['lessons:open-draft', 'lessons:publish']);
    });

    test('LE14 of two who change one page the second hears so, and nothing is lost', async () => {
      await begin();
      const page = await pageOf('a');
      await change('a', { markdown: 'Ines was here.' });
      const ivo = academy.person('ivo');
      const late = { pageId: page.pageId, revision: page.revision, title: 'A', markdown: 'Ivo too.' };
      expect(await outcomeOf(perform(ivo, 'lessons:save-lesson', late))).toBe('conflict');
      expect((await pageOf('a')).markdown).toBe('Ines was here.');
      await perform(ivo, 'lessons:save-lesson', { ...late, revision: 2 });
      expect(await pageOf('a')).toMatchObject({ markdown: 'Ivo too.', changed: { by: 'ivo' } });
    });

    test('LE14 only one draft at a time; another one replaces it only when that is said', async () => {
      await begin();
      expect(await outcomeOf(begin())).toBe('conflict');
      await change('a', { markdown: 'x' });
      expect(await outcomeOf(perform(ines, 'lessons:open-draft', { replaces: 1 }))).toBe('conflict');
      await perform(ines, 'lessons:open-draft', { replaces: 2 });
      expect((await pageOf('a')).markdown).toBe('What there is to know of a.');
      expect(await outcomeOf(perform(ines, 'lessons:discard-draft', { revision: 9 }))).toBe('conflict');
      await perform(ines, 'lessons:discard-draft', { revision: 1 });
      expect((await look<{ draft: unknown }>(ines, 'lessons:draft')).draft).toBeNull();
    });

    test('LE33 what was taken out can be brought back, where it stood and as it was', async () => {
      await begin();
      await change('a', { markdown: 'Changed before it went.' });
      const before = await draft();
      const [module] = before.modules;
      const page = await pageOf('a');
      await perform(ines, 'lessons:remove-lesson', { pageId: page.pageId, revision: page.revision });
      expect(await outcomeOf(look(ines, 'lessons:draft-lesson', { pageId: page.pageId }))).toBe('not_found');
      const back = await perform<DraftSaved>(ines, 'lessons:bring-back', { pageId: page.pageId });
      expect(back.revision).toBe(page.revision);
      expect(await pageOf('a')).toMatchObject({ markdown: 'Changed before it went.' });

      const { pageId, revision } = module!;
      await perform(ines, 'lessons:remove-module', { pageId, revision });
      expect((await draft()).modules.map(({ key }) => key)).toEqual(['module-2']);
      await perform(ines, 'lessons:bring-back', { pageId });
      expect((await draft()).modules).toEqual(before.modules);
      expect(await outcomeOf(perform(ines, 'lessons:bring-back', { pageId }))).toBe('not_found');
    });

    test('LE33 nothing is brought back to where it cannot stand, nor by who may not edit', async () => {
      await begin();
      const page = await pageOf('a');
      const { pageId, revision } = (await draft()).modules[0]!;
      await perform(ines, 'lessons:remove-lesson', { pageId: page.pageId, revision: page.revision });
      expect(await outcomeOf(perform(amara, 'lessons:bring-back', { pageId: page.pageId }))).toBe(
        'forbidden',
      );
      await perform(ines, 'lessons:add-lesson', { pageId, title: 'Another', key: 'a' });
      expect(await outcomeOf(perform(ines, 'lessons:bring-back', { pageId: page.pageId }))).toBe('conflict');
      await perform(ines, 'lessons:remove-module', { pageId, revision });
      expect(await outcomeOf(perform(ines, 'lessons:bring-back', { pageId: page.pageId }))).toBe('conflict');
    });

    test('LE34 a version and the draft, or two versions, are compared page by page', async () => {
      await begin();
      await change('b', { title: 'Bees', markdown: 'Four wings.' });
      const page = await pageOf('c');
      await perform(ines, 'lessons:remove-lesson', { pageId: page.pageId, revision: page.revision });
      type Compared = {
        pages: { key: string; before: string | null; after: string | null }[];
        more: boolean;
      };
      const { pages, more } = await look<Compared>(ines, 'lessons:compare', { from: 1 });
      expect(pages.map(({ key }) => key)).toEqual(['b', 'c']);
      expect(pages[0]!.before).toContain('title: Lesson b');
      expect(pages[0]!.after).toContain('title: Bees');
      expect(pages[0]!.after).toContain('Four wings.');
      expect(pages[1]!.after).toBeNull();
      expect(more).toBe(false);
      expect((await look<Compared>(ines, 'lessons:compare', { from: 1, to: 1 })).pages).toEqual([]);
      expect(await outcomeOf(look(ines, 'lessons:compare', { from: 1, to: 9 }))).toBe('not_found');
      expect(await outcomeOf(look(amara, 'lessons:compare', { from: 1 }))).toBe('forbidden');
    });

    test('LE15 is checked as a folder would be: the same faults, by page, field and line', async () => {
      await begin();
      const { faults } = await change('b', {
        minutes: 5,
        after: ['nobody'],
        completes: { by: 'quiz' },
        markdown:
          'One.\n\n# Two\n\n[three](nowhere.md)\n\n![four](material:zz/x.png)\n\n[five](lesson:c)\n\nembed: https://evil.example/',
      });
      const told = new Set(
        faults.map(({ field, line, code }: DraftFault) => `${code} ${field ?? 'text'} ${line}`),
      );
      expect(told).toEqual(
        new Set([
          'bad-after after 1',
          'bad-completes completes 1',
          'heading-level text 3',
          'target-missing text 5',
          'target-missing text 7',
          'embed-host text 11',
        ]),
      );
      const refused = await publish().catch((cause: unknown) => cause);
      expect(refused).toMatchObject({ code: 'invalid' });
      expect((await draft()).faults).toHaveLength(6);
      expect((await lessonPage(amara, 'b')).version).toBe(1);
    });

    test('LE15 a page that nobody touched is not held to the format of folders', async () => {
      await academy.publish([['a'], ['b']]);
      await rooms.db.query.transaction().execute(async (tx) => {
        await sql`
          update lesson_body set markdown = ${'# A title\n\nText.'} where course_id = ${academy.courseId}
            and lesson_id = ${academy.lesson('a')}`.execute(tx);
      });
      await begin();
      await change('b', { markdown: 'New.' });
      expect((await draft()).faults).toEqual([]);
      await change('a', { markdown: '# A title\n\nMore text.' });
      expect((await draft()).faults).toMatchObject([{ code: 'heading-level', line: 1 }]);
    });

    test('LE16 lessons and modules are added, moved, and taken out; a key is for good', async () => {
      await begin();
      const [first, second] = (await draft()).modules;
      const added = await perform<DraftSaved>(ines, 'lessons:add-lesson', {
        pageId: second!.pageId,
        title: 'Über Bienen',
      });
      const module = await perform<DraftSaved>(ines, 'lessons:add-module', { title: 'Honey' });
      await change((await draft()).modules[1]!.lessons[1]!.key, { markdown: 'Bienen.' });
      const [a, b] = first!.lessons;
      const order = [
        { pageId: module.pageId, lessons: [added.pageId] },
        { pageId: first!.pageId, lessons: [b!.pageId, a!.pageId] },
      ];
      const { draftRevision } = await draft();
      const arrange = (modules: object[], revision = draftRevision) =>
        perform(ines, 'lessons:arrange', { revision, modules });
      expect(await outcomeOf(arrange(order))).toBe('conflict');
      const rest = { pageId: second!.pageId, lessons: [second!.lessons[0]!.pageId] };
      expect(await outcomeOf(arrange([...order, rest], 1))).toBe('conflict');
      await arrange([...order, rest]);
      await perform(ines, 'lessons:remove-lesson', { pageId: a!.pageId, revision: a!.revision });
      await publish();
      const outline = await look<{ modules: { title: string; lessons: { key: string; id: string }[] }[] }>(
        amara,
        'progress:outline',
      );
      expect(outline.modules.map(({ title, lessons }) => [title, ...lessons.map(({ key }) => key)])).toEqual([
        ['Honey', expect.stringMatching(/^uber-bienen-[0-9a-f]{8}$|^uber-bienen$/)],
        ['Module 1', 'b'],
        ['Module 2', 'c'],
      ]);
      expect(outline.modules[1]!.lessons[0]!.id).toBe(academy.lesson('b'));
    });

    test('LE17 versions say who made them and what changed; an older one is brought back as a draft', async () => {
      await begin();
      await change('a', { title: 'Alpha', markdown: 'Changed.' });
      await publish();
      const { versions } = await look<{ versions: CourseVersionLine[] }>(ines, 'lessons:versions');
      expect(versions).toMatchObject([
        { number: 2, publishedBy: 'ines', from: 'editor', current: true },
        { number: 1, publishedBy: null, from: 'folder', current: false, lessons: 3 },
      ]);
      expect(versions[0]!.changes.join('\n')).toContain('lesson "Lesson a" is now called "Alpha"');

      await perform(ines, 'lessons:open-draft', { from: 1 });
      expect(await draft()).toMatchObject({ basedOn: 2, overtaken: false });
      expect((await pageOf('a')).title).toBe('Lesson a');
      expect(await publish()).toEqual({ version: 3, changed: true });
      expect((await lessonPage(amara, 'a')).title).toBe('Lesson a');
    });

    test('LE18 a version that came meanwhile is not written over unless that is said', async () => {
      await begin();
      await change('b', { markdown: 'From the editor.' });
      await academy.publish([
        ['a', 'b'],
        ['c', 'd'],
      ]);
      expect(await draft()).toMatchObject({ basedOn: 1, overtaken: true });
      expect(await outcomeOf(publish())).toBe('conflict');
      expect((await draft()).basedOn).toBe(1);
      expect((await lessonPage(amara, 'b')).version).toBe(2);
      expect(await publish({ over: 2 })).toEqual({ version: 3, changed: true });
      expect((await lessonPage(amara, 'b')).markdown).toBe('From the editor.');
    });

    test('LE18 what was looked at is what is published', async () => {
      await begin();
      const { draftRevision } = await draft();
      await change('b', { markdown: 'Later.' });
      expect(await outcomeOf(perform(ines, 'lessons:publish', { revision: draftRevision }))).toBe('conflict');
    });

    test('LE19 a preview shows a page as students will have it', async () => {
      await begin();
      await change('a', {
        title: 'Alpha',
        markdown: 'See [b](lesson:b).\n\nembed: https://youtu.be/abcdefghijk',
      });
      const { pageId } = await pageOf('a');
      const shown = await look<LessonPage>(ines, 'lessons:preview', { pageId });
      const other = (await pageOf('b')).pageId;
      expect(shown).toMatchObject({
        title: 'Alpha',
        place: 1,
        of: 3,
        gate: { state: 'open' },
        links: { b: other },
        next: { id: other },
      });
      expect(shown.markdown).toContain('embed: https://www.youtube-nocookie.com/embed/abcdefghijk');
    });

    test('LE20 no student sees or changes a draft', async () => {
      await begin();
      const { pageId } = await pageOf('a');
      for (const name of ['lessons:draft', 'lessons:versions', 'lessons:files']) {
        expect([name, await outcomeOf(look(amara, name))]).toEqual([name, 'forbidden']);
      }
      expect(await outcomeOf(look(amara, 'lessons:draft-lesson', { pageId }))).toBe('forbidden');
      const input = { pageId, revision: 1, title: 'Mine', markdown: '' };
      expect(await outcomeOf(perform(amara, 'lessons:save-lesson', input))).toBe('forbidden');
      expect(await outcomeOf(perform(amara, 'lessons:publish', { revision: 1 }))).toBe('forbidden');
    });
  });

  describe('notes', () => {
    const save = (text: string, revision: number, by = amara): Promise<LessonNote> =>
      perform(by, 'lessons:save-note', { lessonId: academy.lesson('a'), text, revision });
    const note = (by = amara): Promise<LessonNote> =>
      look(by, 'lessons:note', { lessonId: academy.lesson('a') });

    test('LE21 a note is its writer’s alone, and other windows of theirs hear of it', async () => {
      expect(await note()).toEqual({ lessonId: academy.lesson('a'), text: '', revision: 0, savedAt: null });
      const saved = await save('Ask about wings.', 0);
      expect(saved).toMatchObject({ text: 'Ask about wings.', revision: 1 });
      expect(await note()).toEqual(saved);
      expect((await note(ines)).text).toBe('');
      expect(rooms.announced.map(({ topic, type }) => [topic, type])).toEqual([
        [`user/${amara.userId}`, 'lessons:note-saved'],
      ]);
      expect(JSON.stringify(rooms.announced)).not.toContain('wings');
      const { notes } = await look<{ notes: LessonNote[] }>(amara, 'lessons:notes');
      expect(notes).toMatchObject([{ text: 'Ask about wings.', title: 'Lesson a', module: 'Module 1' }]);
    });

    test('LE21 nothing is written over what another window saved meanwhile', async () => {
      await save('One.', 0);
      expect(await outcomeOf(save('Other.', 0))).toBe('conflict');
      await save('Two.', 1);
      expect(await outcomeOf(save('Late.', 1))).toBe('conflict');
      expect((await note()).text).toBe('Two.');
      const both = await Promise.all([outcomeOf(save('x', 2)), outcomeOf(save('y', 2))]);
      expect(both.sort()).toEqual(['conflict', 'done']);
    });
  });

  describe('search', () => {
    const hits = async (q: string, by = amara, more: object = {}): Promise<SearchHit[]> =>
      (await look<{ hits: SearchHit[] }>(by, 'lessons:search', { q, ...more })).hits;
    const marked = ({ pieces }: SearchHit): string[] =>
      pieces.filter(({ hit }) => hit).map(({ text }) => text);

    beforeEach(async () => {
      await begin();
      await change('a', {
        title: 'Running a hive',
        markdown:
          '## Smoke\n\nThe keeper was **running** out of policies. <script>alert(1)</script>\n\n| one | two |\n| --- | --- |\n| x | y |',
      });
      await change('b', { markdown: '养蜂人需要烟雾。' });
      await change('c', { title: 'Closed', after: ['a'], markdown: 'Running is forbidden here.' });
      await publish();
    });

    test('LE22 finds words in lessons, by their stems and beginnings, and says where', async () => {
      const [first, ...others] = await hits('run polic');
      expect(others).toEqual([]);
      expect(first).toMatchObject({ in: 'lesson', lessonId: academy.lesson('a'), title: 'Running a hive' });
      expect(marked(first!)).toEqual(expect.arrayContaining(['running', 'policies']));
      expect(await hits('hive')).toHaveLength(1);
      expect(await hits('nothing of the kind')).toEqual([]);
      expect(await hits("' & | ! <-> :* \\ \0".replace('\0', ''))).toEqual([]);
    });

    test('LE22 finds characters of scripts that set no spaces', async () => {
      const [found] = await hits('烟雾');
      expect(found).toMatchObject({ lessonId: academy.lesson('b') });
      expect(marked(found!)).toEqual(['烟雾']);
      expect(found!.pieces.map(({ text }) => text).join('')).toBe('养蜂人需要烟雾');
    });

    test('LE22 shows nothing of lessons that are not open, and nobody else’s notes', async () => {
      expect((await hits('forbidden')).length).toBe(0);
      expect((await hits('forbidden', ines)).length).toBe(1);
      expect((await hits('forbidden', ines, { as: 'student' })).length).toBe(0);
      await perform(amara, 'lessons:save-note', {
        lessonId: academy.lesson('b'),
        text: 'Forbidden fruit?',
        revision: 0,
      });
      expect(await hits('fruit')).toMatchObject([{ in: 'note', lessonId: academy.lesson('b') }]);
      expect(await hits('fruit', ines)).toEqual([]);
    });
  });

  describe('gates', () => {
    test('LE23 a lesson that is not open shows what it waits for, and none of its text', async () => {
      await begin();
      await change('c', { after: ['a'], markdown: 'Secret of c. [b](lesson:b)' });
      await publish();
      const closed = await lessonPage(amara, 'c');
      expect(closed).toMatchObject({
        title: 'Lesson c',
        gate: { state: 'after', lessons: [{ id: academy.lesson('a'), title: 'Lesson a' }] },
        markdown: '',
        media: null,
        links: {},
        quizzes: [],
      });
      expect((await lessonPage(ines, 'c')).gate).toEqual({ state: 'open' });
      expect((await lessonPage(ines, 'c', { as: 'student' })).markdown).toBe('');
      const note = { lessonId: academy.lesson('c'), text: 'x', revision: 0 };
      expect(await outcomeOf(perform(amara, 'lessons:save-note', note))).toBe('not_yet');
      await perform(amara, 'progress:complete', { lessonId: academy.lesson('a') });
      expect((await lessonPage(amara, 'c')).markdown).toContain('Secret of c.');
    });
  });
}
