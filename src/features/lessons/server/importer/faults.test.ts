import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CourseReading } from './course.ts';
import { aDocumentedCourse, aFolder, aPicture, addFiles, removeFolders } from './folders.testing.ts';
import { readCourse } from './readCourse.ts';
import { renderReport } from './report.ts';

afterAll(removeFolders);

/** `code file:line`, sorted: what a test compares. */
function places(reading: CourseReading): string[] {
  return reading.faults.map(({ code, file, line }) => `${code} ${file}:${line}`).sort();
}

async function faultsOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  return places(await readCourse(await aFolder(aDocumentedCourse(files))));
}

describe('faults', () => {
  test('a folder with twelve planted faults names all twelve by file and line', async () => {
    const folder = await aFolder({
      'course.md': '---\nkey: bread\ntitle: Bread\ncolour: brown\n---\n\nWelcome.\n',
      '01-dough/module.md': '---\nsummary: No title here.\n---\n',
      '01-dough/01-mixing.md':
        '---\ntitle: Mixing\nminutes: soon\n---\n\nMix.\n\n![A bowl](images/bowl.png)\n',
      '01-dough/01-stirring.md':
        '---\ntitle: Stirring\n---\n\nStir.\n\nSee [the oven](../02-oven/09-oven.md).\n',
      '01-dough/02-kneading.md': '---\ntitle: "Kneading\nminutes: 5\n---\n\nFold.\n',
      '01-dough/03-resting.md': '---\ntitle: Resting\n---\n\n# A heading of the first level\n\nWait.\n',
      '02-oven/module.md': '---\ntitle: Oven\n---\n',
      '02-oven/01-mixing.md': '---\ntitle: Mixing again\n---\n\nTwice.\n',
      '02-oven/02-empty.md': '---\ntitle: Empty\n---\n\n## Only a heading\n',
      '02-oven/03-away.md':
        '---\ntitle: Away\n---\n\nRead [this](../../../etc/passwd).\n\nRun [that](files/tool.exe).\n',
      '02-oven/04-old.md': Buffer.concat([
        Buffer.from('---\ntitle: Old\n---\n\nCaf'),
        Buffer.from([0xe9, 0x0a]),
      ]),
      '02-oven/files/tool.exe': 'MZ',
    });
    const reading = await readCourse(folder);
    const planted = [
      'unknown-key course.md:4',
      'missing-title 01-dough/module.md:1',
      'bad-minutes 01-dough/01-mixing.md:3',
      'target-missing 01-dough/01-mixing.md:8',
      'duplicate-number 01-dough/01-stirring.md:1',
      'target-missing 01-dough/01-stirring.md:7',
      'heading-level 01-dough/03-resting.md:5',
      'duplicate-key 02-oven/01-mixing.md:1',
      'lesson-empty 02-oven/02-empty.md:5',
      'link-outside 02-oven/03-away.md:5',
      'unsupported-type 02-oven/03-away.md:7',
      'not-utf8 02-oven/04-old.md:5',
    ];
    const found = places(reading);
    for (const each of planted) expect(found).toContain(each);
    // The broken quote makes thirteen; the parser sees it at the end of its line or of the block.
    const others = found.filter((each) => !planted.includes(each));
    expect(others).toHaveLength(1);
    expect(others[0]).toMatch(/^yaml 01-dough\/02-kneading\.md:[23]$/);

    const report = renderReport(reading);
    for (const { file, line } of reading.faults) expect(report).toContain(`${file}:${line}: `);
    expect(report).toContain('nothing is imported until they are mended');
  });

  test.each<[string, Record<string, string | Uint8Array>, string[]]>([
    [
      'no front matter',
      { '02-oven/01-baking.md': 'Hot.\n' },
      ['front-matter-missing 02-oven/01-baking.md:1'],
    ],
    [
      'front matter never closed',
      { '02-oven/01-baking.md': '---\ntitle: Baking\n\nHot.\n' },
      ['front-matter-unclosed 02-oven/01-baking.md:1'],
    ],
    [
      'a list as front matter',
      { '02-oven/01-baking.md': '---\n- a\n---\nHot.\n' },
      ['yaml 02-oven/01-baking.md:2'],
    ],
    [
      'a key twice',
      { '02-oven/01-baking.md': '---\ntitle: A\nkey: the-bake\ntitle: B\n---\nHot.\n' },
      ['yaml 02-oven/01-baking.md:4'],
    ],
    [
      'a value that is a list',
      { '02-oven/01-baking.md': '---\nkey: the-bake\ntitle:\n  - A\n---\nHot.\n' },
      ['bad-value 02-oven/01-baking.md:3', 'missing-title 02-oven/01-baking.md:1'],
    ],
    [
      'a value by reference',
      { '02-oven/01-baking.md': '---\nkey: &k the-bake\ntitle: *k\n---\nHot.\n' },
      ['bad-value 02-oven/01-baking.md:3', 'missing-title 02-oven/01-baking.md:1'],
    ],
    [
      'a control character',
      { '02-oven/01-baking.md': '---\nkey: the-bake\ntitle: "A\\0"\n---\nHot.\n' },
      ['bad-value 02-oven/01-baking.md:3', 'missing-title 02-oven/01-baking.md:1'],
    ],
    [
      'a key with capitals',
      { '02-oven/01-baking.md': '---\ntitle: Baking\nkey: The Bake\n---\nHot.\n' },
      ['bad-key 02-oven/01-baking.md:3'],
    ],
    [
      'another kind',
      { '02-oven/01-baking.md': '---\ntitle: Baking\nkind: quiz\n---\nHot.\n' },
      ['bad-kind 02-oven/01-baking.md:3'],
    ],
    [
      'no minutes at all in them',
      { '02-oven/01-baking.md': '---\ntitle: Baking\nminutes: 0\n---\nHot.\n' },
      ['bad-minutes 02-oven/01-baking.md:3'],
    ],
    [
      'half a minute',
      { '02-oven/01-baking.md': '---\ntitle: Baking\nminutes: 1.5\n---\nHot.\n' },
      ['bad-minutes 02-oven/01-baking.md:3'],
    ],
    ['a course without key', { 'course.md': '---\ntitle: Bread\n---\n' }, ['missing-key course.md:1']],
    [
      'a language that is none',
      { 'course.md': '---\nkey: bread\ntitle: Bread\nlanguage: plain English\n---\n' },
      ['bad-language course.md:4'],
    ],
    [
      'no module.md',
      { '03-table/01-eating.md': '---\ntitle: Eating\n---\nEat.\n' },
      ['module-file-missing 03-table/module.md:1'],
    ],
    [
      'a module without lessons',
      { '03-table/module.md': '---\ntitle: Table\n---\n' },
      ['module-empty 03-table/module.md:1'],
    ],
    [
      'a lesson without number',
      { '02-oven/cooling.md': '---\ntitle: Cooling\n---\nWait.\n' },
      ['no-number 02-oven/cooling.md:1'],
    ],
    [
      'a lesson in no module',
      { '03-eating.md': '---\ntitle: Eating\n---\nEat.\n' },
      ['misplaced-lesson 03-eating.md:1'],
    ],
    [
      'a lesson too deep',
      { '02-oven/extra/01-more.md': '---\ntitle: More\n---\nMore.\n' },
      ['misplaced-lesson 02-oven/extra/01-more.md:1'],
    ],
    [
      'a module without number',
      { 'table/01-eating.md': '---\ntitle: Eating\n---\nEat.\n' },
      ['misplaced-lesson table/01-eating.md:1'],
    ],
    [
      'a module number twice',
      {
        '02-table/module.md': '---\ntitle: Table\n---\n',
        '02-table/01-eating.md': '---\ntitle: Eating\n---\nEat.\n',
      },
      ['duplicate-number 02-table/module.md:1'],
    ],
    [
      'a lesson in another format',
      { '02-oven/02-cooling.docx': 'PK' },
      ['unsupported-type 02-oven/02-cooling.docx:1'],
    ],
    [
      'a link to what is no lesson',
      { 'NOTES.md': 'x', '02-oven/01-baking.md': '---\ntitle: B\n---\n\n[x](../NOTES.md)\n' },
      ['target-not-a-lesson 02-oven/01-baking.md:5'],
    ],
    [
      'a link that a browser would run',
      { '02-oven/01-baking.md': '---\ntitle: B\n---\n\n[x](javascript:alert(1))\n' },
      ['link-unsafe 02-oven/01-baking.md:5'],
    ],
    [
      'a picture that is none',
      { '02-oven/a.csv': '1', '02-oven/01-baking.md': '---\ntitle: B\n---\n\n![x](a.csv)\n' },
      ['unsupported-type 02-oven/01-baking.md:5'],
    ],
    [
      'another spelling',
      { '02-oven/A.png': aPicture(), '02-oven/01-baking.md': '---\ntitle: B\n---\n\n![x](a.PNG)\n' },
      ['target-missing 02-oven/01-baking.md:5'],
    ],
    [
      'missing targets in HTML',
      { '02-oven/01-baking.md': '---\ntitle: B\n---\n\n<p>\n<img src="a.png"></p>\n' },
      ['target-missing 02-oven/01-baking.md:6'],
    ],
    [
      'a missing target of a definition',
      { '02-oven/01-baking.md': '---\ntitle: B\n---\n\n[x][y]\n\n[y]: a.md\n' },
      ['target-missing 02-oven/01-baking.md:7'],
    ],
    [
      'an empty heading',
      { '02-oven/01-baking.md': '---\ntitle: B\n---\n\nHot.\n\n##\n' },
      ['heading-empty 02-oven/01-baking.md:7'],
    ],
    [
      'a NUL',
      { '02-oven/01-baking.md': '---\ntitle: B\n---\n\na\0b\n' },
      ['nul-character 02-oven/01-baking.md:5'],
    ],
    [
      'endless nesting',
      { '02-oven/01-baking.md': `---\ntitle: B\n---\n\n${'+ - '.repeat(30_000)}x\n` },
      ['too-deeply-nested 02-oven/01-baking.md:5'],
    ],
    [
      'endless emphasis',
      { '02-oven/01-baking.md': `---\ntitle: B\n---\n\n${'*a_ '.repeat(30_000)}x\n` },
      ['too-deeply-nested 02-oven/01-baking.md:5'],
    ],
  ])('%s', async (_, files, expected) => {
    // What pointed at the changed lesson is not what is tried here.
    const kneading = '---\ntitle: Kneading\n---\n\nFold.\n';
    expect(
      await faultsOf({ '01-dough/02-kneading.md': kneading, '01-dough/files/sheet.pdf': '', ...files }),
    ).toEqual(expected);
  });

  test('files beyond the limits are named where they are referred to', async () => {
    const folder = await aFolder(aDocumentedCourse({ '01-dough/images/bowl.png': aPicture(5_000) }));
    const small = await readCourse(folder, { limits: { maxFileBytes: 4_999 } });
    expect(places(small)).toEqual(['file-too-large 01-dough/01-mixing.md:9']);
    expect(small.faults[0]?.message).toContain('4.9 KB');
    expect(places(await readCourse(folder, { limits: { maxFileBytes: 5_000 } }))).toEqual([]);
    expect(places(await readCourse(folder, { limits: { maxTotalBytes: 5_100 } }))).toContain(
      'total-too-large 01-dough/01-mixing.md:9',
    );
    expect(places(await readCourse(folder, { limits: { maxFiles: 7 } }))).toEqual([
      'too-many-files 01-dough/02-kneading.md:8',
    ]);
    expect(places(await readCourse(folder, { limits: { maxPageBytes: 90 } }))).toContain(
      'file-too-large 01-dough/01-mixing.md:1',
    );
    expect(places(await readCourse(folder, { limits: { maxEntries: 3 } }))).toContain(
      'folder-too-large 01-dough:1',
    );
    expect(places(await readCourse(folder, { limits: { maxDepth: 1 } }))).toContain(
      'folder-too-large 01-dough/files:1',
    );
  });

  test('a symbolic link is followed within the folder and nowhere else', async () => {
    const outside = await aFolder({ 'secret.png': aPicture(1_000) });
    const folder = await aFolder(
      aDocumentedCourse({
        '02-oven/01-baking.md':
          '---\ntitle: B\nkey: the-bake\n---\n\n![a](in.png)\n![b](out.png)\n![c](token.txt)\n![d](loop.png)\n[e](up/secret.png)\n',
        '.git/config': 'token',
      }),
    );
    await symlink('../01-dough/images/bowl.png', join(folder, '02-oven/in.png'));
    await symlink(join(outside, 'secret.png'), join(folder, '02-oven/out.png'));
    await symlink('../.git/config', join(folder, '02-oven/token.txt'));
    await symlink('loop.png', join(folder, '02-oven/loop.png'));
    await symlink(outside, join(folder, '02-oven/up'));
    const reading = await readCourse(folder);
    expect(places(reading)).toEqual([
      'symlink-outside 02-oven/out.png:1',
      'symlink-outside 02-oven/token.txt:1',
      'symlink-outside 02-oven/up:1',
      'target-missing 02-oven/01-baking.md:10',
      'target-missing 02-oven/01-baking.md:7',
      'target-missing 02-oven/01-baking.md:8',
      'target-missing 02-oven/01-baking.md:9',
    ]);
    expect(reading.course?.files.map(({ path }) => path)).toContain('02-oven/in.png');
    expect(reading.course?.files.every(({ absolutePath }) => absolutePath?.startsWith(folder))).toBe(true);
  });

  test('a folder that is not there, or holds nothing, is one fault and no course', async () => {
    const folder = await aFolder({});
    expect(places(await readCourse(join(folder, 'nowhere')))).toEqual(['folder-unreadable .:1']);
    const empty = await readCourse(folder);
    expect(places(empty)).toEqual(['course-empty .:1']);
    expect(empty.course).toBeUndefined();
    await addFiles(folder, { 'a.txt': 'x' });
    await mkdir(join(folder, 'course.md'));
    expect((await readCourse(folder)).course).toBeUndefined();
  });

  test('headings that skip a level and pictures without description are notes', async () => {
    const reading = await readCourse(
      await aFolder(
        aDocumentedCourse({
          '01-dough/01-mixing.md': '---\ntitle: Mixing\n---\n\n## A\n\n#### B\n\n![](images/bowl.png)\n',
        }),
      ),
    );
    expect(reading.faults).toEqual([]);
    expect(reading.notes.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'heading-skips 7',
      'picture-undescribed 9',
    ]);
  });
});
