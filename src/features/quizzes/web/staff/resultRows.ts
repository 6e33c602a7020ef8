import type { QuizResults } from '../../contract.ts';

export type StudentRow = QuizResults['students'][number];
export type RowState = 'none' | 'open' | 'submitted' | 'graded' | 'released';
export type Shown = 'all' | 'open' | 'late' | 'none';

/** The attempt that tells how a student stands: the newest. */
export function newestOf({ attempts }: StudentRow): StudentRow['attempts'][number] | undefined {
  return attempts.reduce<StudentRow['attempts'][number] | undefined>(
    (best, one) => (best && best.number > one.number ? best : one),
    undefined,
  );
}

export function stateOf(student: StudentRow): RowState {
  return newestOf(student)?.state ?? 'none';
}

export function lateOf({ attempts }: StudentRow): number {
  return attempts.reduce((sum, { lateAnswers }) => sum + lateAnswers, 0);
}

export function rowsShown(
  students: readonly StudentRow[],
  shown: Shown,
  compare: (a: string, b: string) => number,
): StudentRow[] {
  return students
    .filter((student) => {
      if (shown === 'open') return stateOf(student) === 'open';
      if (shown === 'late') return lateOf(student) > 0;
      return shown === 'all' || stateOf(student) === 'none';
    })
    .sort((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

export interface ClassFigures {
  students: number;
  handedIn: number;
  underWay: number;
  /** Graded, and kept from the student. */
  kept: number;
  late: number;
  /** null under five results: the middle of so few says nothing. */
  median: number | null;
  passed: number;
}

const FEWEST_FOR_MEDIAN = 5;

export function figuresOf({ students }: Pick<QuizResults, 'students'>): ClassFigures {
  const states = students.map(stateOf);
  const points = students.flatMap(({ best }) => best?.points ?? []).sort((a, b) => a - b);
  return {
    students: students.length,
    handedIn: students.filter(({ attempts }) => attempts.some(({ state }) => state !== 'open')).length,
    underWay: states.filter((state) => state === 'open').length,
    kept: students.filter(({ attempts }) => attempts.some(({ state }) => state === 'graded')).length,
    late: students.filter((student) => lateOf(student) > 0).length,
    median: points.length < FEWEST_FOR_MEDIAN ? null : middleOf(points),
    passed: students.filter(({ best }) => best?.passed).length,
  };
}

/** Of an odd number the one in the middle, of an even number the mean of the two. */
function middleOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
