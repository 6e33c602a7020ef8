import { useTranslation } from 'react-i18next';
import type { CohortProgress } from '../contract.ts';
import { totalsOf } from './classProgress.ts';

/** The class in a sentence. */
export function ClassSummary({ progress }: { progress: CohortProgress }) {
  const { t } = useTranslation();
  const { completed, possible, percent, median } = totalsOf(progress);
  const count = progress.students.length;
  return (
    <p className="max-w-read text-title font-regular">
      {percent === null
        ? t('class.summaryFew', { count, completed, possible })
        : t('class.summary', { count, completed, possible, percent })}{' '}
      {percent !== null && t('class.median', { median, total: progress.lessons.length })}
    </p>
  );
}
