import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CohortProgress } from '#features/progress/contract.ts';
import type { ClassOrder, ClassShown } from '#features/progress/web/classProgress.ts';
import { ClassView } from '#features/progress/web/ClassView.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown, SquareBones } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface ClassScreenProps {
  cohortId: string;
  progress: View<CohortProgress>;
  /** How many are here. */
  here?: ReactNode;
  /** Who is offered help. */
  help?: ReactNode;
  /** The way to what is said in the cohort. */
  chat: ReactNode;
  order: ClassOrder;
  onOrder: (order: ClassOrder) => void;
  shown: ClassShown;
  onShown: (shown: ClassShown) => void;
  onOpen: (studentId: string) => void;
}

/** Where is my class? */
export function ClassScreen(props: ClassScreenProps) {
  const { cohortId, progress, here, help, chat, order, onOrder, shown, onShown, onOpen } = props;
  const { t } = useTranslation();
  return (
    <Shown
      view={progress}
      page
      loading={t('class.loading')}
      failed={t('class.failed')}
      bones={
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Bones lines={['12rem', '30rem']} />
          <SquareBones rows={10} columns={14} />
        </div>
      }
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
            <PageHeading title={t('class.title', { cohort: data.cohort.title })}>
              {t('class.heading')}
            </PageHeading>
            <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
              <bdi>{data.cohort.title}</bdi>
              <Link to={`/teach/${cohortId}/people`} className="controls flex items-center text-accent">
                {t('class.people')}
              </Link>
              <Link to={`/teach/${cohortId}/certificates`} className="controls flex items-center text-accent">
                {t('class.certificates')}
              </Link>
              <Link to={`/teach/${cohortId}/quizzes`} className="controls flex items-center text-accent">
                {t('class.quizzes')}
              </Link>
              <Link to={`/teach/${cohortId}/live`} className="controls flex items-center text-accent">
                {t('shell.live')}
              </Link>
              {chat}
              <Link to={`/teach/${cohortId}/sent`} className="controls flex items-center text-accent">
                {t('class.sent')}
              </Link>
              <Link to={`/teach/${cohortId}/messages`} className="controls flex items-center text-accent">
                {t('class.messages')}
              </Link>
              <Link to={`/teach/${cohortId}/content`} className="controls flex items-center text-accent">
                {t('course.content')}
              </Link>
              <Link to={`/c/${cohortId}`} className="controls flex items-center text-accent">
                {t('course.plan')}
              </Link>
            </p>
          </header>
          {data.students.length > 0 && here}
          {help}
          <ClassView
            progress={data}
            order={order}
            onOrder={onOrder}
            shown={shown}
            onShown={onShown}
            studentHref={(studentId) => `/teach/${cohortId}/students/${studentId}`}
            onOpen={onOpen}
            peopleHref={`/teach/${cohortId}/people`}
          />
        </div>
      )}
    </Shown>
  );
}
