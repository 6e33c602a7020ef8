import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLength } from '#platform/web/i18n/useLength.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import { full } from '#platform/web/ui/view.ts';
import { pollLimits, type ReportedPoll } from '../../contract.ts';
import { NamedBallotsView } from '../host/NamedBallots.tsx';
import { StaffTexts } from '../host/StaffTexts.tsx';
import { useDeskWords } from '../host/useDeskWords.ts';
import { ComparedRounds } from '../results/ComparedRounds.tsx';
import { PollResult } from '../results/PollResult.tsx';
import { mostBeside } from '../results/Texts.tsx';
import { HowCounted } from './HowCounted.tsx';
import { useReportWords } from './useReportWords.ts';

interface ReportedPollPartProps {
  poll: ReportedPoll;
  /** The cohort's. */
  zone: string;
  /** The vote that this one repeats. */
  before: ReportedPoll | undefined;
}

/** What one poll came to: its result, what was written, who chose what where that may be read, and how it is counted. */
export function ReportedPollPart({ poll, zone, before }: ReportedPollPartProps) {
  const { t } = useReportWords();
  const heading = useId();
  const { prompt, tally, texts, voters, ballots, anonymity } = poll;
  return (
    <article
      aria-labelledby={heading}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-surface border border-hairline bg-surface p-4 bar:p-5 print:break-inside-avoid"
    >
      <div className="grid gap-1">
        <h3 id={heading} dir="auto" className="text-title [overflow-wrap:anywhere]">
          {prompt}
        </h3>
        <Facts poll={poll} zone={zone} />
      </div>
      {tally === null ? (
        <p className="text-muted">{t('sealed')}</p>
      ) : (
        <PollResult poll={poll} tally={tally} texts={<Written texts={texts} />} />
      )}
      {poll.kind === 'words' && texts.some(({ hidden }) => hidden) && (
        <Why summary={t('written')} about={prompt}>
          <Written texts={texts} />
        </Why>
      )}
      <ComparedRounds
        before={before}
        after={poll}
        textsOf={(pollId) => (
          <StaffTexts texts={(pollId === poll.id ? texts : before?.texts) ?? []} most={mostBeside} />
        )}
      />
      {ballots !== null && ballots.length > 0 && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h4 className="text-label">{t('names')}</h4>
          <NamedBallotsView poll={poll} ballots={full({ ballots })} />
        </div>
      )}
      {voters > 0 && anonymity !== 'named' && (
        <p className={`text-caption ${anonymity === 'anonymous' ? 'text-caution' : 'text-muted'}`}>
          {anonymity === 'anonymous' ? t('gapAnonymous') : t('gapConfidential')}
        </p>
      )}
      <HowCounted kind={poll.kind} prompt={prompt} />
    </article>
  );
}

function Facts({ poll, zone }: Pick<ReportedPollPartProps, 'poll' | 'zone'>): ReactNode {
  const { t } = useReportWords();
  const { t: atDesk } = useDeskWords();
  const formats = useFormats();
  const { kind, openedAt, secondsOpen, revoteOf, results, revealedAt } = poll;
  const length = useLength();
  const isShown = results === 'live' || revealedAt !== null;
  return (
    <p className="flex flex-wrap gap-x-3 text-caption text-muted">
      <span>{atDesk(`kind.${kind}`)}</span>
      <bdi>{t('when', { when: formats.moment(openedAt, zone) })}</bdi>
      <span>{secondsOpen === null ? t('open') : t('openFor', { time: length(secondsOpen) })}</span>
      {revoteOf !== null && <span>{t('again')}</span>}
      <span>{t(`shownTo.${isShown ? 'all' : results === 'staff' ? 'staff' : 'nobody'}`)}</span>
    </p>
  );
}

/** What was written; of very much, what was written most. */
function Written({ texts }: Pick<ReportedPoll, 'texts'>) {
  const { t } = useReportWords();
  return (
    <>
      <StaffTexts texts={texts} />
      {texts.length === pollLimits.texts && (
        <p className="text-caption text-caution">{t('textsLimit', { count: pollLimits.texts })}</p>
      )}
    </>
  );
}
