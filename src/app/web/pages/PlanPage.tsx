import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { cohorts, type PlanRule } from '#features/cohorts/contract.ts';
import type { Cloning } from '#features/cohorts/web/plan/CloneAndArchive.tsx';
import type { FactsWanted } from '#features/cohorts/web/plan/CohortForm.tsx';
import type { Moving } from '#features/cohorts/web/plan/MoveCohort.tsx';
import type { PlanSaving } from '#features/cohorts/web/plan/PlanEditor.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { PlanScreen } from '../screens/PlanScreen.tsx';
import { useMe } from './me.ts';

export function PlanPage() {
  const { cohortId = '' } = useParams();
  return <PlanOf key={cohortId} cohortId={cohortId} />;
}

function PlanOf({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const { live } = useRealtime();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId }), cohorts.topics.cohort.of({ cohortId })];
  const plan = useLiveView(cohorts, 'cohorts:plan', { cohortId }, { topics });
  const [days, setDays] = useState<number | null>(null);
  const preview = useLiveView(
    cohorts,
    'cohorts:move-preview',
    { cohortId, days: days ?? 0 },
    { topics, enabled: days !== null },
  );
  const [saving, setSaving] = useState<PlanSaving>({ state: 'ready' });
  const [editing, setEditing] = useState<PlanSaving>({ state: 'ready' });
  const [moving, setMoving] = useState<Moving>({ state: 'ready' });
  const [cloning, setCloning] = useState<Cloning>({ state: 'ready' });
  const [archiving, setArchiving] = useState<{ busy: boolean; fault: string | null }>({
    busy: false,
    fault: null,
  });
  const sentenceOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
  const { api } = live;

  const save = async (rules: PlanRule[]): Promise<boolean> => {
    setSaving({ state: 'saving' });
    try {
      await api.command(cohorts, 'cohorts:set-plan', { cohortId, rules });
      await plan.refetch();
      setSaving({ state: 'saved', at: new Date().toISOString() });
      return true;
    } catch (problem) {
      setSaving({ state: 'failed', sentence: sentenceOf(problem) });
      return false;
    }
  };
  const edit = async (facts: FactsWanted): Promise<boolean> => {
    setEditing({ state: 'saving' });
    try {
      await api.command(cohorts, 'cohorts:edit', { cohortId, ...facts });
      setEditing({ state: 'saved', at: new Date().toISOString() });
      return true;
    } catch (problem) {
      setEditing({ state: 'failed', sentence: sentenceOf(problem) });
      return false;
    }
  };
  const move = async (by: number): Promise<void> => {
    const startsOn = plan.data!.cohort.startsOn;
    setMoving({ state: 'moving' });
    try {
      await api.command(cohorts, 'cohorts:move', { cohortId, startsOn, days: by });
      setMoving({ state: 'moved', days: by });
      setDays(null);
    } catch (problem) {
      setMoving({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const clone = async (wanted: { title: string; startsOn: string }): Promise<void> => {
    setCloning({ state: 'cloning' });
    try {
      const { id, title } = await api.command(cohorts, 'cohorts:clone', { cohortId, ...wanted });
      setCloning({ state: 'cloned', cohort: { id, title } });
    } catch (problem) {
      setCloning({ state: 'failed', sentence: sentenceOf(problem) });
    }
  };
  const archive = async (archived: boolean): Promise<void> => {
    setArchiving({ busy: true, fault: null });
    try {
      await api.command(cohorts, 'cohorts:archive', { cohortId, archived });
      setArchiving({ busy: false, fault: null });
    } catch (problem) {
      setArchiving({ busy: false, fault: sentenceOf(problem) });
    }
  };

  if (isMissing(plan)) return <NotFound />;
  const line = me.cohorts.find(({ id }) => id === cohortId);
  const runsIt = me.organisations.some(({ id }) => id === line?.organisationId);
  return (
    <PlanScreen
      cohortId={cohortId}
      plan={viewOf(plan)}
      canAct={plan.data?.cohort.archived === false || runsIt}
      runsIt={runsIt}
      editor={{ saving, onSave: save }}
      form={{ saving: editing, onSave: edit }}
      move={{ days, preview: viewOf(preview), moving, onPreview: setDays, onMove: (by) => void move(by) }}
      clone={{ cloning, onClone: (wanted) => void clone(wanted) }}
      archive={{ ...archiving, onArchive: (archived) => void archive(archived) }}
    />
  );
}
