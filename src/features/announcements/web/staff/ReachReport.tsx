import type { ReactNode } from 'react';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { AnnouncementReach } from '../../contract.ts';
import { useStaffWords } from './staffWords.ts';

interface ReachReportProps {
  reach: AnnouncementReach;
  needsAcknowledgement: boolean;
  /** Who they are, for whoever wants to know. */
  recipients: ReactNode;
}

/** How far it came: to how many, and what they did with it. */
export function ReachReport({ reach, needsAcknowledgement, recipients }: ReachReportProps) {
  const { t } = useStaffWords();
  const { people } = reach;
  const steps = [
    'received',
    'seen',
    ...(needsAcknowledgement ? (['acknowledged'] as const) : []),
    'mailed',
    'bounced',
  ] as const;
  const lead = (): string => {
    if (people === 0) return t('reach.lead', { count: 0, people });
    return reach.seen === 0
      ? t('reach.leadNone', { people })
      : t('reach.lead', { count: reach.seen, people });
  };
  return (
    <Surface>
      <h2 className="text-section">{t('reach.title')}</h2>
      <p className="mt-1">{lead()}</p>
      {people > 0 && (
        <dl className="mt-4 grid max-w-read gap-3">
          {steps.map((step) => (
            <div key={step} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1">
              <dt>{t(`reach.${step}`)}</dt>
              <dd className="tabular-nums">{t('reach.of', { count: reach[step], people })}</dd>
              <dd className="col-span-2">
                <Bar percent={(100 * reach[step]) / people} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-4 text-caption text-muted">{t('reach.note')}</p>
      {recipients}
    </Surface>
  );
}
