import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import type { Figure } from '../contract.ts';

/** A number's definition, one press away from the number. */
export function Why({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group" data-print="no">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {summary}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <div className="appears grid max-w-read gap-2 border-s-4 border-hairline ps-4 pb-1">{children}</div>
    </details>
  );
}

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
