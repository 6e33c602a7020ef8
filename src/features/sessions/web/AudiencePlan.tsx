import type { LiveSession } from '../contract.ts';
import { useSessionsWords } from './useSessionsWords.ts';

/** The run sheet as those who take part see it, with the item that is up. */
export function AudiencePlan({ session }: { session: Pick<LiveSession, 'agenda' | 'currentItemId'> }) {
  const { t } = useSessionsWords();
  const { agenda, currentItemId } = session;
  if (agenda.length === 0) return null;
  return (
    <section>
      <h2 className="text-title">{t('room.plan')}</h2>
      <ol className="mt-2 border-t border-hairline">
        {agenda.map(({ id, title, minutes, kind }) => (
          <li
            key={id}
            aria-current={id === currentItemId ? 'step' : undefined}
            className="flex items-baseline justify-between gap-4 border-b border-hairline py-2 aria-[current]:border-s-4 aria-[current]:border-s-live aria-[current]:ps-3"
          >
            <span>
              <bdi className={id === currentItemId ? 'font-strong' : ''}>{title}</bdi>
              {id === currentItemId && <span className="sr-only"> {t('room.planNow')}</span>}
              {kind !== 'talk' && kind !== 'other' && (
                <span className="block text-caption text-muted">{t(`kind.${kind}`)}</span>
              )}
            </span>
            <span className="shrink-0 text-caption text-muted">{t('when.minutes', { count: minutes })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
