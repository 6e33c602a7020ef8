import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { cohorts, type EnrolmentLine } from '#features/cohorts/contract.ts';
import type { PersonAct } from '#features/cohorts/web/people/peopleActs.ts';
import { addressOf, filterIn } from '#features/cohorts/web/people/peopleFilter.ts';
import { useInviting } from '#features/cohorts/web/people/useInviting.ts';
import { usePeopleActs } from '#features/cohorts/web/people/usePeopleActs.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { PeopleScreen, type Asking } from '../screens/PeopleScreen.tsx';
import { useMe } from './me.ts';
import { StaffPresence } from './presence/StaffPresence.tsx';

export function PeoplePage() {
  const { cohortId = '' } = useParams();
  return <PeopleOf key={cohortId} cohortId={cohortId} />;
}

function PeopleOf({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const { live } = useRealtime();
  const [search, setSearch] = useSearchParams();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const enrolments = useLiveView(cohorts, 'cohorts:enrolments', { cohortId }, { topics });
  const invitations = useLiveView(cohorts, 'cohorts:invitations', { cohortId }, { topics });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Asking | null>(null);
  const unknownFailure = t('states.unknownFailure');
  const acts = usePeopleActs(live.api, cohortId, unknownFailure);
  const panel = useInviting(live.api, cohortId, { people: enrolments.data?.enrolments, unknownFailure });

  const act = (what: PersonAct, people: readonly EnrolmentLine[]): void => {
    switch (what) {
      case 'transfer':
      case 'lastDay':
        return setAsking({ what, people });
      case 'enrol':
        return void acts.enrol(people);
      case 'makeInstructor':
        return void acts.enrol(people, 'instructor');
      case 'makeStudent':
        return void acts.enrol(people, 'student');
      default:
        setSelected(new Set());
        return void acts.change(what, people);
    }
  };
  const answer = (go: (people: readonly EnrolmentLine[]) => Promise<void>): void => {
    if (!asking) return;
    setAsking(null);
    setSelected(new Set());
    void go(asking.people);
  };

  if (isMissing(enrolments)) return <NotFound />;
  const cohort = enrolments.data?.cohort;
  const runsIt = me.organisations.some(({ id }) => id === cohort?.organisationId);
  const invited = viewOf(invitations);
  return (
    <StaffPresence cohortId={cohortId}>
      <PeopleScreen
        cohortId={cohortId}
        enrolments={viewOf(enrolments)}
        meId={me.user.id}
        canAct={cohort?.archived === false || runsIt}
        filter={filterIn(search)}
        onFilter={(filter) => {
          acts.settle();
          setSearch(addressOf(filter), { replace: true });
        }}
        selected={selected}
        onSelect={setSelected}
        busy={acts.busy}
        onAct={act}
        kept={acts.kept}
        done={acts.done}
        onUndo={() => void acts.undo()}
        fault={acts.fault}
        panel={{
          ...panel,
          invitations: invited.state === 'full' ? full(invited.data.invitations) : invited,
        }}
        asking={asking}
        otherCohorts={me.cohorts.filter(
          ({ id, role, archived, organisationId }) =>
            id !== cohortId && role !== 'student' && !archived && organisationId === cohort?.organisationId,
        )}
        onMove={(to) => answer((people) => acts.transfer(to, people))}
        onLastDay={(expiresOn) => answer((people) => acts.setLastDay(expiresOn, people))}
        onCloseAsking={() => setAsking(null)}
      />
    </StaffPresence>
  );
}
