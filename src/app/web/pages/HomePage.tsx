import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import type { Answering } from '#features/cohorts/web/PendingPlaces.tsx';
import { progress, type CohortOutline, type CohortProgress } from '#features/progress/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { part } from '#platform/web/ui/part.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { HomeScreen, learningOf } from '../screens/HomeScreen.tsx';
import { useMe } from './me.ts';

// Home stands before they come.
const HomeLive = part(() => import('./live/HomeLive.tsx'), 'HomeLive');
const CohortPresence = part(() => import('./presence/CohortPresence.tsx'), 'CohortPresence');
const HomeAnnouncements = part(() => import('./announcements/HomeAnnouncements.tsx'), 'HomeAnnouncements', {
  words: 'own',
});
const HomeQuizzes = part(() => import('./quizzes/HomeQuizzes.tsx'), 'HomeQuizzes');

export function HomePage() {
  const me = useMe();
  const { live, session } = useRealtime();
  const learning = learningOf(me).slice(0, 1);
  const teaching = me.cohorts.filter(({ role }) => role === 'instructor');
  const staffTopics = teaching.map(({ id }) => cohorts.topics.cohortStaff.of({ cohortId: id })).join(',');
  useEffect(() => {
    if (staffTopics !== '') return session?.line.listenTo(staffTopics.split(','));
  }, [session, staffTopics]);

  const answering = useAnswering();
  const outlines = useQueries({
    queries: learning.map(({ id }) => live.view(progress, 'progress:outline', { cohortId: id })),
  });
  const classes = useQueries({
    queries: teaching.map(({ id }) => live.view(progress, 'progress:cohort', { cohortId: id })),
  });
  const organisations = useQueries({
    queries: me.organisations.map(({ id }) =>
      live.view(cohorts, 'cohorts:organisation', { organisationId: id }),
    ),
  });
  return (
    <HomeScreen
      me={full(me)}
      outlineOf={(id) => one<CohortOutline>(learning, outlines, id)}
      classOf={(id) => one<CohortProgress>(teaching, classes, id)}
      organisationOf={(id) => one<Organisation>(me.organisations, organisations, id)}
      answering={answering}
      live={
        <Suspense>
          <HomeLive />
        </Suspense>
      }
      announcements={
        <Suspense>
          <HomeAnnouncements />
        </Suspense>
      }
      quizzesOf={(cohortId) => (
        <Suspense>
          <HomeQuizzes cohortId={cohortId} />
        </Suspense>
      )}
      hereOf={(cohortId) => (
        <Suspense>
          <CohortPresence cohortId={cohortId} />
        </Suspense>
      )}
    />
  );
}

/** Taking up and declining invitations, and leaving waiting lists. */
function useAnswering(): Answering {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const answer = async (cohortId: string, coming: boolean): Promise<void> => {
    setBusy(cohortId);
    setFault(null);
    try {
      await live.api.command(cohorts, 'cohorts:answer', { cohortId, coming });
    } catch (problem) {
      setFault(problem instanceof ApiProblem ? problem.message : t('states.unknownFailure'));
    } finally {
      setBusy(null);
    }
  };
  return { busy, fault, onAnswer: (cohortId, coming) => void answer(cohortId, coming) };
}

/** The view of the thing with this id, among views that stand in the order of the things. */
function one<Data>(
  things: readonly { id: string }[],
  views: readonly UseQueryResult[],
  id: string,
): View<Data> {
  const view = views[things.findIndex((thing) => thing.id === id)];
  return view ? viewOf(view as UseQueryResult<Data, ApiProblem>) : loading;
}
