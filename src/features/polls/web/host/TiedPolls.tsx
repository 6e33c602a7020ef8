import { useId } from 'react';
import type { AgendaItem } from '#features/sessions/contract.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import type { DeskPoll } from '../../contract.ts';
import { asPut } from './desk.ts';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface TiedPollsProps {
  /** Counting from 1; undefined: it is not saved yet, so nothing can be prepared for it. */
  item: { id: string; place: number } | undefined;
  /** All polls of the session. */
  polls: readonly DeskPoll[];
  agenda: readonly AgendaItem[];
  acts: DeskActs;
}

/** The polls that are prepared for one item of the run sheet, while that is written. */
export function TiedPolls({ item, polls, agenda, acts }: TiedPollsProps) {
  const { t } = useDeskWords();
  const tied = item ? asPut(polls).filter(({ agendaItemId }) => agendaItemId === item.id) : [];
  return (
    <details className="group open:basis-full">
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {tied.length === 0 ? t('tie.summary') : t('tie.summaryMany', { count: tied.length })}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      {item ? (
        <AtItem item={item} tied={tied} polls={polls} agenda={agenda} acts={acts} />
      ) : (
        <p className="text-caption text-muted">{t('tie.unsaved')}</p>
      )}
    </details>
  );
}

interface AtItemProps extends Omit<TiedPollsProps, 'item'> {
  item: { id: string; place: number };
  tied: readonly DeskPoll[];
}

function AtItem({ item: { id: itemId, place }, tied, polls, agenda, acts }: AtItemProps) {
  const { t } = useDeskWords();
  const select = useId();
  const drafts = asPut(polls).filter(({ state }) => state === 'draft');
  const isFree = ({ agendaItemId }: DeskPoll): boolean => !agenda.some(({ id }) => id === agendaItemId);
  const free = drafts.filter(isFree);
  const tie = (pollId: string, agendaItemId: string | null): void =>
    acts.onDo({ name: 'poll:tie', input: { pollId, agendaItemId } });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {tied.length > 0 && (
        <ul aria-label={t('tie.list', { place })} className="border-t border-hairline">
          {tied.map(({ id, prompt, state }) => (
            <li
              key={id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-hairline"
            >
              <span dir="auto" className="min-w-0 py-1.5 [overflow-wrap:anywhere]">
                {prompt}
              </span>
              {state === 'draft' ? (
                <Button
                  look="plain"
                  aria-label={t('tie.untieOf', { place, prompt })}
                  onClick={() => tie(id, null)}
                  className="mx-0"
                >
                  {t('tie.untie')}
                </Button>
              ) : (
                <span className="text-caption text-muted">{t('tie.asked')}</span>
              )}
              <UnderwayLine subject={id} acts={acts} />
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 ? (
        <label htmlFor={select} className="grid max-w-form gap-1">
          <span className="text-caption text-muted">{t('tie.add', { place })}</span>
          <select
            id={select}
            value=""
            onChange={({ target }) => target.value !== '' && tie(target.value, itemId)}
            className="field"
          >
            <option value="">{t('tie.choose')}</option>
            {free.map(({ id, prompt }) => (
              <option key={id} value={id}>
                {prompt}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p className="text-caption text-muted">{drafts.length === 0 ? t('tie.none') : t('tie.all')}</p>
      )}
      {free.map(({ id }) => (
        <UnderwayLine key={id} subject={id} acts={acts} />
      ))}
    </div>
  );
}
