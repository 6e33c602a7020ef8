import { readCompletes } from './completes.ts';
import type { Findings } from './findings.ts';
import { readFrontMatter, type Field, type FrontMatter } from './frontMatter.ts';
import { listOf, mediaKeys, readMedia } from './media.ts';
import { readingMinutes, type Page } from './page.ts';
import type { CoursePlan, PlannedCertificate, PlannedLesson, PlannedText } from './plan.ts';

const keyShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const maxKeyLength = 100;
const maxTitleLength = 200;
const maxSummaryLength = 1_000;

export function readCourseFields(
  path: string,
  page: Page | undefined,
  findings: Findings,
): Pick<CoursePlan, 'key' | 'title' | 'summary' | 'language' | 'certificate'> {
  if (!page) return { key: '', title: '', summary: '', language: 'en' };
  const front = readFields(page, courseKeys, findings);
  const { fields } = front;
  const key = readKey(page, fields, findings);
  if (front.sound && !fields.has('key')) {
    findings.fault(
      path,
      1,
      'missing-key',
      'A course needs a `key`: by it a later import finds the course again.',
    );
  }
  const language = fields.get('language');
  if (language && !isLanguage(language.value)) {
    findings.fault(
      path,
      language.line,
      'bad-language',
      `\`language\` is a code such as \`en\` or \`pt-BR\`, not ${quote(language)}.`,
    );
  }
  return {
    key: key?.value ?? '',
    title: readTitle(page, front, findings),
    summary: readSummary(page, fields, findings),
    language: language && isLanguage(language.value) ? language.value : 'en',
    certificate: readCertificate(path, fields, findings),
  };
}

const courseKeys = ['key', 'title', 'summary', 'language', 'certificate', 'certificate-quizzes'];

function readCertificate(
  path: string,
  fields: ReadonlyMap<string, Field>,
  findings: Findings,
): PlannedCertificate | undefined {
  const rule = fields.get('certificate');
  const quizzes = listOf(fields.get('certificate-quizzes'));
  if (!rule) return quizzes.length > 0 ? { lessonsPercent: 100, quizzes } : undefined;
  if (rule.value === 'none') return { lessonsPercent: null, quizzes: [] };
  const percent = /^([0-9]{1,3}) ?%?$/.exec(rule.value)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return { lessonsPercent: Number(percent), quizzes };
  const message = `\`certificate\` is \`none\`, or how many of the lessons it asks for: \`80%\`; not ${quote(rule)}.`;
  findings.fault(path, rule.line, 'bad-certificate', message);
  return undefined;
}

export function readModuleFields(
  page: Page | undefined,
  findings: Findings,
): { key: Field | undefined; title: string; summary: string } {
  if (!page) return { key: undefined, title: '', summary: '' };
  const front = readFields(page, ['key', 'title', 'summary'], findings);
  const { fields } = front;
  return {
    key: readKey(page, fields, findings),
    title: readTitle(page, front, findings),
    summary: readSummary(page, fields, findings),
  };
}

const lessonKeys = ['key', 'title', 'summary', 'minutes', 'kind', 'completes', 'after', ...mediaKeys];
const mostBefore = 50;

export function readLessonFields(
  page: Page,
  findings: Findings,
): Omit<PlannedLesson, 'key' | keyof PlannedText> & { key: Field | undefined } {
  const front = readFields(page, lessonKeys, findings);
  const { fields } = front;
  const minutes = fields.get('minutes');
  const whole = minutes && /^[0-9]{1,4}$/.test(minutes.value) ? Number(minutes.value) : 0;
  if (minutes && (whole < 1 || whole > 600)) {
    findings.fault(
      page.path,
      minutes.line,
      'bad-minutes',
      `\`minutes\` is a whole number from 1 to 600, not ${quote(minutes)}.`,
    );
  }
  const completes = readCompletes(page.path, fields.get('completes'), findings);
  const completesLine = fields.get('completes')?.line ?? 1;
  const { kind, media } = readMedia(page.path, fields, findings);
  if (completes.by === 'video' && kind !== 'video' && kind !== 'audio') {
    const message = 'Only a lesson with a `video` or an `audio` is completed by playing it.';
    findings.fault(page.path, completesLine, 'bad-completes', message);
  }
  const after = listOf(fields.get('after'));
  if (after.length > mostBefore)
    findings.fault(page.path, after[0]!.line, 'bad-after', `At most ${mostBefore} lessons come before one.`);
  return {
    key: readKey(page, fields, findings),
    title: readTitle(page, front, findings),
    summary: readSummary(page, fields, findings),
    minutes: minutes ? whole : readingMinutes(page),
    estimated: minutes === undefined,
    kind,
    media,
    completes,
    completesLine,
    after: after.slice(0, mostBefore),
  };
}

function readFields(page: Page, allowed: readonly string[], findings: Findings): FrontMatter {
  if (page.frontMatter) return readFrontMatter(page, allowed, findings);
  if (/^---[ \t]*\n/.test(page.text)) {
    findings.fault(
      page.path,
      1,
      'front-matter-unclosed',
      'The front matter that begins here is never closed by a line `---`.',
    );
  } else {
    findings.fault(
      page.path,
      1,
      'front-matter-missing',
      'The file must begin with front matter: a line `---`, then `title: …`, then `---`.',
    );
  }
  // That is said; its cure brings the rest.
  return { fields: new Map(), sound: false };
}

function readTitle(page: Page, { fields, sound }: FrontMatter, findings: Findings): string {
  const title = fields.get('title');
  if (!title && sound) findings.fault(page.path, 1, 'missing-title', 'The front matter has no `title`.');
  return limited(page, 'title', title, maxTitleLength, findings);
}

function readSummary(page: Page, fields: Map<string, Field>, findings: Findings): string {
  return limited(page, 'summary', fields.get('summary'), maxSummaryLength, findings);
}

function limited(
  page: Page,
  name: string,
  field: Field | undefined,
  max: number,
  findings: Findings,
): string {
  if (field && field.value.length > max) {
    findings.fault(page.path, field.line, 'bad-value', `\`${name}\` is longer than ${max} characters.`);
  }
  return field?.value ?? '';
}

function readKey(page: Page, fields: Map<string, Field>, findings: Findings): Field | undefined {
  const key = fields.get('key');
  if (!key) return undefined;
  if (keyShape.test(key.value) && key.value.length <= maxKeyLength) return key;
  const message = `\`key\` is made of small letters, digits and single hyphens, at most ${maxKeyLength}; not ${quote(key)}.`;
  findings.fault(page.path, key.line, 'bad-key', message);
  return undefined;
}

function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    // What it throws says only that this is no language code, which is the question.
    return false;
  }
}

function quote(field: Field): string {
  return JSON.stringify(field.value.length > 60 ? `${field.value.slice(0, 59)}…` : field.value);
}

/** Sees to it that no two lessons (or modules) of a course share a key. */
export class OneKeyEach {
  readonly #what: 'lesson' | 'module';
  readonly #findings: Findings;
  readonly #owners = new Map<string, string>();

  constructor(what: 'lesson' | 'module', findings: Findings) {
    this.#what = what;
    this.#findings = findings;
  }

  claim(key: Field, path: string): string {
    const owner = this.#owners.get(key.value);
    if (owner === undefined) this.#owners.set(key.value, path);
    else {
      const message = `The key ${quote(key)} belongs to ${JSON.stringify(owner)} already; give this ${this.#what} a \`key\` of its own.`;
      this.#findings.fault(path, key.line, 'duplicate-key', message);
    }
    return key.value;
  }
}
