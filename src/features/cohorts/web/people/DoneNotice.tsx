import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { PersonAct } from './peopleActs.ts';
import { useCohortsWords, type Say } from '../useCohortsWords.ts';

/** What was done a moment ago, until something else is done or the page is left. */
export interface Done {
  act: Exclude<PersonAct, 'enrol' | 'makeInstructor' | 'makeStudent'>;
  /** Those to whom it was done, by name. */
  names: readonly string[];
  /** Those to whom it could not be done. */
  refused: readonly string[];
  /** Where they were moved to. */
  cohort?: string;
  canUndo: boolean;
  undo: 'ready' | 'undoing' | 'undone' | 'part';
}

export function DoneNotice({ done, onUndo }: { done: Done; onUndo: () => void }) {
  const { t } = useCohortsWords();
  const { names, refused, undo, canUndo } = done;
  return (
    <div className="grid gap-2" role="status">
      {names.length > 0 && (
        <Notice tone={undo === 'part' ? 'caution' : 'plain'}>
          <span>
            {undo === 'undone' ? t('people.undone') : undo === 'part' ? t('people.notUndone') : said(t, done)}
          </span>
          {canUndo && (undo === 'ready' || undo === 'undoing') && (
            <Button
              look="plain"
              busy={undo === 'undoing' && t('people.undoing')}
              onClick={onUndo}
              className="shrink-0"
            >
              {t('people.undo')}
            </Button>
          )}
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice tone="caution">
          {t('people.refused', { count: refused.length, names: refused.join(', ') })}
        </Notice>
      )}
    </div>
  );
}

function said(t: Say, { act, names, cohort }: Done): string {
  const whom = { count: names.length, name: names[0]! };
  switch (act) {
    case 'pause':
      return t('people.paused', whom);
    case 'resume':
      return t('people.resumed', whom);
    case 'finish':
      return t('people.finished', whom);
    case 'remove':
      return t('people.removed', whom);
    case 'transfer':
      return t('people.moved', { ...whom, cohort: cohort ?? '' });
    case 'lastDay':
      return t('people.lastDaySet', whom);
  }
}
