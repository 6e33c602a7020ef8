import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import type { quizzes } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { Bank } from '#features/quizzes/web/staff/Bank.tsx';
import { BlockReader } from '#features/quizzes/web/staff/BlockReader.tsx';
import { QuizList } from '#features/quizzes/web/staff/QuizList.tsx';
import { useStaffWords } from '#features/quizzes/web/staff/useStaffWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Parts } from './Parts.tsx';

export type QuizzesPart = 'quizzes' | 'bank' | 'reader';

interface TeachQuizzesScreenProps {
  cohortId: string;
  overview: View<ViewData<typeof quizzes, 'quiz:overview'>>;
  part: QuizzesPart;
  bank: ComponentProps<typeof Bank>;
  reader: ComponentProps<typeof BlockReader>;
}

/** The quizzes of a cohort: how they stand, every question, and a reader for new ones. */
export function TeachQuizzesScreen({ cohortId, overview, part, bank, reader }: TeachQuizzesScreenProps) {
  const { t } = useStaffWords();
  const here = `/teach/${cohortId}/quizzes`;
  return (
    <Shown
      view={overview}
      page
      loading={t('list.loading')}
      failed={t('list.failed')}
      bones={<Bones lines={['12rem', '0', '100%', '100%', '100%']} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <StaffHead
            cohort={data.cohort.title}
            title={t('list.title', { cohort: data.cohort.title })}
            heading={t('list.heading')}
          >
            <Link to={`/teach/${cohortId}/grades`} className="controls flex items-center text-accent">
              {t('list.gradebook')}
            </Link>
            <Link to={`/teach/${cohortId}`} className="controls flex items-center text-accent">
              {t('list.toClass')}
            </Link>
          </StaffHead>
          <Parts
            label={t('list.parts')}
            parts={[
              { name: t('list.quizzes'), to: here, isHere: part === 'quizzes' },
              { name: t('list.bank'), to: `${here}?part=bank`, isHere: part === 'bank' },
              { name: t('list.reader'), to: `${here}?part=reader`, isHere: part === 'reader' },
            ]}
          />
          {part === 'quizzes' && (
            <QuizList
              quizzes={data.quizzes}
              zone={data.cohort.zone}
              quizHref={(quizId) => quizPaths(cohortId, quizId).teach}
            />
          )}
          {part === 'bank' && <Bank {...bank} />}
          {part === 'reader' && <BlockReader {...reader} />}
        </div>
      )}
    </Shown>
  );
}

interface StaffHeadProps {
  cohort: string;
  title: string;
  heading: ReactNode;
  children: ReactNode;
}

/** A staff page's heading, with where one can go from there. */
export function StaffHead({ cohort, title, heading, children }: StaffHeadProps) {
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
      <PageHeading title={title}>{heading}</PageHeading>
      <p className="flex flex-wrap items-baseline gap-x-6 text-muted" data-print="no">
        <bdi>{cohort}</bdi>
        {children}
      </p>
    </header>
  );
}
