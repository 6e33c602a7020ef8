import type { SessionPhase } from './sessionPhase.ts';
import { useSessionsWords } from './useSessionsWords.ts';

/** How a session stands, where that is more than its hour says. */
export function SessionMark({ phase }: { phase: SessionPhase['is'] }) {
  const { t } = useSessionsWords();
  switch (phase) {
    case 'live':
      return (
        <span className="inline-flex items-center gap-2 text-label text-live">
          <span aria-hidden="true" className="size-2.5 rounded-[50%] bg-live" />
          {t('state.live')}
        </span>
      );
    case 'waiting':
      return <span className="text-label text-accent">{t('state.soon')}</span>;
    case 'cancelled':
      return <span className="text-label text-muted">{t('state.cancelled')}</span>;
    case 'ahead':
    case 'ended':
      return null;
  }
}
