import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import type { OpenPoll } from '../contract.ts';
import type { Vote } from './stance.ts';
import { usePollsWords } from './usePollsWords.ts';

interface VoteLineProps {
  poll: Pick<OpenPoll, 'anonymity'>;
  vote: Vote;
  onRetry: () => void;
  onLeave: () => void;
}

/** What became of one's vote while the poll is open. */
export function VoteLine({ poll, vote, onRetry, onLeave }: VoteLineProps) {
  const { t } = usePollsWords();
  const { state } = vote;
  if (state === 'asks' || state === 'failed') {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-4">
        <p className={state === 'failed' ? 'text-live' : 'text-caution'}>
          {state === 'failed' ? t('vote.failed', { reason: vote.reason }) : t('vote.asks')}
        </p>
        <Button look="plain" onClick={onRetry} className="mx-0">
          {state === 'failed' ? t('vote.again') : t('vote.send')}
        </Button>
        <Button look="plain" onClick={onLeave} className="mx-0">
          {t('vote.leave')}
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className="empty:hidden">
      {state === 'sending' && <p className="text-muted">{t('vote.sending')}</p>}
      {state === 'waiting' && <p className="text-caution">{t('vote.waits')}</p>}
      {state === 'counted' && (
        <p className="flex items-start gap-2 text-good">
          <CheckIcon className="mt-0.5" />
          {!vote.canChange
            ? t('vote.countedElsewhere')
            : poll.anonymity === 'anonymous'
              ? t('vote.countedHere')
              : t('vote.counted')}
        </p>
      )}
    </div>
  );
}
