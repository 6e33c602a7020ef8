import type { ReactNode } from 'react';
import { cohorts } from '#features/cohorts/contract.ts';
import { presence } from '#features/presence/contract.ts';
import { ClassHere } from '#features/presence/web/ClassHere.tsx';
import { PresenceBesideNames } from '#features/presence/web/PresenceBesideNames.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';

interface StaffPresenceProps {
  /** '' while it is not known yet. */
  cohortId: string;
  /** Of whom something is said: of everybody, or of those who are idle alone. */
  says?: 'all' | 'idle';
  children: ReactNode;
}

function usePeople(cohortId: string) {
  const topics = cohortId === '' ? [] : [cohorts.topics.cohortStaff.of({ cohortId })];
  return useLiveView(presence, 'presence:people', { cohortId }, { topics, enabled: cohortId !== '' });
}

/** Says beside every name on the page how that person of the cohort stands. */
export function StaffPresence({ cohortId, says = 'all', children }: StaffPresenceProps) {
  const { data, isLoading } = usePeople(cohortId);
  return (
    <PresenceBesideNames people={data?.people} isLoading={isLoading} says={says}>
      {children}
    </PresenceBesideNames>
  );
}

/** How many of a class are here. */
export function StaffCounts({ cohortId }: { cohortId: string }) {
  const view = viewOf(usePeople(cohortId));
  return <ClassHere people={view.state === 'full' ? full(view.data.people) : view} />;
}
