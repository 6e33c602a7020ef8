import { useTranslation } from 'react-i18next';
import { useLessonProse } from '../useLessonProse.tsx';

/** The Markdown of an announcement, as lessons show theirs. */
export function AnnouncementProse({ cohortId, text }: { cohortId: string; text: string }) {
  const { i18n } = useTranslation();
  return useLessonProse(cohortId, i18n.language)(text);
}
