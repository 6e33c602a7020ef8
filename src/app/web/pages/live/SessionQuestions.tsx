import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { Questions } from '#features/qna/web/Questions.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { useMe } from '../me.ts';
import { useLessonProse } from '../useLessonProse.tsx';

/** What is asked in a session; answers are shown as lessons are. */
export function SessionQuestions({ session }: { session: OwnSession }) {
  const { user } = useMe();
  return (
    <AnswerProseContext value={useLessonProse(session.cohortId)}>
      <Questions sessionId={session.id} state={session.state} settings={session.settings} viewer={user} />
    </AnswerProseContext>
  );
}
