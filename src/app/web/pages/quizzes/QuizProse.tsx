import type { ReactNode } from 'react';
import { ProseContext } from '#features/quizzes/web/Prose.tsx';
import { useLessonProse } from '../useLessonProse.tsx';

interface QuizProseProps {
  cohortId: string;
  /** The course's, where it is known already. */
  language?: string;
  children: ReactNode;
}

/** Shows the Markdown of quizzes as lessons show theirs, in the language of the course. */
export function QuizProse({ cohortId, language, children }: QuizProseProps) {
  return <ProseContext value={useLessonProse(cohortId, language)}>{children}</ProseContext>;
}
