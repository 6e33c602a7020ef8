/** A lesson as the plan sees it. */
export interface PlannedLesson {
  id: string;
  title: string;
  /** When it is planned to be done; null: whenever. */
  dueAt: string | null;
  completedAt: string | null;
}

/** How somebody stands to what was planned. */
export type Pace<L extends PlannedLesson = PlannedLesson> =
  | { state: 'unplanned' }
  /** Every lesson is complete. */
  | { state: 'done' }
  /** These were planned to be done by now and are open, the one that was due first at the head. */
  | { state: 'behind'; lessons: readonly L[] }
  | { state: 'on-plan'; next: L | undefined }
  /** These are done before they are due. */
  | { state: 'ahead'; lessons: readonly L[]; next: L | undefined };

export function paceOf<L extends PlannedLesson>(lessons: readonly L[], now: Date): Pace<L> {
  const planned = inOrderOfDue(lessons);
  if (planned.length === 0) return { state: 'unplanned' };
  if (lessons.every(({ completedAt }) => completedAt !== null)) return { state: 'done' };
  const isDue = ({ dueAt }: L): boolean => Date.parse(dueAt!) <= now.getTime();
  const open = planned.filter(({ completedAt }) => completedAt === null);
  const behind = open.filter(isDue);
  if (behind.length > 0) return { state: 'behind', lessons: behind };
  const [next] = open;
  const early = planned.filter((lesson) => lesson.completedAt !== null && !isDue(lesson));
  return early.length > 0 ? { state: 'ahead', lessons: early, next } : { state: 'on-plan', next };
}

/** Open lessons that have a day, those that should be done already before those that are to come. */
export function dueLessons<L extends PlannedLesson>(lessons: readonly L[]): L[] {
  return inOrderOfDue(lessons).filter(({ completedAt }) => completedAt === null);
}

function inOrderOfDue<L extends PlannedLesson>(lessons: readonly L[]): L[] {
  return lessons
    .filter(({ dueAt }) => dueAt !== null)
    .sort((a, b) => Date.parse(a.dueAt!) - Date.parse(b.dueAt!));
}

export interface Finish {
  at: Date;
  /** What it was reckoned from: so many lessons within so many days. */
  lessons: number;
  days: number;
}

const dayMs = 86_400_000;
const windowDays = 14;
const fewestLessons = 3;
/** Further away, a date would say more than is known. */
const mostDays = 365;

/**
 * When somebody is done if they go on as in the last two weeks. Undefined for whoever is done, has not done enough
 * of late, or would need longer than a year.
 */
export function finishOf(lessons: readonly PlannedLesson[], now: Date): Finish | undefined {
  const left = lessons.filter(({ completedAt }) => completedAt === null).length;
  const since = now.getTime() - windowDays * dayMs;
  const lately = lessons
    .map(({ completedAt }) => (completedAt === null ? Number.NaN : Date.parse(completedAt)))
    .filter((at) => at >= since && at <= now.getTime());
  if (left === 0 || lately.length < fewestLessons) return undefined;
  const days = Math.max(1, Math.ceil((now.getTime() - Math.min(...lately)) / dayMs));
  const daysLeft = (left * days) / lately.length;
  if (daysLeft > mostDays) return undefined;
  return { at: new Date(now.getTime() + daysLeft * dayMs), lessons: lately.length, days };
}
