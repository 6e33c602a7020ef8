import { createHash } from 'node:crypto';
import { defaultLimits, type CourseReading, type FindingCode } from '../importer/course.ts';
import { planDocumentedCourse } from '../importer/documentedCourse.ts';
import { Findings } from '../importer/findings.ts';
import { finishCourse } from '../importer/finishCourse.ts';
import { readPage, type Page } from '../importer/page.ts';
import { pageOpener } from '../importer/pages.ts';
import { Allowance } from '../importer/readBytes.ts';
import { draftFolder, type DraftContent, type DraftFile } from './content.ts';

/** What the reading thread is asked: a draft as plain values. */
export interface DraftToRead {
  content: DraftContent;
  files: readonly DraftFile[];
  fences: readonly string[];
  embedHosts: readonly string[];
}

const mostPages = 500;
const pages = new Map<string, Page>();

/** Parsing is what costs, and between two savings one page has changed. */
function readPageOnce(path: string, text: string): Page {
  const key = createHash('sha256').update(text).digest('base64url');
  const known = pages.get(key);
  const page = known ?? readPage(path, text);
  pages.delete(key);
  pages.set(key, page);
  if (pages.size > mostPages) pages.delete(pages.keys().next().value!);
  return { ...page, path };
}

/** Reads a draft as the importer reads a folder in our format. The blocks of other rooms are left whole. */
export async function readDraft({ content, files, fences, embedHosts }: DraftToRead): Promise<CourseReading> {
  const { inventory, materials } = draftFolder(content, files);
  const findings = new Findings(true);
  const allowance = new Allowance(defaultLimits);
  const open = pageOpener(inventory, findings, allowance, readPageOnce);
  const plan = await planDocumentedCourse('course.md', inventory, open, findings);
  const site = { ...plan.site, materials };
  const context = { open, findings, allowance, fences, embedHosts };
  const course = await finishCourse({ ...plan, site }, context);
  for (const { pageId, fields } of content.modules.flatMap(({ lessons }) => lessons)) {
    const wrong = fields.media.captions.find(
      ({ language, file }) => !file.toLowerCase().endsWith(`.${language.toLowerCase()}.vtt`),
    );
    if (!wrong) continue;
    const message = `Captions in ${wrong.language} are a file that ends in .${wrong.language}.vtt.`;
    findings.fault(pathOfPage(content, pageId), captionsLine, captionsCode, message);
  }
  return { strict: true, course, ...findings.list() };
}

const captionsCode: FindingCode = 'bad-captions';
/** Of the title: a field's fault names the field in words. */
const captionsLine = 3;

function pathOfPage({ modules }: DraftContent, pageId: string): string {
  for (const [index, module] of modules.entries()) {
    const place = module.lessons.findIndex((lesson) => lesson.pageId === pageId);
    const number = (at: number): string => String(at + 1).padStart(4, '0');
    if (place >= 0) return `${number(index)}-${module.key}/${number(place)}-${module.lessons[place]!.key}.md`;
  }
  return 'course.md';
}
