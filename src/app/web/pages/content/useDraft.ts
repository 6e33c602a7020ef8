import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohorts } from '#features/cohorts/contract.ts';
import { lessons } from '#features/lessons/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** The draft of a cohort's course, kept true by what the staff of the cohort is told. */
export function useDraft(cohortId: string) {
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  return useLiveView(lessons, 'lessons:draft', { cohortId }, { topics });
}

/** Deeds one at a time: whether one is on its way, and why the last one did not work. */
export function useDeed() {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  return {
    busy,
    fault,
    /** Resolves to whether it worked. */
    async run(deed: () => Promise<unknown>): Promise<boolean> {
      setBusy(true);
      setFault(null);
      try {
        await deed();
        return true;
      } catch (problem) {
        setFault(problem instanceof ApiProblem ? problem.message : t('states.unknownFailure'));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
