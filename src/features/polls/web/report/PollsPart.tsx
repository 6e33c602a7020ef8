import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLength } from '#platform/web/i18n/useLength.ts';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { PollsReport } from '../../contract.ts';
import { ReportedPollPart } from './ReportedPollPart.tsx';
import { useReportWords } from './useReportWords.ts';

/** What the polls of a session came to, each with its numbers and how they are made. */
export function PollsPart({ report: { figures, polls }, zone }: { report: PollsReport; zone: string }) {
  const { t } = useReportWords();
  const formats = useFormats();
  const length = useLength();
  if (polls.length === 0) return <p className="text-muted">{t('none')}</p>;
  const { medianSecondsOpen } = figures;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('label')}
        figures={[
          { name: t('asked'), value: formats.number(figures.asked), formula: t('askedFormula') },
          { name: t('votes'), value: formats.number(figures.votes), formula: t('votesFormula') },
          { name: t('shown'), value: formats.number(figures.shown), formula: t('shownFormula') },
          {
            name: t('median'),
            value: medianSecondsOpen === null ? t('noTime') : length(medianSecondsOpen),
            formula: t('medianFormula'),
          },
        ]}
      />
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {inOrder(polls).map((poll) => (
          <li key={poll.id}>
            <ReportedPollPart poll={poll} zone={zone} before={polls.find(({ id }) => id === poll.revoteOf)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** As they were asked. */
function inOrder(polls: PollsReport['polls']): PollsReport['polls'] {
  return polls.toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
}

/** Whether something about these polls was never recorded. */
export function lacksOfPolls({ polls }: PollsReport): boolean {
  return polls.some(({ anonymity, voters }) => anonymity === 'anonymous' && voters > 0);
}
