import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { cohorts, type CohortRole, type EnrolmentLine } from '#features/cohorts/contract.ts';
import type { Adding } from '#features/cohorts/web/People.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { PeopleScreen } from '../screens/PeopleScreen.tsx';
import { useMe } from './me.ts';

export function PeoplePage() {
  const { cohortId = '' } = useParams();
  return <PeopleOf key={cohortId} cohortId={cohortId} />;
}

function PeopleOf({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const { live } = useRealtime();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const enrolments = useLiveView(cohorts, 'cohorts:enrolments', { cohortId }, { topics });
  const [adding, setAdding] = useState<Adding>({ state: 'ready' });
  const [removedHere, setRemovedHere] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<string | null>(null);

  const wordsOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');

  const add = async ({ email, role }: { email: string; role: CohortRole }): Promise<void> => {
    setAdding({ state: 'adding' });
    try {
      const { data } = await live.api.view(cohorts, 'cohorts:find-person', { cohortId, email });
      if (!data.person) return setAdding({ state: 'unknown' });
      const { id, name } = data.person;
      const known = enrolments.data?.enrolments.find(({ userId }) => userId === id);
      if (known?.state === 'active' && known.role === role) return setAdding({ state: 'already', name });
      await live.api.command(cohorts, 'cohorts:enrol', { cohortId, userId: id, role });
      setAdding({ state: 'added', name });
    } catch (problem) {
      setAdding({ state: 'failed', sentence: wordsOf(problem) });
    }
  };

  /** Does it for one person, whose row waits meanwhile. */
  const forOne = async (userId: string, work: () => Promise<unknown>): Promise<void> => {
    setFault(null);
    setBusy((now) => new Set(now).add(userId));
    try {
      await work();
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setBusy((now) => without(now, userId));
    }
  };
  const remove = (userId: string): Promise<void> =>
    forOne(userId, async () => {
      await live.api.command(cohorts, 'cohorts:remove', { cohortId, userId });
      setRemovedHere((now) => new Set(now).add(userId));
    });
  const bringBack = ({ userId, role }: EnrolmentLine): Promise<void> =>
    forOne(userId, () => live.api.command(cohorts, 'cohorts:enrol', { cohortId, userId, role }));

  if (isMissing(enrolments)) return <NotFound />;
  return (
    <PeopleScreen
      cohortId={cohortId}
      enrolments={viewOf(enrolments)}
      meId={me.user.id}
      adding={adding}
      onAdd={(person) => void add(person)}
      removedHere={removedHere}
      busy={busy}
      fault={fault}
      onRemove={(userId) => void remove(userId)}
      onBringBack={(person) => void bringBack(person)}
    />
  );
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(set);
  rest.delete(id);
  return rest;
}
