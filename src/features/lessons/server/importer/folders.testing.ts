import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** Writes the files into a new folder; `name` is the last part of its path, which may matter to the reader. */
export async function aFolder(
  files: Record<string, string | Uint8Array>,
  name = 'a-course',
): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'stoa-course-'));
  made.push(parent);
  const folder = join(parent, name);
  await mkdir(folder);
  await addFiles(folder, files);
  return folder;
}

export async function addFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

export async function removeFolders(): Promise<void> {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** A picture of one dot, and `sizeBytes` in all, so that no two of different size share a digest. */
export function aPicture(sizeBytes = 68): Uint8Array {
  const dot = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  return Buffer.concat([dot, Buffer.alloc(Math.max(0, sizeBytes - dot.length), sizeBytes % 251)]);
}

/** The smallest course in our format that has no faults; `files` adds to it or stands in its place. */
export function aDocumentedCourse(
  files: Record<string, string | Uint8Array> = {},
): Record<string, string | Uint8Array> {
  return {
    'course.md':
      '---\nkey: bread\ntitle: Baking bread\nsummary: From flour to loaf.\nlanguage: en\n---\n\nBegin with [the dough](01-dough/01-mixing.md).\n',
    '01-dough/module.md': '---\ntitle: Dough\nsummary: Flour and water.\n---\n',
    '01-dough/01-mixing.md':
      '---\ntitle: Mixing\nsummary: All in one bowl.\nminutes: 12\n---\n\n## Flour\n\nMix it. ![A bowl](images/bowl.png)\n\nThen [knead](02-kneading.md#how).\n',
    '01-dough/02-kneading.md':
      '---\ntitle: Kneading\nminutes: 8\n---\n\n## How\n\nFold and turn, then [bake](../02-oven/01-baking.md). Print [the sheet](files/sheet.pdf).\n',
    '01-dough/images/bowl.png': aPicture(),
    '01-dough/files/sheet.pdf': '%PDF-1.4 a sheet',
    '02-oven/module.md': '---\ntitle: Oven\n---\n',
    '02-oven/01-baking.md': '---\ntitle: Baking\nkey: the-bake\nkind: text\n---\n\nHot, then less hot.\n',
    ...files,
  };
}
