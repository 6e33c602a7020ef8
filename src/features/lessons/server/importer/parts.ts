import { createHash } from 'node:crypto';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import type { CourseReading, Finding, ParsedLesson, ParsedPart, RawBlock } from './course.ts';
import { lessonDigest } from './digest.ts';
import { Findings } from './findings.ts';

const keyShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/**
 * Hands the blocks of a course to the rooms that own them. What is left in the text is each block's key, so no
 * reader of the text ever meets what a block holds.
 */
export function readParts(reading: CourseReading, parts: readonly CoursePart[]): CourseReading {
  const findings = new Findings(reading.strict);
  const owners = new Map<string, string>();
  const modules = reading.course?.modules.map((module) => ({
    ...module,
    lessons: module.lessons.map((lesson) => readLesson(lesson, parts, owners, findings)),
  }));
  checkBetween(modules?.flatMap(({ lessons }) => lessons) ?? [], parts, findings);
  checkCertificate(reading, owners, findings);
  const found = findings.list();
  return {
    ...reading,
    course: reading.course && modules && { ...reading.course, modules },
    faults: merged(reading.faults, found.faults),
    notes: merged(reading.notes, found.notes),
  };
}

function readLesson(
  { blocks = [], ...lesson }: ParsedLesson,
  parts: readonly CoursePart[],
  owners: Map<string, string>,
  findings: Findings,
): ParsedLesson {
  const { path, markdown: source } = lesson;
  let markdown = '';
  let at = 0;
  const read: ParsedPart[] = [];
  for (const block of blocks) {
    const part = readBlock(block, path, parts, owners, findings);
    markdown += source.slice(at, block.start);
    // A block at fault leaves nothing: what it holds is not for readers.
    if (part) markdown += `\`\`\`${part.fence}\n${part.key}\n\`\`\``;
    at = block.end;
    if (part) read.push(part);
  }
  markdown += source.slice(at);
  if (lesson.completes?.by === 'quiz' && !read.some(({ fence }) => fence === 'quiz')) {
    const line = lesson.completesLine ?? 1;
    findings.fault(path, line, 'bad-completes', 'A lesson that a quiz completes holds a quiz.');
  }
  const whole = {
    ...lesson,
    markdown,
    ...(blocks.length > 0 && { source }),
    ...(read.length > 0 && { parts: read }),
  };
  return { ...whole, digest: lessonDigest(whole) };
}

/** What is wrong between the blocks of one room: an item that is used from a quiz that the course lacks. */
function checkBetween(
  lessons: readonly ParsedLesson[],
  owners: readonly CoursePart[],
  findings: Findings,
): void {
  for (const { fence, check } of owners) {
    const own = lessons.flatMap(({ path, parts = [] }) =>
      parts.filter((part) => part.fence === fence).map(({ key, content }) => ({ path, key, content })),
    );
    for (const { key, message } of check?.(own) ?? []) {
      const { path } = own.find((part) => part.key === key)!;
      findings.fault(path, 1, 'part', `The \`${fence}\` ${JSON.stringify(key)}: ${message}`);
    }
  }
}

function checkCertificate(
  { course }: CourseReading,
  owners: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  for (const key of course?.certificate?.quizKeys ?? []) {
    if (owners.has(`quiz\n${key}`)) continue;
    const message = `The certificate asks for a quiz ${JSON.stringify(key.slice(0, 100))}, which no lesson holds.`;
    findings.fault('course.md', 1, 'bad-certificate', message);
  }
}

function readBlock(
  { fence, text, line, nested }: RawBlock,
  path: string,
  parts: readonly CoursePart[],
  owners: Map<string, string>,
  findings: Findings,
): ParsedPart | undefined {
  if (nested) {
    const message = `A \`${fence}\` stands by itself, not in a list or a quote.`;
    findings.problem(path, line, 'part-misplaced', message);
    return undefined;
  }
  const owner = parts.find((part) => part.fence === fence);
  if (!owner) throw new Error(`nobody reads the block ${fence}`);
  const { part, faults, notes } = owner.read(text);
  for (const each of faults) findings.problem(path, line + each.line, 'part', each.message);
  for (const each of notes) findings.note(path, line + each.line, 'part', each.message);
  if (!part || faults.length > 0) return undefined;
  if (!keyShape.test(part.key) || part.key.length > 100) {
    const message = `The key of a \`${fence}\` is made of small letters, digits and single hyphens, at most 100.`;
    findings.problem(path, line, 'part', message);
    return undefined;
  }
  const name = `${fence}\n${part.key}`;
  const other = owners.get(name);
  if (other !== undefined) {
    const message = `The key ${JSON.stringify(part.key)} belongs to a \`${fence}\` in ${JSON.stringify(other)} already.`;
    findings.problem(path, line, 'duplicate-part', message);
    return undefined;
  }
  owners.set(name, path);
  return { fence, ...part, digest: createHash('sha256').update(text).digest('hex') };
}

function merged(a: readonly Finding[], b: readonly Finding[]): Finding[] {
  const all = new Findings(true);
  for (const { file, line, code, message } of [...a, ...b]) all.fault(file, line, code, message);
  return all.list().faults;
}
