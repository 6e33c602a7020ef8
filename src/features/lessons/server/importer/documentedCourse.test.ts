import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CourseReading, ParsedLesson } from './course.ts';
import { courseDigest } from './digest.ts';
import { aDocumentedCourse, aFolder, aPicture, removeFolders } from './folders.testing.ts';
import { readCourse } from './readCourse.ts';
import { renderReport } from './report.ts';

afterAll(removeFolders);

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

function lesson(reading: CourseReading, key: string): ParsedLesson {
  const found = reading.course?.modules.flatMap((module) => module.lessons).find((each) => each.key === key);
  if (!found) throw new Error(`no lesson ${key}: ${renderReport(reading)}`);
  return found;
}

/** `code file:line`, sorted: what a test compares. */
function places(reading: CourseReading): string[] {
  return reading.faults.map(({ code, file, line }) => `${code} ${file}:${line}`).sort();
}

describe('a folder in our format', () => {
  test('becomes a course with modules, lessons, files and rewritten links', async () => {
    const reading = await readCourse(await aFolder(aDocumentedCourse()));
    expect(reading.faults).toEqual([]);
    expect(reading.notes).toEqual([]);
    expect(reading.skipped).toEqual([]);
    const { course } = reading;
    expect(course).toMatchObject({
      key: 'bread',
      title: 'Baking bread',
      summary: 'From flour to loaf.',
      language: 'en',
    });
    expect(course?.overview).toBe('Begin with [the dough](lesson:mixing).\n');
    expect(course?.modules.map(({ key, title, summary }) => [key, title, summary])).toEqual([
      ['dough', 'Dough', 'Flour and water.'],
      ['oven', 'Oven', ''],
    ]);
    const bowl = hashOf(aPicture());
    const sheet = hashOf('%PDF-1.4 a sheet');
    expect(lesson(reading, 'mixing')).toMatchObject({
      title: 'Mixing',
      summary: 'All in one bowl.',
      kind: 'text',
      minutes: 12,
      path: '01-dough/01-mixing.md',
      markdown: `## Flour\n\nMix it. ![A bowl](material:${bowl}/bowl.png)\n\nThen [knead](lesson:kneading#how).\n`,
    });
    expect(lesson(reading, 'kneading').markdown).toContain(
      `[bake](lesson:the-bake). Print [the sheet](material:${sheet}/sheet.pdf)`,
    );
    expect(lesson(reading, 'the-bake').minutes).toBe(1);
    expect(
      course?.files.map(({ path, hash, name, type, sizeBytes }) => ({ path, hash, name, type, sizeBytes })),
    ).toEqual([
      {
        path: '01-dough/files/sheet.pdf',
        hash: sheet,
        name: 'sheet.pdf',
        type: 'application/pdf',
        sizeBytes: 16,
      },
      {
        path: '01-dough/images/bowl.png',
        hash: bowl,
        name: 'bowl.png',
        type: 'image/png',
        sizeBytes: aPicture().length,
      },
    ]);
  });

  test('gives the same course on a second reading, in another place and with other line ends', async () => {
    const files = aDocumentedCourse();
    const first = await readCourse(await aFolder(files));
    const again = await readCourse(await aFolder(files, 'elsewhere'));
    const windows = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        path.endsWith('.md') ? `\ufeff${String(text).replaceAll('\n', '\r\n')}` : text,
      ]),
    );
    const third = await readCourse(await aFolder(windows));
    if (!first.course || !again.course || !third.course) throw new Error(renderReport(third));
    expect(courseDigest(again.course)).toBe(courseDigest(first.course));
    expect(courseDigest(third.course)).toBe(courseDigest(first.course));
  });

  test('another picture under the same name changes the lessons that show it, and no other', async () => {
    const before = await readCourse(await aFolder(aDocumentedCourse()));
    const after = await readCourse(
      await aFolder(aDocumentedCourse({ '01-dough/images/bowl.png': aPicture(99) })),
    );
    expect(lesson(after, 'mixing').digest).not.toBe(lesson(before, 'mixing').digest);
    expect(lesson(after, 'kneading').digest).toBe(lesson(before, 'kneading').digest);
  });

  test('a lesson keeps its key when it is renumbered or moves to another module', async () => {
    const folder = await aFolder(
      aDocumentedCourse({ '02-oven/01-baking.md': '---\ntitle: Baking\n---\n\nHot.\n' }),
    );
    await rename(join(folder, '01-dough/01-mixing.md'), join(folder, '01-dough/07-mixing.md'));
    await writeFile(join(folder, 'course.md'), '---\nkey: bread\ntitle: Bread\n---\n');
    await rename(join(folder, '01-dough/02-kneading.md'), join(folder, '02-oven/05-kneading.md'));
    await writeFile(join(folder, '02-oven/05-kneading.md'), '---\ntitle: Kneading\n---\n\nFold.\n');
    await writeFile(join(folder, '01-dough/07-mixing.md'), '---\ntitle: Mixing\n---\n\nMix.\n');
    const reading = await readCourse(folder);
    expect(reading.faults).toEqual([]);
    expect(reading.course?.modules.map((module) => module.lessons.map(({ key }) => key))).toEqual([
      ['mixing'],
      ['baking', 'kneading'],
    ]);
  });

  test('a title repeated as the first heading is not shown twice', async () => {
    const reading = await readCourse(
      await aFolder(
        aDocumentedCourse({ '02-oven/01-baking.md': '---\ntitle: Baking\n---\n# Baking\n\nHot.\n' }),
      ),
    );
    expect(places(reading)).toEqual([]);
    expect(lesson(reading, 'baking').markdown).toBe('Hot.\n');
  });

  test('Markdown in a folder of its own is a download; what no page refers to is listed', async () => {
    const reading = await readCourse(
      await aFolder(
        aDocumentedCourse({
          '02-oven/01-baking.md':
            '---\ntitle: Baking\n---\n\n[A list](files/list.md), <a href="files/list.md">again</a>.\n',
          '02-oven/files/list.md': '- flour\n',
          '02-oven/files/unused.pdf': 'x',
          'README.md': 'How we write this course.',
          'drawings/a.svg': '<svg/>',
          'drawings/b.svg': '<svg/>',
          '_ideas/01-later.md': 'x',
          '02-oven/_02-draft.md': 'x',
          '.git/config': 'token',
        }),
      ),
    );
    expect(places(reading)).toEqual([]);
    expect(reading.course?.files.map(({ path, type }) => [path, type])).toContainEqual([
      '02-oven/files/list.md',
      'text/markdown',
    ]);
    expect(reading.skipped.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      '.git/ not part of a course',
      '02-oven/_02-draft.md its name begins with a dot or an underscore',
      '02-oven/files/unused.pdf no page refers to it',
      'README.md stands beside course.md, in no module',
      '_ideas/ its name begins with a dot or an underscore',
      'drawings/ no page refers to what is in it (2 files)',
    ]);
  });

  test('what module.md says below its front matter is kept as the module’s overview', async () => {
    const reading = await readCourse(
      await aFolder(
        aDocumentedCourse({ '02-oven/module.md': '---\ntitle: Oven\n---\n\nSee [baking](01-baking.md).\n' }),
      ),
    );
    expect(reading.course?.modules[1]?.overview).toBe('See [baking](lesson:the-bake).\n');
  });

  test('an address may be written in every way a browser takes it', async () => {
    const reading = await readCourse(
      await aFolder(
        aDocumentedCourse({
          '02-oven/01-baking.md': [
            '---',
            'title: Baking',
            '---',
            '',
            '![a](../01-dough/images/my%20bowl.png "t") ![b](<../01-dough/images/my bowl.png>) ![c](/01-dough/images/my%20bowl.png)',
            '[d](files/a%20\\(1\\).pdf#page=2) [e](../01-dough/) [f](..) [g](#here) [h](https://example.org/a.md) [i](../01-dough/module.md)',
            '[j][ref] [k](./100%.txt)',
            '',
            '[ref]: ../01-dough/01-mixing.md?plain=1#flour "Flour"',
            '',
          ].join('\n'),
          '01-dough/images/my bowl.png': aPicture(70),
          '02-oven/files/a (1).pdf': 'pdf',
          '02-oven/100%.txt': 'x',
        }),
      ),
    );
    expect(places(reading)).toEqual([]);
    const bowl = `material:${hashOf(aPicture(70))}/my%20bowl.png`;
    expect(lesson(reading, 'baking').markdown).toBe(
      [
        `![a](${bowl} "t") ![b](<${bowl}>) ![c](${bowl})`,
        `[d](material:${hashOf('pdf')}/a%20%281%29.pdf#page=2) [e](lesson:mixing) [f](course:overview) [g](#here) [h](https://example.org/a.md) [i](lesson:mixing)`,
        `[j][ref] [k](material:${hashOf('x')}/100%25.txt)`,
        '',
        '[ref]: lesson:mixing#flour "Flour"',
        '',
      ].join('\n'),
    );
  });
});

test.runIf(existsSync('courses/ai-enablement/course.md'))(
  'our own course has no faults and loses nothing',
  async () => {
    const reading = await readCourse('courses/ai-enablement');
    expect(reading.faults).toEqual([]);
    expect(reading.skipped).toEqual([]);
    expect(reading.course?.modules).toHaveLength(3);
    for (const { markdown } of reading.course?.modules.flatMap((module) => module.lessons) ?? []) {
      expect(markdown).not.toMatch(/missing:|\]\((?!lesson:|material:|course:|https?:|#)/);
    }
  },
);
