import { Button } from '#platform/web/ui/Button.tsx';
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
  acts: DeskActs;
  /** Polls can be asked now. */
  canAsk: boolean;
  onAsk: (poll: DeskPoll) => void;
}

/** What was written before, one key away. */
export function PreparedPolls({ drafts, acts, canAsk, onAsk }: PreparedPollsProps) {
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
              <Facts poll={poll} />
              <UnderwayLine subject={id} acts={acts} />
            </div>
            {canAsk && (
              <Button
                look="plain"
                data-ask={place + 1}
                aria-label={t('desk.askOf', { prompt })}
                onClick={() => onAsk(poll)}
                className="mx-0"
              >
                {t('desk.ask')}
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ poll }: { poll: DeskPoll }) {
  return (
    <span className="block text-caption text-muted">
      <bdi>{useFacts(poll)}</bdi>
    </span>
  );
}
