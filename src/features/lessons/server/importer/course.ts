import type { CompletionRule } from '#features/cohorts/contract.ts';
import type { LessonKind, LessonMedia } from '../../contract.ts';

/** What the importer reads out of a folder, before anything is published. */
export interface CourseReading {
  /** Our own format, in which every slip is a fault. */
  strict: boolean;
  /** Absent when faults make the folder unusable as a course. */
  course: ParsedCourse | undefined;
  /** Import refuses while there is one. */
  faults: Finding[];
  /** Worth knowing; nothing is refused. */
  notes: Finding[];
  skipped: Skipped[];
}

/** Something found at one place; `file` is relative to the course folder with forward slashes. */
export interface Finding {
  file: string;
  /** 1-based; 1 when the finding concerns the whole file. */
  line: number;
  code: FindingCode;
  message: string;
}
export type Fault = Finding;
export type Note = Finding;

export interface Skipped {
  /** A file, or a folder ending in `/` that stands for all it holds. */
  path: string;
  reason: string;
}

export interface ParsedCourse {
  key: string;
  title: string;
  summary: string;
  /** BCP 47, such as `en` or `pt-BR`. */
  language: string;
  /** Markdown, its relative links rewritten as in a lesson; may be empty. */
  overview: string;
  /** What a certificate is given for; null: nothing. Absent: for all lessons. */
  certificate?: { lessonsPercent: number; quizKeys: readonly string[] } | null;
  modules: ParsedModule[];
  /** Pictures and downloads that a page refers to, each path once, sorted by path. */
  files: ParsedFile[];
}

export interface ParsedModule {
  key: string;
  title: string;
  summary: string;
  /** Markdown as in a lesson; what `module.md` says below its front matter, often empty. */
  overview: string;
  lessons: ParsedLesson[];
}

export interface ParsedLesson {
  /** Unique in the course and stable across imports: ASCII letters, digits, `-`, `_` and `.`. */
  key: string;
  title: string;
  summary: string;
  kind: LessonKind;
  minutes: number;
  /** Nobody said how long it takes. */
  estimated?: boolean;
  /** What completes it; the button unless said. */
  completes?: CompletionRule;
  /** Keys of the lessons that come before it. */
  after?: readonly string[];
  media?: LessonMedia | null;
  /**
   * The text without front matter and without the heading that became the title. Relative links read
   * `material:<sha-256>/<file name>`, `lesson:<key>`, `course:overview` or, with no target,
   * `missing:<as written>`; the first three may carry an `#anchor`. A block of another room holds its key alone.
   */
  markdown: string;
  /** The text with its blocks whole, for whoever edits it; absent where it holds none. */
  source?: string;
  /** The blocks that belong to other rooms, in order. */
  parts?: readonly ParsedPart[];
  /** The same before they were read, with their places in `markdown`. */
  blocks?: readonly RawBlock[];
  /** Where the front matter says what completes it. */
  completesLine?: number;
  maths?: boolean;
  /** Addresses of frames in the text. */
  embeds?: readonly string[];
  /** The words without marks, heading by heading. */
  sections?: readonly ParsedSection[];
  /** SHA-256 of what a reader sees apart from title and minutes, which are compared by themselves. */
  digest: string;
  path: string;
}

export interface ParsedSection {
  part: 'lesson' | 'transcript';
  /** Of the heading that it stands under, as the page makes anchors. */
  anchor: string | null;
  text: string;
}

/** A block of another room as it was written. */
export interface RawBlock {
  fence: string;
  text: string;
  /** Of the opening fence, in the file. */
  line: number;
  /** In a quote or a list. */
  nested: boolean;
  start: number;
  end: number;
}

export interface ParsedPart {
  fence: string;
  key: string;
  title: string;
  content: unknown;
  /** SHA-256 of the block as it was written. */
  digest: string;
}

export interface ParsedFile {
  path: string;
  /** SHA-256, hex. */
  hash: string;
  name: string;
  type: string;
  sizeBytes: number;
  /**
   * Where the bytes lay when they were hashed; whoever copies them must hash them again. Absent: they are kept
   * under their hash already.
   */
  absolutePath?: string;
}

export interface Limits {
  /** Pages and referred-to files opened in one reading. */
  maxFiles: number;
  maxFileBytes: number;
  maxTotalBytes: number;
  /** A page is parsed in memory, so it may be much less large than a picture. */
  maxPageBytes: number;
  /** Names seen in the folder, whether used or not. */
  maxEntries: number;
  maxDepth: number;
}

export const defaultLimits: Limits = {
  maxFiles: 2_000,
  maxFileBytes: 200 * 1024 * 1024,
  maxTotalBytes: 2 * 1024 * 1024 * 1024,
  maxPageBytes: 512 * 1024,
  maxEntries: 100_000,
  maxDepth: 24,
};

export type FindingCode =
  | 'folder-unreadable'
  | 'folder-too-large'
  | 'course-empty'
  | 'symlink-outside'
  | 'symlink-not-followed'
  | 'file-unreadable'
  | 'file-too-large'
  | 'too-many-files'
  | 'total-too-large'
  | 'not-utf8'
  | 'nul-character'
  | 'too-deeply-nested'
  | 'front-matter-missing'
  | 'front-matter-unclosed'
  | 'yaml'
  | 'unknown-key'
  | 'bad-value'
  | 'missing-key'
  | 'missing-title'
  | 'bad-key'
  | 'bad-language'
  | 'bad-minutes'
  | 'bad-kind'
  | 'bad-completes'
  | 'bad-certificate'
  | 'bad-after'
  | 'bad-media'
  | 'bad-captions'
  | 'bad-chapters'
  | 'media-uncaptioned'
  | 'embed-host'
  | 'part'
  | 'part-misplaced'
  | 'duplicate-part'
  | 'duplicate-key'
  | 'duplicate-number'
  | 'no-number'
  | 'misplaced-lesson'
  | 'module-file-missing'
  | 'module-empty'
  | 'lesson-empty'
  | 'heading-level'
  | 'heading-empty'
  | 'heading-skips'
  | 'picture-undescribed'
  | 'link-outside'
  | 'link-unsafe'
  | 'target-missing'
  | 'target-not-a-lesson'
  | 'target-spelling'
  | 'unsupported-type'
  | 'course-file-missing';
