import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useQnaWords } from './useQnaWords.ts';
import type { Vote } from './voting.ts';

interface VoteButtonProps {
  vote: Vote;
  /** Where the question stands that it is for. */
  describedBy: string;
  /** Absent: votes are shown and not taken. */
  onToggle?: (() => void) | undefined;
}

/** A vote is given and taken back with one button, whose label is how many there are. */
export function VoteButton({ vote, describedBy, onToggle }: VoteButtonProps) {
  const { t } = useQnaWords();
  const formats = useFormats();
  const { upvotes, voted } = vote;
  const shape =
    'controls flex w-full min-w-18 items-center justify-center gap-1.5 rounded-control border px-2 text-label';
  const said = t('question.vote', { count: upvotes });
  const shown = (
    <>
      <span aria-hidden="true">▲</span>
      <bdi aria-hidden="true">{formats.number(upvotes)}</bdi>
      <span className="sr-only">{said}</span>
    </>
  );
  if (!onToggle) return <p className={`${shape} border-hairline text-muted`}>{shown}</p>;
  return (
    <button
      type="button"
      aria-pressed={voted}
      aria-describedby={describedBy}
      onClick={onToggle}
      className={`${shape} border-control bg-surface hover:bg-quiet aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent`}
    >
      {shown}
    </button>
  );
}

interface VoteLineProps {
  vote: Vote;
  onRetry: () => void;
  onLeave: () => void;
}

/** What became of a vote that is not counted yet; nothing for one that is. */
export function VoteLine({ vote, onRetry, onLeave }: VoteLineProps) {
  const { t } = useQnaWords();
  switch (vote.state) {
    case 'counted':
      return null;
    case 'sending':
      return <p className="waits text-caption text-muted">{t('question.counting')}</p>;
    case 'waiting':
      return <p className="text-caption text-caution">{t('question.voteWaits')}</p>;
    case 'asks':
    case 'failed':
      return (
        <div role="alert" className="flex flex-wrap items-center gap-x-2">
          <p className={`text-caption ${vote.state === 'failed' ? 'text-live' : 'text-caution'}`}>
            {vote.state === 'failed'
              ? t('question.notCounted', { reason: vote.reason })
              : t('question.voteAsks')}
          </p>
          <Button look="plain" onClick={onRetry} className="mx-0">
            {t('question.voteAgain')}
          </Button>
          <Button look="plain" onClick={onLeave} className="mx-0">
            {t('question.leaveIt')}
          </Button>
        </div>
      );
  }
}
