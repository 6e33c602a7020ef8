import { QuizInLesson } from '#features/quizzes/web/QuizInLesson.tsx';
import { useMe } from '../me.ts';
import { QuizProse } from './QuizProse.tsx';

interface LessonQuizProps {
  cohortId: string;
  lessonId: string;
  language: string;
  quizKey: string;
}

/** What stands in a lesson where its text names a quiz. */
export function LessonQuiz({ cohortId, lessonId, language, quizKey }: LessonQuizProps) {
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  return (
    <QuizProse cohortId={cohortId} language={language}>
      <QuizInLesson cohortId={cohortId} lessonId={lessonId} quizKey={quizKey} isStaff={role !== 'student'} />
    </QuizProse>
  );
}
