import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { OpenPoll, OwnBallot, PollList } from '../../contract.ts';
import { ChoiceWords } from '../ChoiceWords.tsx';
import { ComparedRounds } from '../results/ComparedRounds.tsx';
import { PollResult } from '../results/PollResult.tsx';
import type { TextsOf } from '../results/Texts.tsx';
import { usePollsWords } from '../usePollsWords.ts';
import { HowCounted } from './HowCounted.tsx';
import { useReportWords } from './useReportWords.ts';

interface OwnPollsPartProps {
  list: PollList;
  /** What was written in a poll of texts. */
  textsOf: TextsOf;
}

/** What the polls of a session came to, as far as everybody sees it, with what one chose. */
export function OwnPollsPart({ list: { polls, own }, textsOf }: OwnPollsPartProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  if (polls.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('own.label')}
        figures={[
          { name: t('own.asked'), value: formats.number(polls.length), formula: t('own.askedFormula') },
          { name: t('own.voted'), value: formats.number(own.length), formula: t('own.votedFormula') },
        ]}
      />
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {polls
          .toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1))
          .map((poll) => (
            <li key={poll.id}>
              <OwnPoll
                poll={poll}
                before={polls.find(({ id }) => id === poll.revoteOf)}
                ballot={own.find(({ pollId }) => pollId === poll.id)}
                textsOf={textsOf}
              />
            </li>
          ))}
      </ol>
    </div>
  );
}

interface OwnPollProps {
  poll: OpenPoll;
  /** The vote that this one asks again. */
  before: OpenPoll | undefined;
  ballot: OwnBallot | undefined;
  textsOf: TextsOf;
}

function OwnPoll({ poll, before, ballot, textsOf }: OwnPollProps) {
  const { t } = useReportWords();
  const { t: say } = usePollsWords();
  const heading = useId();
  const { prompt, tally, kind } = poll;
  const choice = ballot?.choice ?? null;
  return (
    <article
      aria-labelledby={heading}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-surface border border-hairline bg-surface p-4 bar:p-5 print:break-inside-avoid"
    >
      <h3 id={heading} dir="auto" className="text-title [overflow-wrap:anywhere]">
        {prompt}
      </h3>
      <p className="text-muted">
        {!ballot ? (
          say('vote.without')
        ) : choice === null ? (
          say('vote.counts')
        ) : (
          <ChoiceWords poll={poll} choice={choice} />
        )}
      </p>
      {tally === null ? (
        <p className="text-muted">{t('own.notShown')}</p>
      ) : (
        <>
          <PollResult poll={poll} tally={tally} own={choice} texts={kind === 'text' && textsOf(poll.id)} />
          <ComparedRounds before={before} after={poll} textsOf={(pollId) => textsOf(pollId, true)} />
          <HowCounted kind={kind} prompt={prompt} />
        </>
      )}
    </article>
  );
}
