import type { ComponentProps, RefObject } from 'react';
import { Link } from 'react-router';
import type { Attempt } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { MarkingView } from '#features/quizzes/web/staff/MarkingView.tsx';
import { useStaffWords } from '#features/quizzes/web/staff/useStaffWords.ts';
import { BackIcon, OnwardIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export interface Neighbour {
  attemptId: string;
  name: string;
}

interface MarkingScreenProps extends Omit<ComponentProps<typeof MarkingView>, 'attempt'> {
  cohortId: string;
  quizId: string;
  attempt: View<Attempt>;
  previous: Neighbour | null;
  next: Neighbour | null;
  nextLink: RefObject<HTMLAnchorElement | null>;
}

/** One attempt, to be looked at and marked. */
export function MarkingScreen(props: MarkingScreenProps) {
  const { cohortId, quizId, attempt, previous, next, nextLink, ...marking } = props;
  const { t } = useStaffWords();
  const paths = quizPaths(cohortId, quizId);
  return (
    <Shown
      view={attempt}
      page
      loading={t('marking.loading')}
      failed={t('marking.failed')}
      bones={<Bones lines={['14rem', '60%', '0', '90%', '70%', '70%']} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Link
            to={paths.teach}
            className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
          >
            <BackIcon />
            <bdi>{data.quiz.title}</bdi>
          </Link>
          <header>
            <PageHeading title={t('marking.title', { name: data.student.name, quiz: data.quiz.title })}>
              <bdi>{data.student.name}</bdi>
            </PageHeading>
            <p className="text-muted">{t('marking.attempt', { number: data.number })}</p>
          </header>
          <MarkingView key={data.id} attempt={data} {...marking} />
          {(previous || next) && (
            <nav
              aria-label={t('marking.around')}
              className="flex flex-wrap justify-between gap-x-8 gap-y-2 border-t border-hairline pt-4"
            >
              {previous ? (
                <Link
                  to={paths.marking(previous.attemptId)}
                  className="controls flex items-center gap-2 text-accent"
                >
                  <BackIcon />
                  <bdi>{t('marking.previous', { name: previous.name })}</bdi>
                </Link>
              ) : (
                <span />
              )}
              {next && (
                <Link
                  ref={nextLink}
                  to={paths.marking(next.attemptId)}
                  className="controls flex items-center gap-2 text-accent"
                >
                  <bdi>{t('marking.next', { name: next.name })}</bdi>
                  <OnwardIcon />
                </Link>
              )}
            </nav>
          )}
        </div>
      )}
    </Shown>
  );
}
