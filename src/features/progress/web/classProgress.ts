import type { CohortProgress } from '../contract.ts';
import { paceOf, type Pace } from './pace.ts';

export type ClassOrder = 'name' | 'behind';
/** Everybody, or whoever is behind the plan. */
export type ClassShown = 'everybody' | 'behind';
export type StudentRow = CohortProgress['students'][number];

/** Ids of the students in the order asked for; within one figure, by name. */
export function orderOf(
  students: readonly StudentRow[],
  order: ClassOrder,
  compare: (a: string, b: string) => number,
): string[] {
  const byName = (a: StudentRow, b: StudentRow): number => compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  const byBehind = (a: StudentRow, b: StudentRow): number => a.completed - b.completed || byName(a, b);
  return [...students].sort(order === 'name' ? byName : byBehind).map(({ id }) => id);
}

/**
 * The rows in an order that was decided earlier, so that nobody's row jumps away while it is being read;
 * students who came since stand at the end.
 */
export function inHeldOrder(students: readonly StudentRow[], held: readonly string[]): StudentRow[] {
  const byId = new Map(students.map((student) => [student.id, student]));
  const rows = held.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(held);
  return [...rows, ...students.filter(({ id }) => !known.has(id))];
}

export interface ClassTotals {
  completed: number;
  possible: number;
  /** null under five students: a share of so few says nothing. */
  percent: number | null;
  /** At least half of the class has completed this many lessons. */
  median: number;
  /** How many students have completed each lesson, in the order of the lessons. */
  finishedBy: number[];
}

const FEWEST_FOR_PERCENT = 5;

export function totalsOf({ lessons, students }: CohortProgress): ClassTotals {
  const completed = students.reduce((sum, student) => sum + student.completed, 0);
  const possible = lessons.length * students.length;
  const descending = students.map((student) => student.completed).sort((a, b) => b - a);
  return {
    completed,
    possible,
    percent:
      students.length < FEWEST_FOR_PERCENT || possible === 0
        ? null
        : Math.floor((100 * completed) / possible),
    median: descending[Math.ceil(descending.length / 2) - 1] ?? 0,
    finishedBy: lessons.map(({ id }) => students.filter((student) => student.completions[id]).length),
  };
}

/** Lessons that follow each other in one module, for the heads above the grid. */
export function moduleSpans(lessons: CohortProgress['lessons']): { module: string; span: number }[] {
  const spans: { module: string; span: number }[] = [];
  for (const { module } of lessons) {
    const last = spans.at(-1);
    if (last?.module === module) last.span += 1;
    else spans.push({ module, span: 1 });
  }
  return spans;
}

/** Whether any lesson has a day by which it is planned to be done. */
export function isPlanned({ lessons }: Pick<CohortProgress, 'lessons'>): boolean {
  return lessons.some(({ dueAt }) => dueAt !== null);
}

/** How one student stands to the plan. */
export function studentPace(
  { lessons }: Pick<CohortProgress, 'lessons'>,
  { completions }: Pick<StudentRow, 'completions'>,
  now: Date,
): Pace {
  return paceOf(
    lessons.map((lesson) => ({ ...lesson, completedAt: completions[lesson.id] ?? null })),
    now,
  );
}
