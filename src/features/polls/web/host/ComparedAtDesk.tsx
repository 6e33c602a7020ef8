import type { ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { DeskPoll } from '../../contract.ts';
import { ComparedRounds } from '../results/ComparedRounds.tsx';
import { actsFor } from './desk.ts';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface ComparedAtDeskProps {
  /** All polls of the session. */
  all: readonly DeskPoll[];
  poll: DeskPoll;
  acts: Pick<DeskActs, 'onDo'>;
  isOver: boolean;
  /** What was written in a round; of polls of texts alone. */
  textsOf: (pollId: string) => ReactNode;
}

/** A vote beside the one that it asks again; the class sees both once both are shown, and that is one press away. */
export function ComparedAtDesk({ all, poll, acts, isOver, textsOf }: ComparedAtDeskProps) {
  const { t } = useDeskWords();
  const before = all.find(({ id }) => id === poll.revoteOf);
  if (!before) return null;
  const isHidden = actsFor(before, isOver).includes('reveal') && before.results !== 'live';
  return (
    <>
      <ComparedRounds before={before} after={poll} textsOf={textsOf} />
      {poll.revealedAt !== null && isHidden && (
        <div className="grid justify-items-start gap-1">
          <p className="text-caption text-muted">{t('up.firstHidden')}</p>
          <Button onClick={() => acts.onDo({ name: 'poll:reveal', input: { pollId: before.id } })}>
            {t('up.showFirst')}
          </Button>
        </div>
      )}
    </>
  );
}
