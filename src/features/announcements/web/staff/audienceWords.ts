import type { Audience } from '../../contract.ts';
import type { StaffSay } from './staffWords.ts';

const roles = { student: 'Students', instructor: 'Instructors' } as const;

/** What lessons and groups of the cohort are called; undefined: there is none any more, or it is not known yet. */
export interface Titles {
  lesson: (lessonId: string) => string | undefined;
  group: (groupId: string) => string | undefined;
}

/** To whom one goes, in a few words. */
export function audienceWords(
  { courseId, cohortId, role, unlessCompletedId, unlessStudiedDays, groupId }: Audience,
  titles: Titles,
  t: StaffSay,
): string {
  if (groupId !== null) {
    const group = titles.group(groupId);
    return group === undefined ? t('audience.groupUnknown') : t('audience.group', { group });
  }
  if (unlessCompletedId !== null) {
    const lesson = titles.lesson(unlessCompletedId) ?? t('audience.lessonUnknown');
    return unlessStudiedDays === null
      ? t('audience.unlessCompleted', { lesson })
      : t('audience.unlessBoth', { lesson, count: unlessStudiedDays });
  }
  if (unlessStudiedDays !== null) return t('audience.unlessStudied', { count: unlessStudiedDays });
  const place = cohortId !== null ? 'cohort' : courseId !== null ? 'course' : 'organisation';
  return t(role === null ? `audience.${place}` : `audience.${place}${roles[role]}`);
}
