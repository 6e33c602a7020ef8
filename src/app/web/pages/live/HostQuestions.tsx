import { cohorts } from '#features/cohorts/contract.ts';
import { qna } from '#features/qna/contract.ts';
import { CourseLessonsContext } from '#features/qna/web/host/courseLessons.ts';
import { QuestionsForHost } from '#features/qna/web/host/QuestionsForHost.tsx';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { isOver, type LiveSession } from '#features/sessions/contract.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useLessonProse } from '../useLessonProse.tsx';
import { lessonsOf } from './lessonsOf.ts';

/** The desk of a session's questions; answers are shown as lessons are, and can be put to one. */
export function HostQuestions({ session }: { session: LiveSession }) {
  const { cohortId } = session;
  const plan = viewOf(useLiveView(cohorts, 'cohorts:plan', { cohortId }));
  return (
    <AnswerProseContext value={useLessonProse(cohortId)}>
      <CourseLessonsContext value={plan.state === 'full' ? full(lessonsOf(plan.data)) : plan}>
        <QuestionsForHost sessionId={session.id} isOver={isOver(session.state)} />
      </CourseLessonsContext>
    </AnswerProseContext>
  );
}

/** How many questions would stay without an answer if the session ended now. */
export function OpenQuestions({ sessionId }: { sessionId: string }) {
  const { t } = useHostWords();
  const { data } = useLiveView(qna, 'qa:desk', { sessionId });
  const count = data ? data.counts.pending + data.counts.published + data.counts.answering : 0;
  return count > 0 && <p>{t('end.questions', { count })}</p>;
}
