import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { defaultLimits, type CourseReading, type Limits, type ParsedCourse } from './course.ts';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import { planDocumentedCourse } from './documentedCourse.ts';
import { commonEmbedHosts } from './embeds.ts';
import { Findings } from './findings.ts';
import { finishCourse } from './finishCourse.ts';
import type { CourseReadingContext } from './finishing.ts';
import { takeInventory, type Inventory } from './inventory.ts';
import { listLeftovers } from './leftovers.ts';
import { pageOpener } from './pages.ts';
import { readParts } from './parts.ts';
import { nameOf } from './paths.ts';
import { planPlainCourse } from './plainCourse.ts';
import { Allowance } from './readBytes.ts';

export interface ReadOptions {
  /** Stands in for the folder's name where a folder in no format of ours has no key of its own. */
  key?: string;
  /** The same for the language; `en` when absent. */
  language?: string;
  limits?: Partial<Limits>;
  /** Rooms whose blocks stand in lessons. */
  parts?: readonly CoursePart[];
  /** Hosts whose pages a lesson may show in a frame. */
  embedHosts?: readonly string[];
}

/**
 * Reads a folder as a course: in our format when it holds a `course.md`, else as the public repositories of
 * courses are commonly laid out. Changes nothing, opens nothing outside the folder, and reports every fault it
 * finds rather than the first. Rejects only for a defect of its own.
 */
export async function readCourse(folder: string, options: ReadOptions = {}): Promise<CourseReading> {
  const { parts = [], embedHosts = commonEmbedHosts } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  let strict = true;
  let inventory: Inventory;
  let findings = new Findings(strict);
  try {
    // Known before the walk, because it decides what the walk's own findings weigh.
    strict = (await readdir(folder)).some(isCourseFile);
    findings = new Findings(strict);
    inventory = await takeInventory(folder, limits, findings);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    findings.fault('.', 1, 'folder-unreadable', `The folder cannot be read (${code}).`);
    return { strict, course: undefined, ...findings.list() };
  }

  const allowance = new Allowance(limits);
  const open = pageOpener(inventory, findings, allowance);
  const fences = parts.map(({ fence }) => fence);
  const context: CourseReadingContext = { open, findings, allowance, fences, embedHosts };
  const coursePath = inventory.folders.get('')?.files.find(isCourseFile);
  let course: ParsedCourse | undefined;
  if (coursePath !== undefined) {
    const plan = await planDocumentedCourse(coursePath, inventory, open, findings);
    course = await finishCourse(plan, context);
    listLeftovers(plan, course, inventory, findings);
  } else {
    const name = basename(resolve(folder));
    const found = await planPlainCourse(name, inventory, open, findings);
    if (!found)
      findings.fault('.', 1, 'course-empty', 'The folder holds no Markdown that could be a lesson.');
    else {
      const plan = { ...found, key: options.key ?? found.key, language: options.language ?? found.language };
      noteModuleFiles(inventory, findings);
      course = await finishCourse(plan, context);
      listLeftovers(plan, course, inventory, findings);
    }
  }
  return readParts({ strict, course: usable(course), ...findings.list() }, parts);
}

/** Undefined for what no later import could find again, or nobody could learn. */
export function usable(course: ParsedCourse | undefined): ParsedCourse | undefined {
  return course && course.key !== '' && course.title !== '' && course.modules.length > 0 ? course : undefined;
}

function isCourseFile(name: string): boolean {
  return name.toLowerCase() === 'course.md';
}

function noteModuleFiles(inventory: Inventory, findings: Findings): void {
  for (const path of inventory.files.keys()) {
    if (nameOf(path).toLowerCase() === 'module.md' && path.split('/').length === 2) {
      const message =
        'There is a `module.md` but no `course.md` beside the modules, so the folder is read as a plain one.';
      findings.note(path, 1, 'course-file-missing', message);
    }
  }
}
