import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { CohortList } from '#features/cohorts/web/CohortList.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { useMe } from './me.ts';

/** All classes that one teaches or answers for; a single one opens by itself. */
export function TeachPage() {
  const { t } = useTranslation();
  const taught = useMe().cohorts.filter(({ role }) => role !== 'student');
  const [first] = taught;
  if (!first) return <NotFound />;
  if (taught.length === 1) return <Navigate to={`/teach/${first.id}`} replace />;
  return (
    <div className="grid gap-6">
      <PageHeading title={t('class.all')} />
      <div className="max-w-[44rem]">
        <CohortList cohorts={taught} />
      </div>
    </div>
  );
}
