import type { CompletionRule } from '#features/cohorts/contract.ts';
import type { LessonKind } from '../../contract.ts';
import type { Field } from './frontMatter.ts';
import type { Page } from './page.ts';
import type { Span } from './markdown.ts';
import type { Site } from './references.ts';

/** What either way of reading a folder makes of it, before links are followed and files are hashed. */
export interface CoursePlan {
  key: string;
  title: string;
  summary: string;
  language: string;
  overview: PlannedText | undefined;
  certificate?: PlannedCertificate | undefined;
  modules: PlannedModule[];
  site: Site;
  /** Files that were surely meant as lessons but are not Markdown; a fault unless a page refers to them. */
  suspects: string[];
}

export interface PlannedCertificate {
  /** null: none is given. */
  lessonsPercent: number | null;
  quizzes: Field[];
}

export interface PlannedModule {
  key: string;
  title: string;
  summary: string;
  overview: PlannedText | undefined;
  lessons: PlannedLesson[];
}

export interface PlannedLesson extends PlannedText {
  key: string;
  title: string;
  summary: string;
  minutes: number;
  estimated: boolean;
  kind: LessonKind;
  media: PlannedMedia | undefined;
  completes: CompletionRule;
  completesLine: number;
  after: Field[];
}

/** What front matter says of the media above a lesson; files by their paths as written. */
export interface PlannedMedia {
  kind: Exclude<LessonKind, 'text'>;
  /** The file, or the address of an embed. */
  main: Field;
  poster: Field | undefined;
  captions: Field[];
  chapters: Field | undefined;
  transcript: Field | undefined;
}

export interface PlannedText {
  page: Page;
  /** A heading that became the title, so that no reader meets it twice. */
  lifted: Span | undefined;
}
