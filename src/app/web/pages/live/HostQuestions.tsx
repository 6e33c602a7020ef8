import { cohorts } from '#features/cohorts/contract.ts';
import { qna } from '#features/qna/contract.ts';
import { CourseLessonsContext, SessionLessonContext } from '#features/qna/web/host/courseLessons.ts';
import { QuestionsForHost } from '#features/qna/web/host/QuestionsForHost.tsx';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { isOver, type LiveSession } from '#features/sessions/contract.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
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
        <SessionLessonContext value={session.lessonId}>
          <QuestionsForHost
            sessionId={session.id}
            showsNothing={isOver(session.state) || session.state === 'rehearsal'}
          />
        </SessionLessonContext>
      </CourseLessonsContext>
    </AnswerProseContext>
  );
}

/** How many questions would stay without an answer if the session ended now. */
export function OpenQuestions({ sessionId, toThem }: { sessionId: string; toThem: () => void }) {
  const { t } = useHostWords();
  const { data } = useLiveView(qna, 'qa:desk', { sessionId });
  const count = data ? data.counts.pending + data.counts.published + data.counts.answering : 0;
  return (
    count > 0 && (
      <div>
        <p className="flex flex-wrap items-baseline gap-x-6">
          {t('end.questions', { count })}
          <Button look="plain" onClick={toThem}>
            {t('end.toQuestions')}
          </Button>
        </p>
        <p className="text-muted">{t('end.owed')}</p>
      </div>
    )
  );
}
