import { expect, test } from 'vitest';
import { DraftReader } from './draftReader.ts';
import type { DraftToRead } from './readDraft.ts';

const aDraft = (markdown: string): DraftToRead => ({
  content: {
    course: {
      ...{ key: 'bees', title: 'Bees', summary: '', language: 'en', markdown },
      certificate: { lessonsPercent: 100, quizKeys: [] },
    },
    modules: [],
  },
  files: [],
  fences: [],
  embedHosts: [],
});

test('LE15 drafts are read apart from everybody else’s work, one after the other', async () => {
  const reader = new DraftReader();
  const read = await Promise.all(['## One', '## Two', '# Three'].map((text) => reader.read(aDraft(text))));
  expect(read.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
    ['course-empty'],
    ['course-empty'],
    ['course-empty', 'heading-level'],
  ]);
});

test('LE15 a draft that takes too long to read is refused, and the next one is read', async () => {
  const reader = new DraftReader({ patienceMs: 1 });
  await expect(reader.read(aDraft('x'))).rejects.toMatchObject({ code: 'too_large' });
  const patient = new DraftReader();
  expect((await patient.read(aDraft('## x'))).faults).toHaveLength(1);
});
