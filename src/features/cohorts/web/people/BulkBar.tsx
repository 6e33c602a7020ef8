import { Button } from '#platform/web/ui/Button.tsx';
import type { EnrolmentLine } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { actsForAll, type PersonAct } from './peopleActs.ts';
import { actWords } from './PersonMenu.tsx';

interface BulkBarProps {
  people: readonly EnrolmentLine[];
  busy: boolean;
  onAct: (act: PersonAct) => void;
  onClear: () => void;
}

/** What can be done to everybody who is selected. It stays in sight while one selects. */
export function BulkBar({ people, busy, onAct, onClear }: BulkBarProps) {
  const { t } = useCohortsWords();
  return (
    <div
      role="group"
      aria-label={t('people.selected', { count: people.length })}
      className="sticky bottom-[calc(var(--bar-bottom)+0.5rem)] z-30 flex flex-wrap items-center gap-2 rounded-surface border border-hairline bg-surface p-3 shadow-float"
    >
      <p role="status" className="me-2 text-label">
        {busy ? t('people.working') : t('people.selected', { count: people.length })}
      </p>
      {actsForAll(people).map((act) => (
        <Button
          key={act}
          look={act === 'remove' ? 'danger' : 'quiet'}
          busy={busy && actWords(t, act, people[0]!)}
          onClick={() => onAct(act)}
        >
          {actWords(t, act, people[0]!)}
        </Button>
      ))}
      <Button look="plain" onClick={onClear} className="ms-auto">
        {t('people.clear')}
      </Button>
    </div>
  );
}
