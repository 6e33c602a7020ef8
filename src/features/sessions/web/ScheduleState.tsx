import type { SessionState } from '../contract.ts';
import { useHostWords } from './useHostWords.ts';

const looks: Record<SessionState, string> = {
  scheduled: 'bg-quiet text-ink',
  rehearsal: 'bg-caution-soft text-caution',
  live: 'bg-live-soft text-live',
  ended: 'bg-quiet text-muted',
  cancelled: 'bg-quiet text-muted',
};

/** How a session stands, in a word. */
export function ScheduleState({ state }: { state: SessionState }) {
  const { t } = useHostWords();
  return (
    <span className={`rounded-bar px-2 py-0.5 text-caption whitespace-nowrap ${looks[state]}`}>
      {state === 'live' && (
        <span aria-hidden="true" className="me-1.5 inline-block size-2 rounded-[50%] bg-live" />
      )}
      {t(`state.${state}`)}
    </span>
  );
}
