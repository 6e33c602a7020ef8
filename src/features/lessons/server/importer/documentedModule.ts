import { readLessonFields, readModuleFields, type OneKeyEach } from './documentedFields.ts';
import type { Findings } from './findings.ts';
import type { Inventory } from './inventory.ts';
import { keyOf } from './naming.ts';
import type { Page } from './page.ts';
import type { OpenPage } from './pages.ts';
import { extensionOf, inFolder, isMarkdown, isReadme, nameOf, stemOf } from './paths.ts';
import type { PlannedLesson, PlannedModule } from './plan.ts';
import { checkText } from './proofreading.ts';

const otherLessonFormats = new Set('mdx txt rst adoc html htm org rtf doc docx odt ipynb'.split(' '));
const numbered = /^(\d{1,4})-(?=.)/;

export interface ModuleReading {
  inventory: Inventory;
  open: OpenPage;
  findings: Findings;
  pages: Map<string, string>;
  moduleKeys: OneKeyEach;
  lessonKeys: OneKeyEach;
  suspects: string[];
}

export async function planModule(folder: string, reading: ModuleReading): Promise<PlannedModule> {
  const { inventory, open, findings, pages, moduleKeys } = reading;
  const here = inventory.folders.get(folder) ?? { folders: [], files: [] };
  const modulePath = here.files.find((path) => nameOf(path).toLowerCase() === 'module.md');
  const namedFile = modulePath ?? inFolder(folder, 'module.md');
  const page = modulePath === undefined ? undefined : await open(modulePath);
  if (modulePath === undefined) {
    findings.fault(namedFile, 1, 'module-file-missing', 'A module folder needs a `module.md` with a title.');
  }
  const fields = readModuleFields(page, findings);
  if (page) checkText(page, fields.title, findings);
  const key = moduleKeys.claim(fields.key ?? { value: keyOf(nameOf(folder)), line: 1 }, namedFile);

  const lessons: PlannedLesson[] = [];
  const numbers = new Map<number, string>();
  for (const path of [...here.files].sort(byNumber)) {
    if (path === modulePath || !meantAsLesson(path, reading)) continue;
    const number = numberOf(nameOf(path)) ?? 0;
    const first = numbers.get(number);
    if (first === undefined) numbers.set(number, path);
    else {
      const message = `${JSON.stringify(nameOf(first))} has the number ${number} already.`;
      findings.fault(path, 1, 'duplicate-number', message);
    }
    const lesson = await planLesson(path, reading);
    if (lesson) lessons.push(lesson);
  }
  reportDeeperLessons(here.folders, inventory, findings);

  if (numbers.size === 0) findings.fault(namedFile, 1, 'module-empty', 'The module has no lesson.');
  const [first] = lessons;
  if (first) for (const path of [folder, namedFile]) pages.set(path, `lesson:${first.key}`);
  const overview = page && !page.empty ? { page, lifted: repeatedTitle(page, fields.title) } : undefined;
  return { key, title: fields.title, summary: fields.summary, overview, lessons };
}

function meantAsLesson(path: string, { findings, suspects }: ModuleReading): boolean {
  const name = nameOf(path);
  const number = numberOf(name);
  if (!isMarkdown(name)) {
    if (number !== undefined && otherLessonFormats.has(extensionOf(name))) suspects.push(path);
  } else if (name.startsWith('.') || name.startsWith('_')) {
    findings.skip(path, 'its name begins with a dot or an underscore');
  } else if (number === undefined && isReadme(name)) {
    findings.skip(path, 'a README for readers of the folder');
  } else if (number === undefined) {
    const message =
      'A lesson is called `NN-name.md`; this name has no number (begin it with `_` to leave it out).';
    findings.fault(path, 1, 'no-number', message);
  } else return true;
  return false;
}

async function planLesson(path: string, reading: ModuleReading): Promise<PlannedLesson | undefined> {
  const { open, findings, pages, lessonKeys } = reading;
  const ownName = { value: keyOf(stemOf(nameOf(path))), line: 1 };
  const page = await open(path);
  if (!page) {
    // Named already; links to it are not at fault as well.
    pages.set(path, `lesson:${ownName.value}`);
    return undefined;
  }
  const { key: given, ...fields } = readLessonFields(page, findings);
  checkText(page, fields.title, findings);
  // Under a film there need be no text.
  if (page.empty && !fields.media)
    findings.fault(path, page.bodyLine, 'lesson-empty', 'The lesson has no text.');
  const key = lessonKeys.claim(given ?? ownName, path);
  pages.set(path, `lesson:${key}`);
  return { key, ...fields, page, lifted: repeatedTitle(page, fields.title) };
}

function reportDeeperLessons(folders: readonly string[], inventory: Inventory, findings: Findings): void {
  for (const folder of folders) {
    const here = inventory.folders.get(folder);
    for (const path of here?.files ?? []) {
      if (isMarkdown(path) && numberOf(nameOf(path)) !== undefined) {
        findings.fault(
          path,
          1,
          'misplaced-lesson',
          'A lesson stands directly in its module folder, not deeper.',
        );
      }
    }
    reportDeeperLessons(here?.folders ?? [], inventory, findings);
  }
}

/** Many authors repeat the title on top, so that the file reads well by itself. */
export function repeatedTitle(page: Page, title: string): Page['headings'][number] | undefined {
  const first = page.headings[0];
  return first?.depth === 1 && first.leading && first.removable && first.text === title ? first : undefined;
}

/** The number of a name such as `01-basics`; other names have none. */
export function numberOf(name: string): number | undefined {
  const digits = numbered.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function byNumber(a: string, b: string): number {
  return (numberOf(nameOf(a)) ?? 0) - (numberOf(nameOf(b)) ?? 0) || (a < b ? -1 : 1);
}
