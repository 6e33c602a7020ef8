import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import type { quizzes } from '#features/quizzes/contract.ts';
import { QuizCard, type Starting } from '#features/quizzes/web/QuizCard.tsx';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useQuizWords } from '#features/quizzes/web/useQuizWords.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface QuizScreenProps {
  cohortId: string;
  quiz: View<ViewData<typeof quizzes, 'quiz:quiz'>>;
  nowMs: () => number;
  starting: Starting;
  onStart: () => void;
  isStaff: boolean;
}

/** One quiz on a page of its own. */
export function QuizScreen({ cohortId, quiz, nowMs, starting, onStart, isStaff }: QuizScreenProps) {
  const { t } = useQuizWords();
  return (
    <Shown view={quiz} page loading={t('quiz.loading')} failed={t('quiz.failed')} bones={<SheetBones />}>
      {(data) => {
        const paths = quizPaths(cohortId, data.id);
        return (
          <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
            <header className="grid gap-1">
              <BackToLesson cohortId={cohortId} lessonId={data.lessonId} title={data.lessonTitle} />
              <PageHeading title={data.title}>
                <bdi>{data.title}</bdi>
              </PageHeading>
            </header>
            <Surface>
              <QuizCard
                quiz={data}
                zone={data.zone}
                nowMs={nowMs}
                starting={starting}
                onStart={onStart}
                attemptHref={paths.attempt}
                resultHref={paths.result}
                {...(isStaff && { staffHref: paths.teach })}
              />
            </Surface>
            {!isStaff && (
              <p>
                <Link to={`/c/${cohortId}/grades`} className="controls inline-flex items-center text-accent">
                  {t('quiz.toGrades')}
                </Link>
              </p>
            )}
          </div>
        );
      }}
    </Shown>
  );
}

interface BackToLessonProps {
  cohortId: string;
  lessonId: string | null;
  title: string | null;
}

/** Back to where the quiz stands; nothing where it stands nowhere. */
export function BackToLesson({ cohortId, lessonId, title }: BackToLessonProps) {
  const { t } = useQuizWords();
  if (lessonId === null || title === null) return null;
  return (
    <Link
      to={`/c/${cohortId}/lessons/${lessonId}`}
      data-print="no"
      className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
    >
      <BackIcon />
      <bdi>{t('quiz.toLesson', { title })}</bdi>
    </Link>
  );
}
