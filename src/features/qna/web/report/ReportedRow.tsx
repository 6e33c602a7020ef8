import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLength } from '#platform/web/i18n/useLength.ts';
import type { ReportedQuestion } from '../../contract.ts';
import { useDeskWords } from '../host/useDeskWords.ts';
import { Answer, Labels, QuestionText } from '../QuestionFacts.tsx';
import { useReportWords } from './useReportWords.ts';

interface ReportedRowProps {
  question: ReportedQuestion;
  /** The question that it was merged into, where it was. */
  into: ReportedQuestion | undefined;
  /** The cohort's. */
  zone: string;
}

/** One question with its votes, its times and its answer. */
export function ReportedRow({ question, into, zone }: ReportedRowProps) {
  const { t: atDesk } = useDeskWords();
  const { state, upvotes, author, anonymity, labels, reason, answer } = question;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-b border-hairline py-3 print:break-inside-avoid">
      <QuestionText text={question.question} className="font-strong" />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
        {state !== 'answered' && <span className="font-strong">{atDesk(`state.${state}`)}</span>}
        <span>{atDesk('row.votes', { count: upvotes })}</span>
        <bdi>
          {author === null
            ? atDesk('row.hiddenFromAll')
            : anonymity === 'peers'
              ? atDesk('row.hiddenFromPeers', { name: author.name })
              : atDesk('row.by', { name: author.name })}
        </bdi>
        <Times question={question} zone={zone} />
        <Labels labels={labels} />
      </div>
      {reason !== '' && <bdi className="text-caption text-muted">{atDesk('row.reason', { reason })}</bdi>}
      {into && (
        <bdi className="text-caption text-muted">{atDesk('row.mergedInto', { question: into.question })}</bdi>
      )}
      {answer && <Answer answer={answer} zone={zone} />}
    </li>
  );
}

function Times({ question, zone }: Pick<ReportedRowProps, 'question' | 'zone'>) {
  const { t } = useReportWords();
  const formats = useFormats();
  const { askedAt, publishedAt, secondsToAnswer } = question;
  const length = useLength();
  return (
    <>
      <bdi>{t('askedAt', { when: formats.moment(askedAt, zone) })}</bdi>
      {publishedAt === null && <span>{t('neverSeen')}</span>}
      {publishedAt !== null && publishedAt !== askedAt && (
        <bdi>{t('seenAt', { when: formats.moment(publishedAt, zone) })}</bdi>
      )}
      {secondsToAnswer !== null && <span>{t('after', { time: length(secondsToAnswer) })}</span>}
    </>
  );
}
