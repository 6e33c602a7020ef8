import type { CohortRole } from '#features/cohorts/contract.ts';

/** What students of one cohort have not done. */
export interface Undone {
  unlessCompletedId: string | null;
  unlessStudiedDays: number | null;
}

/** What staff say of one. */
export interface Given extends Undone {
  /** Of an organisation: the course whose cohorts it is for; null: all of them. */
  courseId: string | null;
  role: CohortRole | null;
  groupId: string | null;
  title: string;
  text: string;
  urgent: boolean;
  pinned: boolean;
  needsAcknowledgement: boolean;
  expiresAt: string | null;
}

/** Something that can be chosen by what it is called. */
export interface Named {
  id: string;
  title: string;
}
