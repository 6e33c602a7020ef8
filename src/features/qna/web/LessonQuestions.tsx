import { useId } from 'react';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { FailureNote } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { qna, type LessonQuestion } from '../contract.ts';
import { Answer, QuestionText } from './QuestionFacts.tsx';
import { useQnaWords } from './useQnaWords.ts';

/**
 * The answered questions that were put to a lesson; nothing where there are none. The page hands in how answers
 * are shown (AnswerProseContext).
 */
export function LessonQuestions({ cohortId, lessonId }: { cohortId: string; lessonId: string }) {
  const result = useLiveView(qna, 'qa:of-lesson', { cohortId, lessonId });
  return isMissing(result) ? null : <LessonQuestionsView list={viewOf(result)} />;
}

export function LessonQuestionsView({ list }: { list: View<{ questions: readonly LessonQuestion[] }> }) {
  const { t } = useQnaWords();
  const heading = useId();
  switch (list.state) {
    // Most lessons have none: what is not there is not announced either.
    case 'loading':
      return null;
    case 'failed':
      return <FailureNote failure={list.failure} title={t('lesson.failed')} retry={list.retry} />;
    case 'full':
      if (list.data.questions.length === 0) return null;
      return (
        <section aria-labelledby={heading} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <h2 id={heading} className="text-section">
            {t('lesson.title')}
          </h2>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-6">
            {list.data.questions.map(({ id, question, answer }) => (
              <li key={id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
                <QuestionText text={question} className="font-strong" />
                {answer && <Answer answer={answer} />}
              </li>
            ))}
          </ul>
        </section>
      );
  }
}
