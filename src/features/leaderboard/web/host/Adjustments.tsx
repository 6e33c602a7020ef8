import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { leaderboard, type Adjustment } from '../../contract.ts';
import { useLeaderboardWords } from '../words.ts';

/** What staff gave and took in a session. */
export function Adjustments({ sessionId }: { sessionId: string }) {
  const result = useLiveView(leaderboard, 'leaderboard:adjustments', { sessionId });
  return <AdjustmentsView adjustments={viewOf(result)} />;
}

export function AdjustmentsView({ adjustments }: { adjustments: View<{ adjustments: Adjustment[] }> }) {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 id={heading} className="text-label text-muted">
        {t('host.list')}
      </h3>
      <Shown
        view={adjustments}
        loading={t('host.listLoading')}
        failed={t('host.listFailed')}
        bones={<Bones lines={['80%', '80%']} />}
      >
        {(data) =>
          data.adjustments.length === 0 ? (
            <p className="text-muted">{t('host.listNone')}</p>
          ) : (
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
              {data.adjustments.map(({ id, person, points, reason }) => (
                <li key={id} className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <bdi>{person.name}</bdi>
                    <span className="block text-caption text-muted">
                      <bdi>{reason}</bdi>
                    </span>
                  </span>
                  <bdi className="shrink-0 font-strong">
                    {points > 0 ? t('own.plus', { points: formats.number(points) }) : formats.number(points)}
                  </bdi>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
