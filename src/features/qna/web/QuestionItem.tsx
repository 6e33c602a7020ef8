import { Suspense, useId } from 'react';
import type { OpenQuestion, OwnQuestion } from '../contract.ts';
import { OwnActions } from './ownParts.ts';
import { Answer, QuestionFacts, QuestionText } from './QuestionFacts.tsx';
import { TalkLinks } from './TalkLinks.tsx';
import { useQnaWords } from './useQnaWords.ts';
import type { Asking } from './useAsking.ts';
import { VoteButton, VoteLine } from './VoteButton.tsx';
import type { Voting } from './useVoting.ts';

export interface QuestionItemProps {
  question: OpenQuestion;
  /** Where the reader asked it. */
  own: OwnQuestion | undefined;
  voting: Voting;
  acts: Pick<Asking, 'onEdit' | 'onWithdraw'>;
  /** Votes are taken: not once the session is over, and nobody votes for their own question. */
  takesVotes: boolean;
  onLabel?: (label: string) => void;
  /** It is the one that is being answered. */
  isNow?: boolean;
}

/** One question as everybody sees it, with the reader's own vote. */
export function QuestionItem({
  question,
  own,
  voting,
  acts,
  takesVotes,
  onLabel,
  isNow = false,
}: QuestionItemProps) {
  const { t } = useQnaWords();
  const textId = useId();
  const vote = voting.voteFor(question);
  const isOwn = own !== undefined;
  const { id, answer } = question;
  return (
    <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-start gap-x-4 gap-y-2">
      <VoteButton
        vote={vote}
        describedBy={textId}
        onToggle={takesVotes && !isOwn ? () => voting.onToggle(question) : undefined}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-2">
        {isNow && <p className="text-label text-live">{t('list.now')}</p>}
        <QuestionText id={textId} text={question.question} className={isNow ? 'text-title' : ''} />
        <QuestionFacts question={question} isOwn={isOwn} {...(onLabel && { onLabel })} />
        <VoteLine vote={vote} onRetry={() => voting.onRetry(id)} onLeave={() => voting.onLeave(id)} />
        {answer && <Answer answer={answer} />}
        <TalkLinks question={question} />
        {own && (
          <Suspense fallback={<span className="controls block" />}>
            <OwnActions question={own} {...acts} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
