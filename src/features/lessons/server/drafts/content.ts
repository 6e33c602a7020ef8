import type { DraftFault } from '../../contract.ts';
import type { Finding } from '../importer/course.ts';
import { writeCompletes } from '../importer/completes.ts';
import type { FileEntry, FolderEntry, Inventory } from '../importer/inventory.ts';
import { writeVtt } from '../importer/vtt.ts';
import type { Certificate, LessonFields } from './draftStore.ts';

/** A draft as a whole: what the importer would find in a folder. */
export interface DraftContent {
  course: {
    key: string;
    title: string;
    summary: string;
    language: string;
    markdown: string;
    certificate: Certificate;
  };
  modules: DraftContentModule[];
}

export interface DraftContentModule {
  pageId: string;
  key: string;
  title: string;
  summary: string;
  markdown: string;
  lessons: DraftContentLesson[];
}

export interface DraftContentLesson {
  pageId: string;
  key: string;
  title: string;
  fields: LessonFields;
  markdown: string;
}

/** A file that is kept under its hash. */
export interface DraftFile {
  path: string;
  hash: string;
  name: string;
  sizeBytes: number;
  /** Of captions: what is in them. */
  text?: string;
}

export interface DraftFolder {
  inventory: Inventory;
  /** `<hash>/<name>` → path. */
  materials: Map<string, string>;
  /** Where a finding of the importer is to be mended. */
  placeOf(finding: Finding): Pick<DraftFault, 'pageId' | 'field' | 'line'>;
}

interface Line {
  field: string;
  key: string;
  value: string;
}

/** Lays a draft out as a folder in our format, so that it is read and checked by the very code that reads those. */
export function draftFolder({ course, modules }: DraftContent, kept: readonly DraftFile[]): DraftFolder {
  const files = new Map<string, FileEntry>();
  const folders = new Map<string, FolderEntry>([['', { path: '', folders: [], files: ['course.md'] }]]);
  const places = new Map<string, (line: number) => Pick<DraftFault, 'pageId' | 'field' | 'line'>>();
  const put = (path: string, pageId: string | null, lines: readonly Line[], markdown: string): void => {
    const front = lines.map(({ key, value }) => `${key}: ${JSON.stringify(value)}`);
    files.set(path, textFile(path, ['---', ...front, '---', '', markdown].join('\n')));
    const bodyLine = lines.length + 4;
    places.set(path, (line) => {
      const field = lines[line - 2]?.field;
      if (line >= bodyLine || field === undefined)
        return { pageId, field: null, line: Math.max(1, line - bodyLine + 1) };
      return { pageId, field, line: 1 };
    });
  };

  put('course.md', null, courseLines(course), course.markdown);
  for (const [index, module] of modules.entries()) {
    const folder = `${numberOf(index)}-${module.key}`;
    const modulePath = `${folder}/module.md`;
    folders.get('')!.folders.push(folder);
    const here: FolderEntry = { path: folder, folders: [], files: [modulePath] };
    folders.set(folder, here);
    put(modulePath, module.pageId, moduleLines(module), module.markdown);
    for (const [place, lesson] of module.lessons.entries()) {
      const path = `${folder}/${numberOf(place)}-${lesson.key}.md`;
      here.files.push(path);
      for (const [name, field, text] of textsBeside(lesson)) {
        files.set(name, textFile(name, text));
        places.set(name, (line) => ({ pageId: lesson.pageId, field, line }));
      }
      put(path, lesson.pageId, lessonLines(lesson), lesson.markdown);
    }
  }

  const materials = new Map<string, string>();
  for (const { path, hash, name, sizeBytes, text } of kept) {
    materials.set(`${hash}/${name}`, path);
    const held = { hash, ...(text !== undefined && { text }) };
    files.set(path, { path, absolutePath: '', sizeBytes, held });
  }
  for (const { pageId, fields } of modules.flatMap(({ lessons }) => lessons)) {
    for (const { file } of fields.media.captions) {
      const path = materials.get(decodeURIComponent(file.slice('material:'.length)));
      if (path !== undefined) places.set(path, (line) => ({ pageId, field: 'captions', line }));
    }
  }
  return {
    inventory: { files, folders },
    materials,
    placeOf: ({ file, line }) => places.get(file)?.(line) ?? { pageId: null, field: null, line },
  };
}

function courseLines({ key, title, summary, language, certificate }: DraftContent['course']): Line[] {
  const rule =
    certificate === null
      ? [line('certificate', 'certificate', 'none')]
      : [
          line('certificate', 'certificate', `${certificate.lessonsPercent}%`),
          ...some(line('certificate', 'certificate-quizzes', certificate.quizKeys.join(', '))),
        ];
  const isUsual = certificate?.lessonsPercent === 100 && certificate.quizKeys.length === 0;
  return [
    line('key', 'key', key),
    line('title', 'title', title),
    ...some(line('summary', 'summary', summary)),
    line('language', 'language', language),
    ...(isUsual ? [] : rule),
  ];
}

function moduleLines({ key, title, summary }: DraftContentModule): Line[] {
  return [
    line('key', 'key', key),
    line('title', 'title', title),
    ...some(line('summary', 'summary', summary)),
  ];
}

function lessonLines({ pageId, key, title, fields }: DraftContentLesson): Line[] {
  const { summary, kind, minutes, completes, after, media } = fields;
  const main = kind === 'text' ? '' : ((kind === 'embed' ? media.url : media.file) ?? '');
  const isPlayed = kind === 'video' || kind === 'audio';
  return [
    line('key', 'key', key),
    line('title', 'title', title),
    line('kind', 'kind', kind),
    ...some(
      line('summary', 'summary', summary),
      line('minutes', 'minutes', minutes === null ? '' : String(minutes)),
      line('completes', 'completes', completes.by === 'button' ? '' : writeCompletes(completes)),
      line('after', 'after', after.join(', ')),
      line(kind === 'embed' ? 'url' : 'file', kind, main),
      line('poster', 'poster', kind === 'video' ? (media.poster ?? '') : ''),
      line('captions', 'captions', isPlayed ? media.captions.map(({ file }) => file).join(', ') : ''),
      line('chapters', 'chapters', isPlayed && media.chapters.length > 0 ? `/${chaptersPath(pageId)}` : ''),
      line('transcript', 'transcript', hasTranscript(fields) ? `/${transcriptPath(pageId)}` : ''),
    ),
  ];
}

/** One page as text: its fields a line each, then what it says, then what lies beside it. */
export interface PageText {
  what: 'course' | 'module' | 'lesson';
  key: string;
  title: string;
  text: string;
}

/** A draft or a version as texts that can be compared, page by page, in order. */
export function pageTexts({ course, modules }: DraftContent): PageText[] {
  const textOf = (lines: readonly Line[], ...parts: readonly string[]): string => {
    // What lies beside a page is compared itself, and not where it lies.
    const fields = lines.filter(({ field }) => field !== 'chapters' && field !== 'transcript');
    const head = fields.map(({ key, value }) => `${key}: ${value}`).join('\n');
    return [head, ...parts.filter((part) => part.trim() !== '')].join('\n\n');
  };
  return [
    {
      what: 'course',
      key: course.key,
      title: course.title,
      text: textOf(courseLines(course), course.markdown),
    },
    ...modules.flatMap((module): PageText[] => [
      {
        what: 'module',
        key: module.key,
        title: module.title,
        text: textOf(moduleLines(module), module.markdown),
      },
      ...module.lessons.map((lesson): PageText => {
        const beside = textsBeside(lesson).map(([, , text]) => text);
        const text = textOf(lessonLines(lesson), lesson.markdown, ...beside);
        return { what: 'lesson', key: lesson.key, title: lesson.title, text };
      }),
    ]),
  ];
}

/** What an editor writes in fields and an author in files of their own. */
function textsBeside({ pageId, fields }: DraftContentLesson): [path: string, field: string, text: string][] {
  const { media } = fields;
  return [
    ...(hasTranscript(fields)
      ? [[transcriptPath(pageId), 'transcript', media.transcript] as [string, string, string]]
      : []),
    ...(media.chapters.length > 0
      ? [[chaptersPath(pageId), 'chapters', writeVtt(media.chapters)] as [string, string, string]]
      : []),
  ];
}

function hasTranscript({ kind, media }: LessonFields): boolean {
  return (kind === 'video' || kind === 'audio' || kind === 'embed') && media.transcript.trim() !== '';
}

const transcriptPath = (pageId: string): string => `texts/${pageId}.md`;
const chaptersPath = (pageId: string): string => `texts/${pageId}.vtt`;

function line(field: string, key: string, value: string): Line {
  return { field, key, value };
}

function some(...lines: readonly Line[]): Line[] {
  return lines.filter(({ value }) => value !== '');
}

function textFile(path: string, text: string): FileEntry {
  return { path, absolutePath: '', sizeBytes: Buffer.byteLength(text), held: { text } };
}

function numberOf(index: number): string {
  return String(index + 1).padStart(4, '0');
}
