import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseParts } from '#app/ground.ts';
import type { CourseReading } from '#features/lessons/server/importer/course.ts';
import { readCourse } from '#features/lessons/server/importer/readCourse.ts';
import type { Item, Quiz } from '#features/quizzes/server/format/quiz.ts';

const demo = path.resolve(import.meta.dirname, '../courses/ai-enablement');

/** The anchor that a heading gets: words in small letters, hyphens between them. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

describe('QZ1 the course that comes with Stoa', () => {
  let reading: CourseReading;
  beforeAll(async () => {
    reading = await readCourse(demo, { parts: courseParts });
  });

  test('has three quizzes without a fault, every item of which says something to whoever got it wrong', () => {
    expect(reading.faults).toEqual([]);
    expect(reading.notes).toEqual([]);
    const lessons = reading.course!.modules.flatMap((module) => module.lessons);
    expect(lessons.flatMap(({ parts = [] }) => parts.map(({ key }) => key))).toEqual([
      'first-use-case',
      'helpful-and-true',
      'small-test-set',
    ]);
  });

  test('leads from every item to a heading that is there, and leaves nothing of a quiz in the text but its key', () => {
    const lessons = reading.course!.modules.flatMap((module) => module.lessons);
    const kinds = new Set<string>();
    for (const { markdown, parts = [] } of lessons) {
      const anchors = markdown
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .map(anchorOf);
      for (const { content } of parts) {
        for (const item of (content as Quiz).items as Item[]) {
          kinds.add(item.kind);
          expect(anchors).toContain(item.readAgain?.anchor);
          expect(markdown).not.toContain(item.prompt);
        }
      }
    }
    expect(kinds.size).toBe(8);
  });
});

describe('QZ5 between the quizzes of a course', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stoa-course-'));
    await mkdir(path.join(folder, '01-one'));
    await writeFile(path.join(folder, 'course.md'), '---\nkey: course\ntitle: Course\n---\n');
    await writeFile(path.join(folder, '01-one/module.md'), '---\ntitle: One\n---\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('an item that is used from a quiz that is not there is a fault of the folder', async () => {
    const lesson = '---\ntitle: First\n---\n\nText.\n\n```quiz\nkey: q\ntitle: Q\n\n== use other/one\n```\n';
    await writeFile(path.join(folder, '01-one/01-first.md'), lesson);
    const { faults } = await readCourse(folder, { parts: courseParts });
    expect(faults).toMatchObject([
      {
        file: '01-one/01-first.md',
        code: 'part',
        message: 'The `quiz` "q": There is no item one of its own in a quiz other.',
      },
    ]);
  });
});
