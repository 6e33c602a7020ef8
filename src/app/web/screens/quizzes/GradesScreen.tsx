import type { ViewData } from '#kernel/contract.ts';
import type { quizzes } from '#features/quizzes/contract.ts';
import { GradesView } from '#features/quizzes/web/GradesView.tsx';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { useQuizWords } from '#features/quizzes/web/useQuizWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface GradesScreenProps {
  cohortId: string;
  overview: View<ViewData<typeof quizzes, 'quiz:overview'>>;
  nowMs: () => number;
}

/** How am I doing? */
export function GradesScreen({ cohortId, overview, nowMs }: GradesScreenProps) {
  const { t } = useQuizWords();
  return (
    <Shown
      view={overview}
      page
      loading={t('grades.loading')}
      failed={t('grades.failed')}
      bones={<Bones lines={['12rem', '26rem', '0', '100%', '100%', '100%']} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
            <PageHeading title={t('grades.title')} />
            <bdi className="text-muted">{data.cohort.title}</bdi>
          </header>
          <GradesView
            quizzes={data.quizzes}
            nowMs={nowMs}
            quizHref={(quizId) => quizPaths(cohortId, quizId).quiz}
            resultHref={(quizId, attemptId) => quizPaths(cohortId, quizId).result(attemptId)}
          />
        </div>
      )}
    </Shown>
  );
}
