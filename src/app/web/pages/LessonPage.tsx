import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { lessons } from '#features/lessons/contract.ts';
import { useNote } from '#features/lessons/web/notes/useNote.ts';
import { progress, type CohortOutline } from '#features/progress/contract.ts';
import { useCompletion } from '#features/progress/web/useCompletion.ts';
import { useStay } from '#features/progress/web/useStay.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { part } from '#platform/web/ui/part.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { LessonScreen } from '../screens/LessonScreen.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { useWatching } from './useWatching.ts';

const LessonAsked = part(() => import('./live/LessonAsked.tsx'), 'LessonAsked');
const LessonQuiz = part(() => import('./quizzes/LessonQuiz.tsx'), 'LessonQuiz');

/** Handed over from the lesson before, in the history's entry. */
interface CameFrom {
  completed?: { lessonId: string; title: string };
}

export function LessonPage() {
  const { cohortId = '', lessonId = '' } = useParams();
  return <OneLesson key={`${cohortId}/${lessonId}`} cohortId={cohortId} lessonId={lessonId} />;
}

function OneLesson({ cohortId, lessonId }: { cohortId: string; lessonId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state } = useLocation();
  const lesson = useLiveView(lessons, 'lessons:lesson', { cohortId, lessonId });
  const outline = useLiveView(progress, 'progress:outline', { cohortId });
  const note = useNote({ cohortId, lessonId });
  const watching = useWatching({
    cohortId,
    lessonId,
    media: lesson.data?.media,
    counts: outline.data?.role === 'student',
  });
  const { refetch } = lesson;
  const lookAgain = useCallback(() => void refetch(), [refetch]);
  const told = completedAt(outline.data, lessonId);
  const page = lesson.data;
  const stay = useStay({
    cohortId,
    lessonId,
    isCounted: outline.data?.role === 'student' && page?.gate.state === 'open',
    completes: page?.completes,
  });
  const { completion, complete, undo } = useCompletion({ cohortId, lessonId }, told, {
    rule: page?.completes,
    stay,
  });
  useSaidWhenComplete(told, page?.title);

  const language = lesson.data?.language;
  const blocks = useMemo(
    () => ({
      quiz: (quizKey: string) => (
        <Suspense>
          <LessonQuiz cohortId={cohortId} lessonId={lessonId} language={language ?? ''} quizKey={quizKey} />
        </Suspense>
      ),
    }),
    [cohortId, lessonId, language],
  );

  const came = (state as CameFrom | null)?.completed;
  const before = useCompletion(
    { cohortId, lessonId: came?.lessonId ?? '' },
    completedAt(outline.data, came?.lessonId),
  );
  const [undone, setUndone] = useState(false);

  // Whoever had to wait for the connection has seen a link to go on with, or has gone elsewhere: an answer
  // that comes late takes nobody away from what they read.
  const mayGoOn = useRef(false);
  useEffect(() => {
    if (completion.state === 'waiting') mayGoOn.current = false;
  }, [completion.state]);
  useEffect(() => () => void (mayGoOn.current = false), []);

  const completeAndGoOn = async (): Promise<void> => {
    const page = lesson.data;
    if (!page) return;
    mayGoOn.current = true;
    await complete();
    announcer.say({ text: t('lesson.before', { title: page.title }) });
    if (!page.next || !mayGoOn.current) return;
    const handedOver: CameFrom = { completed: { lessonId, title: page.title } };
    await navigate(`/c/${cohortId}/lessons/${page.next.id}`, { state: handedOver });
  };
  const undoBefore = async (): Promise<void> => {
    await before.undo();
    setUndone(true);
  };
  // A refusal is shown where the lesson's state is; there is nothing more to do about it here.
  const ignored = (): void => {};

  if (isMissing(lesson)) return <NotFound />;
  const showsBefore =
    came && (undone || before.completion.state === 'done' || before.completion.state === 'undoing');
  return (
    <LessonScreen
      cohortId={cohortId}
      lesson={viewOf(lesson)}
      outline={viewOf(outline)}
      completion={completion}
      onComplete={() => void completeAndGoOn().catch(ignored)}
      onUndo={() => void undo().catch(ignored)}
      before={
        showsBefore ? { title: came.title, undone, onUndo: () => void undoBefore().catch(ignored) } : null
      }
      note={note}
      watching={watching}
      onDue={lookAgain}
      blocks={blocks}
      discussion={
        <Suspense>
          <LessonAsked cohortId={cohortId} lessonId={lessonId} language={language} />
        </Suspense>
      }
    />
  );
}

/** A lesson that completes by itself, while one is in it, is told to who cannot see that. */
function useSaidWhenComplete(told: string | null, title: string | undefined): void {
  const { t } = useTranslation();
  const before = useRef(told);
  useEffect(() => {
    if (told !== null && before.current === null && title !== undefined)
      announcer.say({ text: t('lesson.before', { title }) });
    before.current = told;
  }, [told, title, t]);
}

function completedAt(outline: CohortOutline | undefined, lessonId: string | undefined): string | null {
  const lessons = outline?.modules.flatMap((module) => module.lessons) ?? [];
  return lessons.find(({ id }) => id === lessonId)?.completedAt ?? null;
}
