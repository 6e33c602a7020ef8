import { holdsSeveral, isNumbered, partName, pathOf, type Chapter, type Part } from './chapters.ts';
import type { Findings } from './findings.ts';
import { readFrontMatter } from './frontMatter.ts';
import { humanise, keyOf } from './naming.ts';
import type { Page } from './page.ts';
import type { OpenPage } from './pages.ts';
import { cut, titleOf, type Title } from './pageTitle.ts';
import { isMarkdown, nameOf, stemOf } from './paths.ts';

/** A page that will be a lesson, before titles and keys are compared with the others'. */
export interface Draft {
  page: Page;
  title: Title;
  summary: string;
  /** Folder names and own name below the course's folder; a README ends at its folder. */
  steps: string[];
  name: string;
  /** Whose companion it is: an assignment stands in its lesson's folder. */
  beside: Draft | undefined;
}

export interface DraftReading {
  open: OpenPage;
  findings: Findings;
  /** The folder in which the course begins; keys are told from there. */
  base: string;
  /** Meant as lessons, but there is nothing to show. */
  emptied: Set<string>;
}

/** @param isModule the part is a module of its own: its README then opens the module and does not repeat its title */
export async function draftPart(
  part: Part,
  isModule: boolean,
  beside: Draft | undefined,
  reading: DraftReading,
): Promise<Draft[]> {
  if ('page' in part) {
    const draft = await draftPage(part.page, partName(part), stepsOf(part.page, reading), beside, reading);
    return draft ? [draft] : [];
  }
  const { chapter } = part;
  const front = chapter.front ?? namelessPage(chapter);
  const drafts: Draft[] = [];
  const opening = front === undefined ? undefined : await draftFront(front, chapter, isModule, reading);
  if (opening) drafts.push(opening);
  const companion = chapter.parts.some((each) => 'chapter' in each) ? undefined : opening;
  for (const each of chapter.parts) {
    if (pathOf(each) !== front) drafts.push(...(await draftPart(each, false, companion, reading)));
  }
  return drafts;
}

/** The only page of a folder, when it is called like the folder or like any page: `02-rows/lesson.md`. */
function namelessPage({ folder, parts }: Chapter): string | undefined {
  const [only] = parts;
  if (!only || parts.length > 1 || !('page' in only)) return undefined;
  const key = keyOf(partName(only));
  const anyPage = ['lesson', 'content', 'text', 'notes', 'main', 'page', 'lecture'];
  return key === keyOf(nameOf(folder)) || anyPage.includes(key) ? only.page : undefined;
}

async function draftFront(
  path: string,
  chapter: Chapter,
  isModule: boolean,
  reading: DraftReading,
): Promise<Draft | undefined> {
  const draft = await draftPage(
    path,
    nameOf(chapter.folder),
    stepsOf(chapter.folder, reading),
    undefined,
    reading,
  );
  const leads =
    chapter.front === path && chapter.parts.some((part) => 'chapter' in part || isNumbered(pathOf(part)));
  if (!draft || !leads) return draft;
  if (draft.page.proseWords < 20 && draft.page.codeLines === 0 && draft.page.pictures.length === 0) {
    reading.findings.skip(path, 'a table of contents; the platform makes its own');
    return undefined;
  }
  return isModule && holdsSeveral(chapter)
    ? { ...draft, title: { ...draft.title, text: 'Overview' } }
    : draft;
}

export async function draftPage(
  path: string,
  name: string,
  steps: string[],
  beside: Draft | undefined,
  { open, findings, emptied }: DraftReading,
): Promise<Draft | undefined> {
  const page = await open(path);
  if (!page) {
    emptied.add(path);
    return undefined;
  }
  const { fields } = readFrontMatter(page, undefined, findings);
  const draft = fields.get('draft')?.value.toLowerCase() === 'true';
  if (draft || page.empty) {
    findings.skip(path, draft ? 'marked as a draft' : 'has no text');
    emptied.add(path);
    return undefined;
  }
  const title = titleOf(page, fields.get('title')?.value, name);
  const summary = fields.get('description')?.value ?? fields.get('summary')?.value ?? page.firstProse;
  return { page, title, summary: cut(summary, 300), steps, name, beside };
}

/** Twenty lessons called "Introduction" or "Assignment" help nobody. */
export function tellApart(drafts: Draft[]): void {
  const repeated = (): Draft[] => {
    const counts = new Map<string, number>();
    const fold = (draft: Draft): string => draft.title.text.toLowerCase();
    for (const draft of drafts) counts.set(fold(draft), (counts.get(fold(draft)) ?? 0) + 1);
    return drafts.filter((draft) => (counts.get(fold(draft)) ?? 0) > 1);
  };
  for (const draft of repeated()) {
    if (!draft.title.sure) draft.title = { text: humanise(draft.name), lifted: undefined, sure: false };
  }
  for (const draft of repeated()) {
    if (draft.beside)
      draft.title = { ...draft.title, text: cut(`${draft.beside.title.text}: ${draft.title.text}`, 200) };
  }
}

function stepsOf(path: string, { base }: DraftReading): string[] {
  const below = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
  const steps = below.split('/');
  const last = steps.pop() ?? '';
  return [...steps, isMarkdown(last) ? stemOf(last) : last];
}
