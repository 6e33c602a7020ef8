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
  modules: PlannedModule[];
  site: Site;
  /** Files that were surely meant as lessons but are not Markdown; a fault unless a page refers to them. */
  suspects: string[];
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
}

export interface PlannedText {
  page: Page;
  /** A heading that became the title, so that no reader meets it twice. */
  lifted: Span | undefined;
}
