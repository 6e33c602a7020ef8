import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ParsedCourse } from './course.ts';
import { diffCourse, outlineOf, renderDiff } from './diffCourse.ts';
import { aDocumentedCourse, aFolder, aPicture, removeFolders } from './folders.testing.ts';
import { readCourse } from './readCourse.ts';
import { renderReport } from './report.ts';

afterAll(removeFolders);

async function courseIn(folder: string): Promise<ParsedCourse> {
  const reading = await readCourse(folder);
  if (!reading.course || reading.faults.length > 0) throw new Error(renderReport(reading));
  return reading.course;
}

const courseOf = async (files: Record<string, string | Uint8Array>): Promise<ParsedCourse> =>
  courseIn(await aFolder(aDocumentedCourse(files)));

test('importing the same folder twice changes nothing', async () => {
  const folder = await aFolder(aDocumentedCourse());
  const diff = diffCourse(outlineOf(await courseIn(folder)), await courseIn(folder));
  expect(diff.unchanged).toBe(true);
  expect(renderDiff(diff)).toBe('Nothing has changed since the last import.\n');
});

test('the first import adds everything', async () => {
  const diff = diffCourse(undefined, await courseOf({}));
  expect(diff).toMatchObject({ first: true, unchanged: false });
  expect(diff.lessons.added.map(({ key }) => key)).toEqual(['mixing', 'kneading', 'the-bake']);
  expect(renderDiff(diff)).toMatch(/^First import:\n {2}\+ module "Dough" \(dough\)\n/);
});

test('a lesson that is renumbered and renamed is moved and renamed, not lost and found', async () => {
  const folder = await aFolder(aDocumentedCourse());
  const before = outlineOf(await courseIn(folder));
  await rename(join(folder, '01-dough/01-mixing.md'), join(folder, '01-dough/03-mixing.md'));
  const retitled = aDocumentedCourse({
    'course.md': '---\nkey: bread\ntitle: Bread\nsummary: From flour to loaf.\n---\n\nBegin.\n',
    '01-dough/03-mixing.md': String(aDocumentedCourse()['01-dough/01-mixing.md']).replace(
      'title: Mixing',
      'title: Stirring',
    ),
  });
  delete retitled['01-dough/01-mixing.md'];
  const diff = diffCourse(before, await courseIn(await aFolder(retitled)));
  expect(diff.title).toEqual({ from: 'Baking bread', to: 'Bread' });
  expect(diff.lessons).toMatchObject({
    added: [],
    removed: [],
    changed: [],
    renamed: [{ key: 'mixing', title: 'Stirring', from: 'Mixing' }],
  });
  expect(diff.lessons.moved).toHaveLength(1);
  expect(renderDiff(diff)).toContain('~ lesson "Mixing" is now called "Stirring"');
});

test('texts, minutes, pictures, modules and removals are told apart', async () => {
  const files = aDocumentedCourse({
    '01-dough/01-mixing.md': String(aDocumentedCourse()['01-dough/01-mixing.md']).replace(
      'minutes: 12',
      'minutes: 15',
    ),
    '01-dough/02-kneading.md': '---\ntitle: Kneading\nminutes: 8\n---\n\nFold. ![A bowl](images/bowl.png)\n',
    '01-dough/images/bowl.png': aPicture(90),
    '03-table/module.md': '---\ntitle: Table\n---\n',
    '03-table/01-baking.md': '---\ntitle: Baking\nkey: the-bake\n---\n\nHot, then less hot.\n',
    '03-table/02-eating.md': '---\ntitle: Eating\n---\n\nEat.\n',
  });
  for (const path of ['02-oven/module.md', '02-oven/01-baking.md', '01-dough/files/sheet.pdf'])
    delete files[path];
  const diff = diffCourse(outlineOf(await courseOf({})), await courseIn(await aFolder(files)));
  expect(diff.modules).toMatchObject({ added: [{ key: 'table' }], removed: [{ key: 'oven' }], moved: [] });
  expect(diff.lessons).toMatchObject({
    added: [{ key: 'eating' }],
    removed: [],
    moved: [{ key: 'the-bake', fromModule: 'Oven', toModule: 'Table' }],
    changed: [{ key: 'mixing' }, { key: 'kneading' }],
  });
  expect(diff.files).toEqual({
    added: [],
    removed: ['01-dough/files/sheet.pdf'],
    changed: ['01-dough/images/bowl.png'],
  });
});

test('one lesson put first is one move', async () => {
  const lessons = Array.from({ length: 8 }, (_, n) => ({
    key: `l${n}`,
    title: `L${n}`,
    digest: 'd',
    minutes: 1,
  }));
  const course = await courseOf({});
  const module = { key: 'm', title: 'M', summary: '', overview: '' };
  const full = lessons.map((each) => ({
    ...each,
    summary: '',
    kind: 'text' as const,
    markdown: '',
    path: '',
  }));
  const reordered = [...full.slice(7), ...full.slice(0, 7)];
  const before = {
    title: course.title,
    summary: course.summary,
    modules: [{ ...module, lessons }],
    files: [],
  };
  const diff = diffCourse(before, { ...course, modules: [{ ...module, lessons: reordered }], files: [] });
  expect(diff.lessons.moved.map(({ key }) => key)).toEqual(['l7']);
});

test('a change that an outline does not show is seen by the digest', async () => {
  const before = outlineOf(await courseOf({}));
  const next = await courseOf({ '02-oven/module.md': '---\ntitle: Oven\nsummary: Heat.\n---\n' });
  expect(diffCourse(before, next).unchanged).toBe(false);
  expect(renderDiff(diffCourse(before, next))).toContain('overview or its settings');
});

test('a report cannot move the cursor or colour the terminal', async () => {
  const reading = await readCourse(
    await aFolder({ '01-a.md': '# \u001b[31mRed\u001b[0m \u202ereversed\n\nSome text.\n' }),
  );
  const report = renderReport(reading);
  expect(report).toContain('·[31mRed·[0m ·reversed');
  expect(['\u001b', '\u202e'].filter((sign) => report.includes(sign))).toEqual([]);
});
