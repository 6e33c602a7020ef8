import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';

/** Why something was not done, in words for whoever asked. */
export function useProblemWords(): (problem: unknown) => string {
  const { t } = useTranslation();
  return (problem) => (problem instanceof ApiProblem ? problem.message : t('states.unknownFailure'));
}
