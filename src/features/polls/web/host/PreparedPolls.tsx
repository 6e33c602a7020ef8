import { Button } from '#platform/web/ui/Button.tsx';
import type { AgendaItem } from '#features/sessions/contract.ts';
import type { DeskPoll } from '../../contract.ts';
import { Key } from './Key.tsx';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';
import { useFacts } from './useFacts.ts';

/** So many have a key. */
export const keysFor = 9;

interface PreparedPollsProps {
  drafts: readonly DeskPoll[];
  agenda: readonly AgendaItem[];
  acts: DeskActs;
  /** What can be done with them now: nothing, asking one or, in a rehearsal, trying one out. */
  does: 'nothing' | 'ask' | 'try';
  onDo: (poll: DeskPoll) => void;
}

/** What was written before, one key away. */
export function PreparedPolls({ drafts, agenda, acts, does, onDo }: PreparedPollsProps) {
  const { t } = useDeskWords();
  return (
    <ol aria-label={t('desk.prepared')} className="border-t border-hairline">
      {drafts.map((poll, place) => {
        const { id, prompt } = poll;
        return (
          <li
            key={id}
            className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-x-3 border-s-4 border-b border-hairline border-s-transparent py-2 ps-2 focus-within:border-s-accent focus-within:bg-quiet"
          >
            <span className="pt-2.5 text-muted">{place < keysFor && <Key>{String(place + 1)}</Key>}</span>
            <div className="min-w-0 py-1">
              <span dir="auto" className="block [overflow-wrap:anywhere]">
                {prompt}
              </span>
              <Facts poll={poll} agenda={agenda} />
              <UnderwayLine subject={id} acts={acts} />
            </div>
            {does !== 'nothing' && (
              <Button
                look="plain"
                data-ask={place + 1}
                aria-label={t(`desk.${does}Of`, { prompt })}
                onClick={() => onDo(poll)}
                className="mx-0"
              >
                {t(`desk.${does}`)}
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ poll, agenda }: { poll: DeskPoll; agenda: readonly AgendaItem[] }) {
  const { t } = useDeskWords();
  const item = agenda.find(({ id }) => id === poll.agendaItemId);
  return (
    <span className="block text-caption text-muted">
      {item && <bdi className="me-3">{t('tie.for', { title: item.title })}</bdi>}
      <bdi>{useFacts(poll)}</bdi>
    </span>
  );
}
