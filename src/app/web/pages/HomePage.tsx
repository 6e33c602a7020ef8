import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { cohorts } from '#features/cohorts/contract.ts';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import { progress, type CohortOutline, type CohortProgress } from '#features/progress/contract.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { HomeScreen } from '../screens/HomeScreen.tsx';
import { useMe } from './me.ts';

export function HomePage() {
  const me = useMe();
  const { live, session } = useRealtime();
  const learning = me.cohorts.filter(({ role }) => role === 'student').slice(0, 1);
  const teaching = me.cohorts.filter(({ role }) => role === 'instructor');
  const staffTopics = teaching.map(({ id }) => cohorts.topics.cohortStaff.of({ cohortId: id })).join(',');
  useEffect(() => {
    if (staffTopics !== '') return session?.line.listenTo(staffTopics.split(','));
  }, [session, staffTopics]);

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
    />
  );
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
