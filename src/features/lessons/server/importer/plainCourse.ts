import {
  findChapters,
  frontPage,
  holdsSeveral,
  isNumbered,
  Mentions,
  partName,
  type Chapter,
  type Part,
} from './chapters.ts';
import { draftPage, draftPart, tellApart, type Draft, type DraftReading } from './drafts.ts';
import type { Findings } from './findings.ts';
import { readFrontMatter } from './frontMatter.ts';
import type { Inventory } from './inventory.ts';
import { humanise, keyOf, slug } from './naming.ts';
import { isAside } from './notLessons.ts';
import { readingMinutes, type Page } from './page.ts';
import type { OpenPage } from './pages.ts';
import { cut, titleOf } from './pageTitle.ts';
import type { CoursePlan, PlannedLesson, PlannedModule, PlannedText } from './plan.ts';
import { assignKeys } from './plainKeys.ts';

/** Reads a folder that knows nothing of our format. @returns undefined when it holds no Markdown */
export async function planPlainCourse(
  folderName: string,
  inventory: Inventory,
  open: OpenPage,
  findings: Findings,
): Promise<CoursePlan | undefined> {
  const mentions = new Mentions();
  const rootFront = frontPage(inventory.folders.get('')?.files ?? []);
  const rootPage = rootFront === undefined ? undefined : await open(rootFront);
  if (rootPage) mentions.add(rootPage, inventory);
  const course = findChapters(inventory, mentions, findings);
  const reading: DraftReading = { open, findings, base: course.folder, emptied: new Set() };

  const groups = groupParts(course);
  const drafted: { part: Part | undefined; title: string | undefined; drafts: Draft[] }[] = [];
  for (const { part, title, parts } of groups) {
    const drafts: Draft[] = [];
    for (const each of parts) drafts.push(...(await draftPart(each, part !== undefined, undefined, reading)));
    if (drafts.length > 0) drafted.push({ part, title, drafts });
  }

  const overviewPage = course.front === undefined ? undefined : await open(course.front);
  const overviewTitle = overviewPage && titleOf(overviewPage, titleField(overviewPage, findings), folderName);
  let overview: PlannedText | undefined = overviewPage && {
    page: overviewPage,
    lifted: overviewTitle?.lifted,
  };
  if (drafted.length === 0) {
    if (!overviewPage || overviewPage.empty) return undefined;
    // A course of one page: it is its own only lesson.
    const only = await draftPage(overviewPage.path, humanise(folderName), ['overview'], undefined, reading);
    if (only) drafted.push({ part: undefined, title: undefined, drafts: [only] });
    overview = undefined;
  }

  const drafts = drafted.flatMap((each) => each.drafts);
  tellApart(drafts);
  const keys = assignKeys(drafts);
  const pages = new Map<string, string>();
  const moduleKeys = new Set<string>();
  const modules: PlannedModule[] = [];
  for (const { part, title, drafts: members } of drafted) {
    const lessons = members.map((draft): PlannedLesson => ({
      key: keys.get(draft) as string,
      title: draft.title.text,
      summary: draft.summary,
      minutes: readingMinutes(draft.page),
      estimated: true,
      kind: 'text',
      media: undefined,
      completes: { by: 'button' },
      completesLine: 1,
      after: [],
      page: draft.page,
      lifted: draft.title.lifted,
    }));
    for (const lesson of lessons) pages.set(lesson.page.path, `lesson:${lesson.key}`);
    const front =
      part && 'chapter' in part && part.chapter.front !== undefined
        ? await open(part.chapter.front)
        : undefined;
    const name = part ? partName(part) : '';
    modules.push({
      key: unique(part ? keyOf(name) : slug(title ?? 'lessons'), moduleKeys),
      title: front
        ? titleOf(front, titleField(front, findings), name).text
        : (title ?? (part ? humanise(name) : 'Lessons')),
      summary: front ? cut(front.firstProse, 300) : '',
      overview: undefined,
      lessons,
    });
  }
  addressFolders(course, pages);
  if (overview) for (const path of ['', overview.page.path]) pages.set(path, 'course:overview');

  return {
    key: slug(folderName),
    title: overviewTitle?.text ?? humanise(folderName),
    summary: cut(overviewPage?.firstProse ?? '', 300),
    language: 'en',
    overview,
    modules,
    site: {
      inventory,
      pages,
      mustBePage: (path) => isAside(path) || reading.emptied.has(path),
      lenient: true,
    },
    suspects: [],
  };
}

/** Folders of lesson folders (or of several lessons) are modules; a row of lesson folders is one module. */
function groupParts(course: Chapter): { part: Part | undefined; title: string | undefined; parts: Part[] }[] {
  const chapters = course.parts.flatMap((part) => ('chapter' in part ? [part.chapter] : []));
  const inModules =
    chapters.some((chapter) =>
      chapter.parts.some((part) => 'chapter' in part && isNumbered(part.chapter.folder)),
    ) ||
    (chapters.length > 0 && chapters.filter(holdsSeveral).length * 2 >= chapters.length);
  if (!inModules) return [{ part: undefined, title: 'Lessons', parts: course.parts }];

  const groups: { part: Part | undefined; title: string | undefined; parts: Part[] }[] = [];
  for (const part of course.parts) {
    const last = groups.at(-1);
    if ('chapter' in part) groups.push({ part, title: undefined, parts: [part] });
    else if (last && last.part === undefined) last.parts.push(part);
    else
      groups.push({
        part: undefined,
        title: groups.length === 0 ? 'Getting started' : 'More',
        parts: [part],
      });
  }
  return groups;
}

/** A link to a folder leads to its page, or to the first lesson in it. */
function addressFolders(chapter: Chapter, pages: Map<string, string>): string | undefined {
  let first = chapter.front === undefined ? undefined : pages.get(chapter.front);
  for (const part of chapter.parts) {
    const address = 'page' in part ? pages.get(part.page) : addressFolders(part.chapter, pages);
    first ??= address;
  }
  if (first === undefined) return undefined;
  if (!pages.has(chapter.folder)) pages.set(chapter.folder, first);
  if (chapter.front !== undefined && !pages.has(chapter.front)) pages.set(chapter.front, first);
  return first;
}

function titleField(page: Page, findings: Findings): string | undefined {
  return readFrontMatter(page, undefined, findings).fields.get('title')?.value;
}

function unique(key: string, taken: Set<string>): string {
  let free = key;
  for (let count = 2; taken.has(free); count += 1) free = `${key}-${count}`;
  taken.add(free);
  return free;
}
