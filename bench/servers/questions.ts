import { newId } from '#kernel/ids.ts';
import type { EnrolmentLine } from '#features/cohorts/contract.ts';
import type { ProgressUpdated } from '#features/progress/contract.ts';

/** So many events, evenly spread. */
export interface Pace {
  count: number;
  perSecond: number;
}

export type NaiveQuestions = {
  processorUs: { ask: object; answer: number };
  readers: { ask: object; answer: number };
  publish: { ask: Pace; answer: void };
};

/** Processor time of this process so far, all its threads, in microseconds. */
export function processorUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Acts at a pace; an action that takes longer than its place does not delay the next ones. */
export async function atPace(
  { count, perSecond }: Pace,
  act: (index: number) => Promise<void>,
): Promise<void> {
  const acts: Promise<void>[] = [];
  const startMs = performance.now();
  for (let index = 0; index < count; index++) {
    const waitMs = startMs + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    acts.push(act(index));
  }
  await Promise.all(acts);
}

/** A fact, which is never gathered with others: the same on every server that is compared. */
export function anEnrolment(index: number): { cohortId: string; enrolment: EnrolmentLine } {
  return {
    cohortId: newId(),
    enrolment: {
      enrolmentId: newId(),
      userId: newId(),
      name: `Student ${index}`,
      email: `student-${index}@load.test`,
      role: 'student',
      state: 'active',
      since: new Date().toISOString(),
      ticket: null,
      expiresOn: null,
      movedTo: null,
    },
  };
}

/** What one completion tells. */
export function aProgress(index: number): ProgressUpdated {
  return {
    completed: index % 15,
    total: 14,
    percent: Math.floor((100 * (index % 15)) / 14),
    cohortId: newId(),
    studentId: newId(),
    lessonId: newId(),
    completedAt: new Date().toISOString(),
    completedBy: 'button',
  };
}
