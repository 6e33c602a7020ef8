import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLength } from '#platform/web/i18n/useLength.ts';
import { Figures, Formula } from '#platform/web/ui/Figures.tsx';
import type { QuestionsReport, ReportedQuestion } from '../../contract.ts';
import { ReportedRow } from './ReportedRow.tsx';
import { useReportWords } from './useReportWords.ts';

interface QuestionsPartProps {
  report: QuestionsReport;
  /** The cohort's. */
  zone: string;
}

/** What was asked in a session and is no longer open, with what all of it comes to. */
export function QuestionsPart({ report: { figures, questions }, zone }: QuestionsPartProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  const length = useLength();
  if (questions.length === 0) return <p className="text-muted">{t('none')}</p>;
  const { medianSecondsToAnswer } = figures;
  const names = ['asked', 'answered', 'answeredAloud', 'unanswered', 'dismissed', 'merged', 'votes'] as const;
  const counted = names.map((name) => ({
    name: t(name),
    value: formats.number(figures[name]),
    formula: t(`${name}Formula`),
  }));
  const answered = questions.filter(({ state }) => state === 'answered');
  const aside = questions.filter(({ state }) => state === 'dismissed' || state === 'merged');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('label')}
        figures={[
          ...counted,
          {
            name: t('median'),
            value: medianSecondsToAnswer === null ? t('noTime') : length(medianSecondsToAnswer),
            formula: t('medianFormula'),
          },
        ]}
      />
      {lacksOfQuestions({ questions }) && <p className="text-caption text-caution">{t('gapNames')}</p>}
      <Rows heading={t('answeredHeading')} questions={answered} all={questions} zone={zone} />
      <Rows heading={t('otherHeading')} questions={aside} all={questions} zone={zone} />
      <Formula about={t('about')}>{t('formula')}</Formula>
    </div>
  );
}

/** What nobody has answered yet, the most wanted first. */
export function UnansweredPart({
  report: { questions },
  zone,
  deskHref,
}: QuestionsPartProps & { deskHref: string }) {
  const { t } = useReportWords();
  const owed = questions
    .filter(({ state }) => state === 'pending' || state === 'published' || state === 'answering')
    .toSorted((one, other) => other.upvotes - one.upvotes);
  if (owed.length === 0) return <p className="text-muted">{t('noneOwed')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <List questions={owed} all={questions} zone={zone} />
      <p data-print="no">
        <Link to={deskHref} className="controls inline-flex items-center text-accent">
          {t('toDesk')}
        </Link>
      </p>
    </div>
  );
}

/** Whether something about these questions was never told. */
export function lacksOfQuestions({ questions }: Pick<QuestionsReport, 'questions'>): boolean {
  return questions.some(({ author }) => author === null);
}

interface ListProps {
  questions: readonly ReportedQuestion[];
  /** Among which are those that others were merged into. */
  all: readonly ReportedQuestion[];
  zone: string;
}

function Rows({ heading, ...rest }: ListProps & { heading: string }) {
  if (rest.questions.length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="text-title">{heading}</h3>
      <List {...rest} />
    </div>
  );
}

function List({ questions, all, zone }: ListProps) {
  return (
    <ol className="border-t border-hairline">
      {questions.map((question) => (
        <ReportedRow
          key={question.id}
          question={question}
          into={all.find(({ id }) => id === question.mergedInto)}
          zone={zone}
        />
      ))}
    </ol>
  );
}
