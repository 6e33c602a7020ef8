import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { leaderboard, type OwnEntry } from '../contract.ts';
import { useLeaderboardWords } from './words.ts';

/** Why one has one's points: asked for once somebody wants to know. */
export function OwnEntries({ sessionId }: { sessionId: string }) {
  const { t } = useLeaderboardWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {t('own.label')}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      {isOpen && <Asked sessionId={sessionId} />}
    </details>
  );
}

function Asked({ sessionId }: { sessionId: string }) {
  return <OwnEntriesView entries={viewOf(useLiveView(leaderboard, 'leaderboard:own', { sessionId }))} />;
}

export function OwnEntriesView({ entries }: { entries: View<{ entries: OwnEntry[] }> }) {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  return (
    <div className="border-s-4 border-hairline ps-4">
      <Shown
        view={entries}
        loading={t('own.loading')}
        failed={t('own.failed')}
        bones={<Bones lines={['80%', '80%']} />}
      >
        {(data) =>
          data.entries.length === 0 ? (
            <p className="text-muted">{t('own.none')}</p>
          ) : (
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-1">
              {data.entries.map(({ id, kind, points, reason }) => (
                <li key={id} className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {kind === 'quiz' ? t('own.quiz') : <bdi>{reason}</bdi>}
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
    </div>
  );
}
