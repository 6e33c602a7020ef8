import { useLessonProse } from '../useLessonProse.tsx';

/** An answer in a session, shown as lessons are. */
export function SessionProse({ cohortId, text }: { cohortId: string; text: string }) {
  return useLessonProse(cohortId)(text);
}
