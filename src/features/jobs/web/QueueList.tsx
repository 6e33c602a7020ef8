import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { QueueLine } from '../contract.ts';
import { useJobWords } from './words.ts';

/** How each queue stands, by name. */
export function QueueList({ queues }: { queues: readonly QueueLine[] }) {
  const { t } = useJobWords();
  if (queues.length === 0) return <EmptyNote why={t('queues.none')} example={t('queues.noneExample')} />;
  return (
    <ul className="border-t border-hairline">
      {queues.map((line) => (
        <li
          key={line.queue}
          className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-1 border-b border-hairline py-3 wide:grid-cols-[minmax(0,4fr)_minmax(0,8fr)]"
        >
          <p className="min-w-0 [overflow-wrap:anywhere]">
            <bdi className="font-mono text-label">{line.queue}</bdi>
          </p>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
            <Standing line={line} />
            {line.long.length > 0 && <LongJobs line={line} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Standing({ line: { waiting, underWay, dead, firstDueAt } }: { line: QueueLine }) {
  const { t } = useJobWords();
  const formats = useFormats();
  const now = useNow();
  if (waiting + underWay + dead === 0) return <p className="text-muted">{t('queues.idle')}</p>;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      {waiting > 0 && (
        <span>
          {t('queues.waiting', { count: waiting })}
          {firstDueAt !== null && (
            <span className="text-muted">
              {', '}
              {Date.parse(firstDueAt) <= now.getTime()
                ? t('queues.oldest', { ago: formats.ago(firstDueAt, now) })
                : t('queues.next', { when: formats.when(firstDueAt, now) })}
            </span>
          )}
        </span>
      )}
      {underWay > 0 && <span>{t('queues.underWay', { count: underWay })}</span>}
      {dead > 0 && (
        <span className="rounded-bar bg-live-soft px-2 py-0.5 text-caption text-live">
          {t('queues.dead', { count: dead })}
        </span>
      )}
    </p>
  );
}

/** What takes its time, with how far it is. */
function LongJobs({ line: { queue, long } }: { line: QueueLine }) {
  const { t } = useJobWords();
  const formats = useFormats();
  const now = useNow();
  return (
    <ul aria-label={t('queues.longLabel', { queue })} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {long.map(({ id, effectKey, attempt, begunAt, progress }) => (
        <li key={id} className="grid max-w-read grid-cols-[minmax(0,1fr)] gap-1">
          <p className="flex flex-wrap gap-x-3 text-caption [overflow-wrap:anywhere]">
            <bdi className="font-mono">{effectKey}</bdi>
            <span className="text-muted">
              {t('queues.since', { when: formats.when(begunAt, now) })},{' '}
              {t('queues.attempt', { count: attempt })}
            </span>
            <span>
              {progress
                ? t('queues.progress', {
                    done: formats.number(progress.done),
                    of: formats.number(progress.of),
                  })
                : t('queues.noProgress')}
            </span>
          </p>
          {progress && <Bar percent={progress.of === 0 ? 0 : (progress.done / progress.of) * 100} />}
        </li>
      ))}
    </ul>
  );
}
