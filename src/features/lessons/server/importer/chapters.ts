import type { Findings } from './findings.ts';
import type { Inventory } from './inventory.ts';
import { compareNames, readName } from './naming.ts';
import { whyNotChapter, whyNotLesson } from './notLessons.ts';
import type { Page } from './page.ts';
import { folderOf, isMarkdown, joinInside, nameOf, stemOf } from './paths.ts';

/** A folder that holds lessons, and in which order. */
export interface Chapter {
  folder: string;
  /** Its README (or `index.md`): the folder's own page. */
  front: string | undefined;
  /** Pages and folders, in the order in which they are to be read. */
  parts: Part[];
}
export type Part = { page: string } | { chapter: Chapter };

/** What a repository's front page says about its parts: that they belong, and in which order. */
export class Mentions {
  readonly #rank = new Map<string, number>();

  add(page: Page, inventory: Inventory): void {
    for (const { url, picture } of page.addresses) {
      if (picture || /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?|$)/i.test(url)) continue;
      const written = url.split(/[?#]/)[0] ?? '';
      const path = joinInside(folderOf(page.path), safeDecode(written));
      if (
        path === undefined ||
        !(inventory.folders.has(path) || (isMarkdown(path) && inventory.files.has(path)))
      )
        continue;
      for (let each = path; each !== '' && !this.#rank.has(each); each = folderOf(each))
        this.#rank.set(each, this.#rank.size);
    }
  }

  has(path: string): boolean {
    return this.#rank.has(path);
  }

  rank(path: string): number {
    return this.#rank.get(path) ?? Number.MAX_SAFE_INTEGER;
  }
}

function safeDecode(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Finds what of the folder is a course, and lists in `findings` what is not and why. */
export function findChapters(inventory: Inventory, mentions: Mentions, findings: Findings): Chapter {
  const root = readChapter('', undefined, { inventory, mentions, findings }) ?? {
    folder: '',
    front: undefined,
    parts: [],
  };
  return descend(root, mentions, findings);
}

interface Reading {
  inventory: Inventory;
  mentions: Mentions;
  findings: Findings;
}

function readChapter(folder: string, parent: Chapter | undefined, reading: Reading): Chapter | undefined {
  const { inventory, mentions, findings } = reading;
  const here = inventory.folders.get(folder);
  if (!here) return undefined;
  const names = [...here.files, ...here.folders].map((path) => nameOf(path).toLowerCase());
  const siblings = new Set(names);
  const chapter: Chapter = { folder, front: frontPage(here.files), parts: [] };

  const pages: string[] = [];
  for (const path of here.files.filter(isMarkdown)) {
    if (path === chapter.front) continue;
    const why = isNumbered(path) ? undefined : whyNotLesson(path, siblings, folder === '');
    if (why === undefined) pages.push(path);
    else findings.skip(path, why);
  }

  const folders: Chapter[] = [];
  for (const path of here.folders) {
    const inner = inventory.folders.get(path);
    if (!inner || !holdsMarkdown(path, inventory)) continue;
    const innerNames = [...inner.files, ...inner.folders].map((each) => nameOf(each).toLowerCase());
    const insideLesson = chapter.front !== undefined && parent !== undefined;
    const why = isNumbered(path) ? undefined : whyNotChapter(path, innerNames, siblings, insideLesson);
    if (why !== undefined) findings.skip(`${path}/`, why);
    else {
      const found = readChapter(path, chapter, reading);
      if (found) folders.push(found);
    }
  }

  // Beside numbered lessons an unnumbered folder is mostly a tool or a leftover. The front page knows better.
  const counted = [...pages, ...folders.map((each) => each.folder)].filter(isNumbered).length;
  const belongs = (path: string): boolean => counted < 2 || isNumbered(path) || mentions.has(path);
  for (const page of pages) {
    if (folder !== '' || belongs(page)) chapter.parts.push({ page });
    else findings.skip(page, 'has no number beside numbered lessons, and the front page does not link to it');
  }
  for (const each of folders) {
    if (belongs(each.folder)) chapter.parts.push({ chapter: each });
    else
      findings.skip(
        `${each.folder}/`,
        'has no number beside numbered lessons, and the front page does not link to it',
      );
  }
  chapter.parts.sort((a, b) => compareParts(a, b, mentions));
  return chapter.front === undefined && chapter.parts.length === 0 ? undefined : chapter;
}

/** Many repositories keep the course in one folder, such as `lessons/`; then that folder is where it begins. */
function descend(root: Chapter, mentions: Mentions, findings: Findings): Chapter {
  if (root.parts.some((part) => isNumbered(pathOf(part)))) return root;
  const inner = root.parts.flatMap((part) => ('chapter' in part ? [part.chapter] : []));
  const numbered = inner.filter((each) => each.parts.filter((part) => isNumbered(pathOf(part))).length > 1);
  const chosen = numbered.length === 1 ? numbered[0] : root.parts.length === 1 ? inner[0] : undefined;
  if (!chosen || chosen.parts.length === 0) return root;
  const others = root.parts.filter((part) => pathOf(part) !== chosen.folder);
  const kept = others.filter((part) => mentions.has(pathOf(part)));
  for (const part of others) {
    if (kept.includes(part)) continue;
    findings.skip(
      'chapter' in part ? `${part.chapter.folder}/` : part.page,
      `stands beside the lessons in ${chosen.folder}/`,
    );
  }
  const front: Part[] =
    root.front !== undefined && chosen.front !== undefined ? [{ page: chosen.front }] : [];
  return {
    folder: chosen.folder,
    front: root.front ?? chosen.front,
    parts: [...front, ...chosen.parts, ...kept],
  };
}

/** The file that stands for its folder. */
export function frontPage(files: readonly string[]): string | undefined {
  for (const stem of ['readme', 'index', '_index']) {
    const found = files.find((path) => isMarkdown(path) && stemOf(nameOf(path)).toLowerCase() === stem);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holdsMarkdown(folder: string, inventory: Inventory): boolean {
  const here = inventory.folders.get(folder);
  if (!here) return false;
  return here.files.some(isMarkdown) || here.folders.some((each) => holdsMarkdown(each, inventory));
}

function compareParts(a: Part, b: Part, mentions: Mentions): number {
  const rank = (part: Part): number => mentions.rank(pathOf(part));
  return compareNames(partName(a), partName(b), rank(a) - rank(b));
}

export function pathOf(part: Part): string {
  return 'page' in part ? part.page : part.chapter.folder;
}

/** The name by which a part is numbered and, for want of a heading, titled. */
export function partName(part: Part): string {
  return 'page' in part ? stemOf(nameOf(part.page)) : nameOf(part.chapter.folder);
}

export function isNumbered(path: string): boolean {
  const name = nameOf(path);
  return readName(isMarkdown(name) ? stemOf(name) : name).number !== undefined;
}

/** More than one lesson with its companions: enough for a module. */
export function holdsSeveral(chapter: Chapter): boolean {
  if (chapter.parts.some((part) => 'chapter' in part)) return true;
  const numberedPages = chapter.parts.filter((part) => isNumbered(pathOf(part))).length;
  return chapter.front === undefined ? chapter.parts.length > 1 : numberedPages > 1;
}
