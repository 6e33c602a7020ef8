import { useTranslation } from 'react-i18next';
import { Why } from '#platform/web/ui/Why.tsx';
import type { Figure } from '../contract.ts';

/** Where a progress figure comes from; of the reader, or of the student who is named. */
export function WhyThisNumber({ figure, student }: { figure: Figure; student?: string }) {
  const { t } = useTranslation();
  const { completed, total } = figure;
  const exact = total === 0 ? '0' : ((100 * completed) / total).toFixed(1);
  return (
    <Why summary={t('progress.why')}>
      <p>
        {student === undefined
          ? t('progress.whyYou', { completed, count: total })
          : t('student.whyStudent', { completed, count: total, name: student })}
      </p>
      <p>
        <bdi>{t('progress.whySum', { completed, total, exact })}</bdi>
      </p>
      <p>{t('progress.whyRule')}</p>
    </Why>
  );
}
