import { Suspense, useId, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { OpenPoll, PollChoice } from '../contract.ts';
import { faultOf, firstChoice, isSame, isTapped } from './choice.ts';
import { ChoiceWords } from './ChoiceWords.tsx';
import { Control } from './controls/Control.tsx';
import { Countdown } from './Countdown.tsx';
import { ComparedRounds, PollResult } from './results/PollResult.tsx';
import type { TextsOf } from './results/Texts.tsx';
import type { Phase, Vote } from './stance.ts';
import { Terms } from './Terms.tsx';
import { cardId } from './useUnvotedPoll.ts';
import { usePhase } from './usePhase.ts';
import { usePollsWords } from './usePollsWords.ts';
import { VoteLine } from './VoteLine.tsx';

export interface PollCardProps {
  poll: OpenPoll;
  vote: Vote;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** The session is over: no more votes are taken, whatever the poll says. */
  isOver: boolean;
  /** The vote that this one asks again. */
  before?: OpenPoll | undefined;
  /** What was written; of polls of texts alone, whose result is seen. */
  textsOf: TextsOf;
  onVote: (choice: PollChoice) => void;
  onRetry: () => void;
  onLeave: () => void;
}

/** One poll for whoever votes in it: what is asked and under which terms, one's vote, and what came out. */
export function PollCard(props: PollCardProps) {
  const { poll, vote, nowMs, isOver, before, textsOf } = props;
  const { t } = usePollsWords();
  const heading = useId();
  const phase = usePhase(poll, nowMs);
  const isOpen = phase === 'open' && !isOver;
  return (
    <article
      id={cardId(poll.id)}
      aria-labelledby={heading}
      className={`under-tabs grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 rounded-surface border bg-surface p-4 bar:p-6 ${isOpen ? 'border-accent' : 'border-hairline'}`}
    >
      <div className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className={`text-label ${isOpen ? 'text-accent' : 'text-muted'}`}>
            {isOpen
              ? poll.revoteOf === null
                ? t('card.open')
                : t('card.again')
              : t(`card.${stateWord(phase)}`)}
          </p>
          {isOpen && poll.closesAt !== null && <Countdown closesAt={poll.closesAt} nowMs={nowMs} />}
        </div>
        <h3
          id={heading}
          dir="auto"
          className="text-section text-balance whitespace-pre-line [overflow-wrap:anywhere]"
        >
          {poll.prompt}
        </h3>
      </div>
      {isOpen ? (
        <Voting key={poll.edition} {...props} heading={heading} />
      ) : (
        <Afterwards poll={poll} vote={vote} phase={phase} isOver={isOver} />
      )}
      {poll.tally !== null && (
        <PollResult
          poll={poll}
          tally={poll.tally}
          own={vote.told}
          texts={poll.kind === 'text' && textsOf(poll.id)}
        />
      )}
      {before && (
        <Suspense>
          <ComparedRounds before={before} after={poll} textsOf={(pollId) => textsOf(pollId, true)} />
        </Suspense>
      )}
      {!isOpen && <Terms poll={poll} isOver />}
    </article>
  );
}

function stateWord(phase: Phase): 'expired' | 'closed' | 'result' {
  if (phase === 'revealed') return 'result';
  return phase === 'expired' ? 'expired' : 'closed';
}

/** The terms come before anything that can be pressed. */
function Voting(props: PollCardProps & { heading: string }) {
  const { poll, vote, heading, onVote, onRetry, onLeave } = props;
  const { t } = usePollsWords();
  const faultId = useId();
  const [draft, setDraft] = useState<PollChoice | null>(null);
  const [tellsFault, setTellsFault] = useState(false);
  const choice = draft ?? vote.choice ?? firstChoice(poll);
  const fault = faultOf(poll, choice);
  const isTap = isTapped(poll);
  const isChanged = draft !== null && !isSame(draft, vote.choice);
  const send = (): void => {
    setTellsFault(fault !== undefined);
    if (fault !== undefined) return;
    setDraft(null);
    onVote(choice);
  };
  const choose = (next: PollChoice): void => {
    setTellsFault(false);
    if (!isTap) setDraft(next);
    else if (!isSame(next, vote.choice)) onVote(next);
  };
  const line = <VoteLine poll={poll} vote={vote} onRetry={onRetry} onLeave={onLeave} />;
  return (
    <>
      <Terms poll={poll} isOver={false} />
      {vote.canChange && (
        <form
          noValidate
          aria-labelledby={heading}
          className="grid grid-cols-[minmax(0,1fr)] gap-3"
          onSubmit={(form) => {
            form.preventDefault();
            send();
          }}
        >
          <Control poll={poll} choice={choice} onChoose={choose} onSend={send} labelledBy={heading} />
          {tellsFault && fault !== undefined && (
            <p id={faultId} role="alert" className="text-live">
              {t(`fault.${fault}`, { count: fault === 'many' ? poll.choose.most : poll.choose.least })}
            </p>
          )}
          {!isTap && (vote.state === 'none' || isChanged) && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <Button look="primary" type="submit" className="max-bar:w-full">
                {vote.hasVoted ? t('vote.change') : t('vote.give')}
              </Button>
              {isChanged && vote.hasVoted && <p className="text-caution">{t('vote.notSent')}</p>}
            </div>
          )}
        </form>
      )}
      {!isChanged && line}
    </>
  );
}

function Afterwards({
  poll,
  vote,
  phase,
  isOver,
}: Pick<PollCardProps, 'poll' | 'vote' | 'isOver'> & { phase: Phase }) {
  const { t } = usePollsWords();
  return (
    <div className="grid gap-1">
      {phase === 'open' && isOver && <p>{t('after.over')}</p>}
      {(phase === 'expired' || phase === 'closed' || phase === 'hidden') && <p>{t(`after.${phase}`)}</p>}
      {vote.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('vote.failed', { reason: vote.reason })}
        </p>
      )}
      {vote.state === 'waiting' && <p className="text-caution">{t('vote.waits')}</p>}
      <p className="text-muted">
        {!vote.hasVoted ? (
          t('vote.without')
        ) : vote.told === null ? (
          t('vote.counts')
        ) : (
          <ChoiceWords poll={poll} choice={vote.told} />
        )}
      </p>
    </div>
  );
}
