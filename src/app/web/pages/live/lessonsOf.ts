import type { CohortPlan } from '#features/cohorts/contract.ts';

/** The lessons of a cohort's course, with which a session can go; none while they are on their way. */
export function lessonsOf(plan: CohortPlan | undefined): { id: string; title: string }[] {
  return plan?.modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => ({ id, title }))) ?? [];
}
