import type { ParsedCourse } from './course.ts';
import { courseDigest } from './digest.ts';
import { counted, visible } from './report.ts';

/** The published course as the database remembers it. */
export interface PublishedOutline {
  title: string;
  summary: string;
  /** `courseDigest` of what was published; absent for an outline that never had one. */
  digest?: string;
  modules: { key: string; title: string; lessons: PublishedLesson[] }[];
  files: { path: string; hash: string }[];
}

export interface PublishedLesson {
  key: string;
  title: string;
  digest: string;
  minutes: number;
}

/** What to remember of a course when it is published, so that the next import can be compared. */
export function outlineOf(course: ParsedCourse): PublishedOutline & { digest: string } {
  return {
    title: course.title,
    summary: course.summary,
    digest: courseDigest(course),
    modules: course.modules.map((module) => ({
      key: module.key,
      title: module.title,
      lessons: module.lessons.map(({ key, title, digest, minutes }) => ({ key, title, digest, minutes })),
    })),
    files: course.files.map(({ path, hash }) => ({ path, hash })),
  };
}

interface Named {
  key: string;
  title: string;
}

export interface CourseDiff {
  /** Publishing would change nothing that a reader sees. */
  unchanged: boolean;
  /** Nothing was published before. */
  first: boolean;
  title: { from: string; to: string } | undefined;
  summaryChanged: boolean;
  modules: { added: Named[]; removed: Named[]; renamed: (Named & { from: string })[]; moved: Named[] };
  lessons: {
    added: Named[];
    removed: Named[];
    renamed: (Named & { from: string })[];
    /** To another module, or past others within its own. */
    moved: (Named & { fromModule: string; toModule: string })[];
    /** Text or minutes. */
    changed: Named[];
  };
  files: { added: string[]; removed: string[]; changed: string[] };
}

/** Compares by key: a lesson that keeps its key is the same lesson, wherever it stands and whatever it is called. */
export function diffCourse(previous: PublishedOutline | undefined, next: ParsedCourse): CourseDiff {
  const before = previous ?? { title: next.title, summary: next.summary, modules: [], files: [] };
  const oldModules = byKey(before.modules);
  const newModules = byKey(next.modules);
  const oldLessons = lessonsByKey(before.modules);
  const newLessons = lessonsByKey(next.modules);
  const passed = new Set(
    next.modules.flatMap(({ key, lessons }) => outOfOrder(oldModules.get(key)?.lessons ?? [], lessons)),
  );

  const lessons: CourseDiff['lessons'] = { added: [], removed: [], renamed: [], moved: [], changed: [] };
  for (const [key, { lesson, module }] of newLessons) {
    const old = oldLessons.get(key);
    const named = { key, title: lesson.title };
    if (!old) {
      lessons.added.push(named);
      continue;
    }
    if (old.lesson.title !== lesson.title) lessons.renamed.push({ ...named, from: old.lesson.title });
    if (old.module.key !== module.key || passed.has(key)) {
      lessons.moved.push({ ...named, fromModule: old.module.title, toModule: module.title });
    }
    if (old.lesson.digest !== lesson.digest || old.lesson.minutes !== lesson.minutes)
      lessons.changed.push(named);
  }
  for (const [key, { lesson }] of oldLessons)
    if (!newLessons.has(key)) lessons.removed.push({ key, title: lesson.title });

  const movedModules = new Set(outOfOrder(before.modules, next.modules));
  const modules: CourseDiff['modules'] = { added: [], removed: [], renamed: [], moved: [] };
  for (const { key, title } of next.modules) {
    const old = oldModules.get(key);
    if (!old) modules.added.push({ key, title });
    else if (old.title !== title) modules.renamed.push({ key, title, from: old.title });
    if (movedModules.has(key)) modules.moved.push({ key, title });
  }
  for (const { key, title } of before.modules) if (!newModules.has(key)) modules.removed.push({ key, title });

  const diff: Omit<CourseDiff, 'unchanged'> = {
    first: previous === undefined,
    title: before.title === next.title ? undefined : { from: before.title, to: next.title },
    summaryChanged: before.summary !== next.summary,
    modules,
    lessons,
    files: diffFiles(before.files, next.files),
  };
  // The digest also sees what an outline leaves out: the overview, the language, a module's summary.
  const sameDigest = previous?.digest === undefined || previous.digest === courseDigest(next);
  return { ...diff, unchanged: previous !== undefined && sameDigest && isBlank(diff) };
}

/** One line for each difference, for a terminal. */
export function renderDiff(diff: CourseDiff): string {
  if (diff.unchanged) return 'Nothing has changed since the last import.\n';
  const lines = diffLines(diff);
  const heading = diff.first ? 'First import' : `${counted(lines.length, 'change')} since the last import`;
  return `${heading}:\n${lines.map((line) => `  ${visible(line)}\n`).join('')}`;
}

/** One line for each difference; at least one unless nothing has changed. */
export function diffLines(diff: CourseDiff): string[] {
  if (diff.unchanged) return [];
  const lines: string[] = [];
  const { modules, lessons, files } = diff;
  if (diff.title) lines.push(`~ course is now called "${diff.title.to}", was "${diff.title.from}"`);
  if (diff.summaryChanged) lines.push('~ the course has a new summary');
  const named = (sign: string, what: string, items: Named[]): void => {
    for (const { title, key } of items) lines.push(`${sign} ${what} "${title}" (${key})`);
  };
  named('+', 'module', modules.added);
  named('-', 'module', modules.removed);
  for (const { title, from } of modules.renamed) lines.push(`~ module "${from}" is now called "${title}"`);
  named('~ moved:', 'module', modules.moved);
  named('+', 'lesson', lessons.added);
  named('-', 'lesson', lessons.removed);
  for (const { title, from } of lessons.renamed) lines.push(`~ lesson "${from}" is now called "${title}"`);
  for (const { title, fromModule, toModule } of lessons.moved) {
    lines.push(
      fromModule === toModule
        ? `~ moved: lesson "${title}" within "${toModule}"`
        : `~ moved: lesson "${title}" from "${fromModule}" to "${toModule}"`,
    );
  }
  named('~ changed:', 'lesson', lessons.changed);
  for (const [sign, paths] of [
    ['+', files.added],
    ['-', files.removed],
    ['~ changed:', files.changed],
  ] as const) {
    for (const path of paths) lines.push(`${sign} file ${path}`);
  }
  if (lines.length === 0) lines.push('~ the course overview or its settings changed');
  return lines;
}

function byKey<Item extends { key: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.key, item]));
}

function lessonsByKey<Module extends Named & { lessons: PublishedLesson[] }>(
  modules: readonly Module[],
): Map<string, { lesson: PublishedLesson; module: Named }> {
  return new Map(
    modules.flatMap((module) => module.lessons.map((lesson) => [lesson.key, { lesson, module }] as const)),
  );
}

function diffFiles(
  before: PublishedOutline['files'],
  next: readonly { path: string; hash: string }[],
): CourseDiff['files'] {
  const old = new Map(before.map(({ path, hash }) => [path, hash]));
  const now = new Map(next.map(({ path, hash }) => [path, hash]));
  return {
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now].filter(([path, hash]) => old.has(path) && old.get(path) !== hash).map(([path]) => path),
  };
}

/**
 * The fewest keys that must have moved for the old order to have become the new one: all but the longest run
 * that kept its order. So one lesson put first is one move, not a move of all others.
 */
function outOfOrder(before: readonly { key: string }[], next: readonly { key: string }[]): string[] {
  const position = new Map(before.map(({ key }, index) => [key, index]));
  const common = next.flatMap(({ key }) =>
    position.has(key) ? [{ key, at: position.get(key) as number }] : [],
  );
  const lengths: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [i, { at }] of common.entries()) {
    lengths[i] = 1;
    previous[i] = -1;
    for (let j = 0; j < i; j += 1) {
      const longer = (lengths[j] ?? 0) + 1;
      if ((common[j]?.at ?? 0) < at && longer > (lengths[i] ?? 0)) {
        lengths[i] = longer;
        previous[i] = j;
      }
    }
    if (best < 0 || (lengths[i] ?? 0) > (lengths[best] ?? 0)) best = i;
  }
  const kept = new Set<string>();
  for (let i = best; i >= 0; i = previous[i] ?? -1) kept.add(common[i]?.key ?? '');
  return common.map(({ key }) => key).filter((key) => !kept.has(key));
}

function isBlank(diff: Omit<CourseDiff, 'unchanged'>): boolean {
  const lists = [
    ...Object.values(diff.modules),
    ...Object.values(diff.lessons),
    ...Object.values(diff.files),
  ];
  return diff.title === undefined && !diff.summaryChanged && lists.every((list) => list.length === 0);
}
