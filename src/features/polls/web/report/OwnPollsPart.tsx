import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { OpenPoll, OwnBallot, PollList } from '../../contract.ts';
import { ChoiceWords } from '../ChoiceWords.tsx';
import { PollResult } from '../results/PollResult.tsx';
import { usePollsWords } from '../usePollsWords.ts';
import { HowCounted } from './HowCounted.tsx';
import { useReportWords } from './useReportWords.ts';

interface OwnPollsPartProps {
  list: PollList;
  /** What was written in a poll of texts. */
  textsOf: (pollId: string) => ReactNode;
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
                ballot={own.find(({ pollId }) => pollId === poll.id)}
                texts={poll.kind === 'text' && poll.tally !== null ? textsOf(poll.id) : null}
              />
            </li>
          ))}
      </ol>
    </div>
  );
}

interface OwnPollProps {
  poll: OpenPoll;
  ballot: OwnBallot | undefined;
  texts: ReactNode;
}

function OwnPoll({ poll, ballot, texts }: OwnPollProps) {
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
          <PollResult poll={poll} tally={tally} own={choice} texts={texts} />
          <HowCounted kind={kind} prompt={prompt} />
        </>
      )}
    </article>
  );
}
