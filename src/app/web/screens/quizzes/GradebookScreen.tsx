import { Link } from 'react-router';
import type { Gradebook } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { gradebookCsv } from '#features/quizzes/web/staff/exportPaths.ts';
import { GradebookView } from '#features/quizzes/web/staff/GradebookView.tsx';
import { useStaffWords } from '#features/quizzes/web/staff/useStaffWords.ts';
import { Bones, Shown, SquareBones } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { FileLink } from './TeachQuizScreen.tsx';
import { StaffHead } from './TeachQuizzesScreen.tsx';

interface GradebookScreenProps {
  cohortId: string;
  gradebook: View<Gradebook>;
  onOpen: (quizId: string, attemptId: string) => void;
}

/** Students by quizzes. */
export function GradebookScreen({ cohortId, gradebook, onOpen }: GradebookScreenProps) {
  const { t } = useStaffWords();
  return (
    <Shown
      view={gradebook}
      page
      loading={t('gradebook.loading')}
      failed={t('gradebook.failed')}
      bones={
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Bones lines={['12rem']} />
          <SquareBones rows={10} columns={6} />
        </div>
      }
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <StaffHead
            cohort={data.cohort.title}
            title={t('gradebook.title', { cohort: data.cohort.title })}
            heading={t('gradebook.heading')}
          >
            <FileLink href={gradebookCsv(cohortId)}>{t('exports.gradebookCsv')}</FileLink>
            <Link to={`/teach/${cohortId}/quizzes`} className="controls flex items-center text-accent">
              {t('list.toQuizzes')}
            </Link>
          </StaffHead>
          <GradebookView
            gradebook={data}
            attemptHref={(quizId, attemptId) => quizPaths(cohortId, quizId).marking(attemptId)}
            quizHref={(quizId) => quizPaths(cohortId, quizId).teach}
            onOpen={onOpen}
          />
        </div>
      )}
    </Shown>
  );
}
