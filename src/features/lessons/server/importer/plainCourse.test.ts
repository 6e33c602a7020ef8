import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CourseReading, ParsedLesson } from './course.ts';
import { courseDigest } from './digest.ts';
import { aFolder, aPicture, removeFolders } from './folders.testing.ts';
import { readCourse } from './readCourse.ts';
import { renderReport } from './report.ts';

afterAll(removeFolders);

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

function lesson(reading: CourseReading, key: string): ParsedLesson {
  const found = reading.course?.modules.flatMap((module) => module.lessons).find((each) => each.key === key);
  if (!found) throw new Error(`no lesson ${key}: ${renderReport(reading)}`);
  return found;
}

/** Module title → `key: title` of its lessons. */
function outline(reading: CourseReading): Record<string, string[]> {
  return Object.fromEntries(
    (reading.course?.modules ?? []).map(({ title, lessons }) => [
      title,
      lessons.map((each) => `${each.key}: ${each.title}`),
    ]),
  );
}

const prose =
  'These words are here so that the page has something of its own to say to whoever reads it, twenty of them.';

/** Lesson folders in one row, twenty megabytes of pictures, and all that gathers around a public course. */
async function aPublicRepository(): Promise<{ folder: string; pictures: Map<string, Uint8Array> }> {
  const pictures = new Map<string, Uint8Array>();
  for (let n = 1; n <= 10; n += 1)
    pictures.set(
      `${String(n).padStart(2, '0')}-topic-${n}/images/deep/picture ${n}.png`,
      aPicture(2_000_000 + n),
    );
  pictures.set('images/banner.png', aPicture(40_000));
  const files: Record<string, string | Uint8Array> = {
    'README.md':
      '![Banner](./images/banner.png?WT.mc_id=x)\n\n### Ten lessons to begin with\n\n[![licence](https://img.example/b.svg)](LICENSE?x=1)\n\n# Topics for Beginners - A Course\n\n' +
      `${prose}\n\n| | Lesson |\n| -- | -- |\n| 01 | [One](./01-topic-1/README.md?WT.mc_id=x) |\n| 02 | [Two](./02-topic-2/) |\n\nSee [setup](SETUP.md) and the [quiz app](./quiz-app/README.md).\n`,
    'SETUP.md': `# Setting up\n\n${prose}\n`,
    LICENSE: 'MIT',
    'CONTRIBUTING.md': '# Contributing\n\nPlease do.\n',
    'CODE_OF_CONDUCT.md': '# Code\n\nBe kind.\n',
    'SECURITY.md': '# Security\n\nWrite to us.\n',
    'CHANGELOG.md': '# Changes\n\n1.0\n',
    '.github/ISSUE_TEMPLATE/bug.md': '# Bug\n\nx\n',
    'node_modules/x/README.md': '# x\n\nx\n',
    'quiz-app/package.json': '{}',
    'quiz-app/README.md': '# Quiz app\n\nRun it.\n',
    'docs/build.md': '# How to build the site\n\nx\n',
    'translations/es/README.md': '# Temas\n\nx\n',
    'README.es.md': '# Temas\n\nx\n',
    ...Object.fromEntries(pictures),
  };
  for (let n = 1; n <= 10; n += 1) {
    const own = `${String(n).padStart(2, '0')}-topic-${n}`;
    const next = `${String(n + 1).padStart(2, '0')}-topic-${n + 1}`;
    files[`${own}/README.md`] =
      `# Lesson ${n}: Topic **${n}** ![badge](https://img.example/${n}.svg)\n\n${prose}\n\n![Picture ${n}](./images/deep/picture%20${n}.png?WT.mc_id=x "A [title]")\n\n` +
      `\`\`\`python\n# [not a link](../nowhere.md)\nprint("![x](y.png)")\n\`\`\`\n\n| a | b |\n| :-- | --: |\n| 1 | \`x|y\` |\n\n` +
      (n < 10
        ? `Next: [topic ${n + 1}](../${next}/README.md?WT.mc_id=x#part-two).\n`
        : 'The [end](../README.md#top).\n');
  }
  files['02-topic-2/assignment.md'] = `# Assignment\n\n${prose} See [rubric](./rubric.md).\n`;
  files['03-topic-3/assignment.md'] = `# Assignment\n\n${prose}\n`;
  files['02-topic-2/solution/README.md'] = '# Solution\n\nx\n';
  files['02-topic-2/code_samples/main.py'] = 'print(1)';
  files['04-topic-4/README.md'] =
    `Topic the fourth\n================\n\n${prose} [the code](../02-topic-2/code_samples/main.py) [all of it](../02-topic-2/code_samples)\n\n![Picture](images/deep/picture%204.png)\n\n# Another first\n\n${prose}\n`;
  files['05-topic-5/README.md'] = `### Introduction\n\n${prose}\n\n![Picture](images/deep/picture%205.png)\n`;
  files['06-topic-6/README.md'] =
    `<h1 align="center">6. The sixth topic</h1>\n\n<p align="center"><img width="100" src="images/deep/picture%206.png" alt="Six"></p>\n\n${prose}\n\n<details><summary>More</summary><a href='../07-topic-7/'>seven</a></details>\n`;
  files['07-topic-7/README.md'] = `${prose}\n\n![Picture][p7]\n\n[p7]: <images/deep/picture 7.png> "Seven"\n`;
  files['08-topic-8/README.md'] =
    `#### 8.1 - Small beginnings\n\n${prose}\n\n![Picture](images/Deep/Picture%208.png) ![gone](images/gone.png) [gone](../12-gone/README.md)\n`;
  return { folder: await aFolder(files, 'topics-for-beginners'), pictures };
}

describe('a public repository of numbered lesson folders', () => {
  test('imports with every lesson, picture and link in place, and lists what was left out', async () => {
    const { folder, pictures } = await aPublicRepository();
    const reading = await readCourse(folder);
    expect(reading.faults).toEqual([]);
    expect(reading.course).toMatchObject({
      key: 'topics-for-beginners',
      title: 'Topics for Beginners - A Course',
      summary: prose,
      language: 'en',
    });
    expect(outline(reading)).toEqual({
      Lessons: [
        'topic-1: Topic 1',
        'topic-2: Topic 2',
        'topic-2.assignment: Topic 2: Assignment',
        'topic-3: Topic 3',
        'topic-3.assignment: Topic 3: Assignment',
        'topic-4: Topic the fourth',
        'topic-5: Topic 5',
        'topic-6: The sixth topic',
        'topic-7: Topic 7',
        'topic-8: Small beginnings',
        'topic-9: Topic 9',
        'topic-10: Topic 10',
        'setup: Setting up',
      ],
    });

    // Every picture is there, whole, and shown by its lesson.
    const hashes = new Map(reading.course?.files.map(({ path, hash }) => [path, hash]));
    for (const [path, bytes] of pictures) expect(hashes.get(path)).toBe(hashOf(bytes));
    for (let n = 1; n <= 10; n += 1) {
      const picture =
        pictures.get(`${String(n).padStart(2, '0')}-topic-${n}/images/deep/picture ${n}.png`) ?? '';
      expect(lesson(reading, `topic-${n}`).markdown).toContain(
        `material:${hashOf(picture)}/picture%20${n}.png`,
      );
    }
    // The text of the first lesson, whole.
    expect(lesson(reading, 'topic-1').markdown).toBe(
      `${prose}\n\n![Picture 1](material:${hashes.get('01-topic-1/images/deep/picture 1.png')}/picture%201.png "A [title]")\n\n` +
        '```python\n# [not a link](../nowhere.md)\nprint("![x](y.png)")\n```\n\n| a | b |\n| :-- | --: |\n| 1 | `x|y` |\n\n' +
        'Next: [topic 2](lesson:topic-2#part-two).\n',
    );
    expect(reading.course?.overview).toContain('[One](lesson:topic-1) |\n| 02 | [Two](lesson:topic-2) |');
    expect(reading.course?.overview).toMatch(
      /^!\[Banner\]\(material:[0-9a-f]{64}\/banner\.png\)\n\n### Ten lessons/,
    );
    expect(reading.course?.overview).not.toContain('# Topics for Beginners');
    expect(lesson(reading, 'topic-10').markdown).toContain('[end](course:overview#top)');
    expect(lesson(reading, 'topic-4').markdown).toContain(
      `[the code](material:${hashOf('print(1)')}/main.py) [all of it](missing:..%2F02-topic-2%2Fcode_samples)`,
    );
    expect(lesson(reading, 'topic-4').markdown).toContain('\n# Another first\n');
    expect(lesson(reading, 'topic-5').markdown).toMatch(/^### Introduction\n/);
    expect(lesson(reading, 'topic-6').markdown).toMatch(
      /^<p align="center"><img width="100" src="material:[0-9a-f]{64}\/picture%206.png" alt="Six"><\/p>/,
    );
    expect(lesson(reading, 'topic-6').markdown).toContain("<a href='lesson:topic-7'>seven</a>");
    expect(lesson(reading, 'topic-7').markdown).toMatch(
      /\[p7\]: <material:[0-9a-f]{64}\/picture%207.png> "Seven"\n$/,
    );

    expect(reading.notes.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      'target-missing 02-topic-2/assignment.md:3',
      'target-not-a-lesson 04-topic-4/README.md:4',
      'target-missing 08-topic-8/README.md:5',
      'target-missing 08-topic-8/README.md:5',
      'target-spelling 08-topic-8/README.md:5',
      'unsupported-type README.md:5',
    ]);
    const skipped = new Map(reading.skipped.map(({ path, reason }) => [path, reason]));
    expect([...skipped.keys()]).toEqual([
      '.github/',
      '02-topic-2/solution/',
      'CHANGELOG.md',
      'CODE_OF_CONDUCT.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.es.md',
      'SECURITY.md',
      'docs/',
      'node_modules/',
      'quiz-app/',
      'translations/',
    ]);
    expect(skipped.get('quiz-app/')).toBe('a program, not lessons');
    expect(skipped.get('README.es.md')).toBe('a translation of the file beside it');
  });

  test('is the same course when it is read again', async () => {
    const { folder } = await aPublicRepository();
    const [first, second] = [await readCourse(folder), await readCourse(folder)];
    if (!first.course || !second.course) throw new Error(renderReport(first));
    expect(courseDigest(second.course)).toBe(courseDigest(first.course));
  });

  test('a lesson keeps its key when the folders are numbered anew', async () => {
    const before = {
      '01-alpha/README.md': '# Alpha\n\nx\n',
      '02-beta/README.md': '# Beta\n\nx\n',
      '03-gamma/README.md': '# Gamma\n\nx\n',
    };
    const after = {
      '1. beta/README.md': '# Beta\n\nx\n',
      '02-new/README.md': '# New\n\nx\n',
      '10_alpha/README.md': '# Alpha\n\nx\n',
      '9 gamma/README.md': '# Gamma\n\nx\n',
    };
    expect(outline(await readCourse(await aFolder(before)))).toEqual({
      Lessons: ['alpha: Alpha', 'beta: Beta', 'gamma: Gamma'],
    });
    expect(outline(await readCourse(await aFolder(after)))).toEqual({
      Lessons: ['beta: Beta', 'new: New', 'gamma: Gamma', 'alpha: Alpha'],
    });
  });
});

describe('other ways to lay out a course', () => {
  test('folders of numbered lesson folders are modules; their READMEs open them', async () => {
    const reading = await readCourse(
      await aFolder(
        {
          'README.md': '# Machines\n\nAll about [them](1-Basics/README.md) and [last](./3-Last).\n',
          '1-Basics/README.md': `# Basics of machines\n\n${prose}\n\n1. [What](1-what/README.md)\n`,
          '1-Basics/1-what/README.md': `# What it is\n\n${prose}\n\n[Do](assignment.md) [Up](../README.md) ![p](../images/p.png)\n`,
          '1-Basics/1-what/assignment.md': `# Get going\n\n${prose}\n`,
          '1-Basics/1-what/solution/Julia/README.md': 'x',
          '1-Basics/2-why/README.md': `# Why\n\n${prose}\n`,
          '1-Basics/10-when/README.md': `# When\n\n${prose}\n`,
          '1-Basics/images/p.png': aPicture(),
          '2-Tables/README.md': '# Tables\n\n- [Rows](1-rows/README.md)\n- [Columns](2-columns)\n',
          '2-Tables/1-rows/README.md': `# Rows\n\n${prose} [Module](../README.md)\n`,
          '2-Tables/2-columns/lesson.md': `# Columns\n\n${prose}\n`,
          '3-Last/README.md': `# The last\n\n${prose}\n`,
          'quiz-app/README.md': '# Quiz\n\nx\n',
        },
        'machines',
      ),
    );
    expect(outline(reading)).toEqual({
      'Basics of machines': [
        'basics: Overview',
        'basics.what: What it is',
        'basics.what.assignment: Get going',
        'basics.why: Why',
        'basics.when: When',
      ],
      Tables: ['tables.rows: Rows', 'tables.columns: Columns'],
      'The last': ['last: The last'],
    });
    expect(reading.course?.modules.map(({ key, summary }) => [key, summary])).toEqual([
      ['basics', prose],
      ['tables', ''],
      ['last', prose],
    ]);
    expect(lesson(reading, 'basics.what').markdown).toMatch(
      /\[Do\]\(lesson:basics\.what\.assignment\) \[Up\]\(lesson:basics\) !\[p\]\(material:/,
    );
    expect(lesson(reading, 'tables.rows').markdown).toContain('[Module](lesson:tables.rows)');
    expect(reading.notes).toEqual([]);
  });

  test('folders of pages without numbers come in the order of the front page', async () => {
    const reading = await readCourse(
      await aFolder({
        'README.md': '# Web\n\nFirst [markup](markup), then [style](style/colours.md).\n',
        'style/colours.md': `### Introduction\n\n${prose}\n`,
        'style/basics/boxes.md': `### Introduction\n\n${prose} [Colours](../colours.md#blue)\n`,
        'markup/elements.md': `### Introduction\n\n${prose}\n`,
        'markup/links_and_images.md': `### Introduction\n\n${prose}\n`,
        'advanced/python/loops.md': `### Introduction\n\n${prose}\n`,
        'advanced/types.md': `### Introduction\n\n${prose}\n`,
      }),
    );
    expect(outline(reading)).toEqual({
      Markup: ['markup.elements: Elements', 'markup.links-and-images: Links and images'],
      Style: ['style.colours: Colours', 'style.basics.boxes: Boxes'],
      Advanced: ['advanced.python.loops: Loops', 'advanced.types: Types'],
    });
    expect(lesson(reading, 'style.basics.boxes').markdown).toContain('(lesson:style.colours#blue)');
  });

  test('a row of files is one module, in the order of their numbers however written', async () => {
    const reading = await readCourse(
      await aFolder(
        {
          '10-ten.md': `# Ten\n\n${prose}\n`,
          '2. two.md': `# 2. Two\n\n${prose} [ten](10-ten) [ten](<./10-ten.md#x>) [one](Lesson%201%20-%20one.md)\n`,
          'Lesson 1 - one.md': `${prose}\n`,
          'week-3.md': `# Week 3: Three\n\n${prose}\n`,
          'chapter04.md': `${prose}\n`,
          '05.md': `---\ntitle: 5) Five things\ndescription: In short.\nsidebar_position: 5\n---\n\n${prose}\n`,
          '06-draft.md': '---\ndraft: true\n---\n\nx\n',
          '07-empty.md': '# Seven\n',
          'security.md': '# Security\n\nx\n',
          'notes.md': '# Notes\n\nx\n',
        },
        'Ten things',
      ),
    );
    expect(outline(reading)).toEqual({
      Lessons: [
        'one: One',
        'two: Two',
        'week-3: Three',
        'chapter04: Chapter04',
        '05: Five things',
        'ten: Ten',
      ],
    });
    expect(lesson(reading, '05').summary).toBe('In short.');
    expect(lesson(reading, 'two').markdown).toContain(
      '[ten](lesson:ten) [ten](<lesson:ten#x>) [one](lesson:one)',
    );
    expect(reading.course).toMatchObject({ key: 'ten-things', title: 'Ten things', overview: '' });
    expect(reading.skipped.map(({ path }) => path)).toEqual([
      '06-draft.md',
      '07-empty.md',
      'notes.md',
      'security.md',
    ]);
  });

  test('a course kept in one folder of the repository begins there', async () => {
    const reading = await readCourse(
      await aFolder({
        'README.md': '# Everything\n\nSee [glossary](etc/glossary.md).\n',
        'lessons/README.md': `# How to use these\n\n${prose}\n`,
        'lessons/1-Intro/README.md': `# Intro to it\n\n${prose}\n`,
        'lessons/2-Nets/01-Cells/README.md': `# Cells\n\n${prose}\n`,
        'lessons/2-Nets/02-Layers/README.md': `# Layers\n\n${prose}\n`,
        'etc/glossary.md': `# Glossary\n\n${prose}\n`,
        'examples/demo.md': '# Demo\n\nx\n',
      }),
    );
    expect(outline(reading)).toEqual({
      'Getting started': ['readme: How to use these'],
      'Intro to it': ['intro: Intro to it'],
      Nets: ['nets.cells: Cells', 'nets.layers: Layers'],
      Etc: ['etc.glossary: Glossary'],
    });
    expect(reading.skipped.map(({ path }) => path)).toEqual(['examples/']);
  });

  test('one page is a course of one lesson', async () => {
    const reading = await readCourse(
      await aFolder({ 'readme.MD': `# Only this\n\n${prose} [top](#x) [me](readme.MD#y)\n` }),
    );
    expect(outline(reading)).toEqual({ Lessons: ['overview: Only this'] });
    expect(lesson(reading, 'overview').markdown).toContain('[me](lesson:overview#y)');
  });

  test('names in other scripts have keys of their own', async () => {
    const reading = await readCourse(
      await aFolder({
        '01-介绍.md': '# 介绍\n\n内容\n',
        '02-结论.md': '# 结论\n\n内容\n',
        '03-Überblick.md': '# Überblick\n\nInhalt\n',
        '04-überblick-x.md': '# X\n\nInhalt\n',
      }),
    );
    const keys = reading.course?.modules[0]?.lessons.map(({ key }) => key) ?? [];
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toMatch(/^x-[0-9a-f]{8}$/);
    expect(keys.slice(2)).toEqual(['uberblick', 'uberblick-x']);
  });

  test('pages that differ only by number keep their numbers in their keys', async () => {
    const page = `# A day\n\n${prose}\n`;
    const reading = await readCourse(
      await aFolder({ '01-day.md': page, '02-day.md': page, '03-night.md': page }),
    );
    expect(reading.course?.modules[0]?.lessons.map(({ key }) => key)).toEqual(['01-day', '02-day', 'night']);
  });

  test('what cannot be read is a note and does not stop the rest', async () => {
    const folder = await aFolder({
      '01-a.md': Buffer.from([0x23, 0x20, 0xff, 0x0a]),
      '02-b.md': `# B\n\n${prose} [a](01-a.md) ![big](big.png)\n`,
      '03-c.md': `---\ntitle: "C\n---\n\n${prose}\n`,
      'big.png': aPicture(3_000),
    });
    await symlink('/etc/passwd', join(folder, '04-d.md'));
    const reading = await readCourse(folder, {
      key: 'own-key',
      language: 'de',
      limits: { maxFileBytes: 2_000 },
    });
    expect(reading.faults).toEqual([]);
    expect(reading.course).toMatchObject({ key: 'own-key', language: 'de' });
    expect(outline(reading)).toEqual({ Lessons: ['b: B', 'c: C'] });
    expect(reading.notes.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      'not-utf8 01-a.md:1',
      'file-too-large 02-b.md:3',
      'target-not-a-lesson 02-b.md:3',
      'yaml 03-c.md:2',
      'symlink-outside 04-d.md:1',
    ]);
    expect(lesson(reading, 'b').markdown).toContain('[a](missing:01-a.md) ![big](missing:big.png)');
  });
});
