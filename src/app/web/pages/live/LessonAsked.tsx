import { LessonQuestions } from '#features/qna/web/LessonQuestions.tsx';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { useLessonProse } from '../useLessonProse.tsx';

interface LessonAskedProps {
  cohortId: string;
  lessonId: string;
  language: string | undefined;
}

/** What was asked in live sessions and put to a lesson; answers are shown as the lesson is. */
export function LessonAsked({ cohortId, lessonId, language }: LessonAskedProps) {
  return (
    <AnswerProseContext value={useLessonProse(cohortId, language)}>
      <LessonQuestions cohortId={cohortId} lessonId={lessonId} />
    </AnswerProseContext>
  );
}
