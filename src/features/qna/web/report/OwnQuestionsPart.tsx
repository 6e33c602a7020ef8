import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { OpenQuestion, QuestionList } from '../../contract.ts';
import { Answer, QuestionFacts, QuestionText } from '../QuestionFacts.tsx';
import { useReportWords } from './useReportWords.ts';

/** What was asked in a session and answered, as far as everybody sees it. */
export function OwnQuestionsPart({ list: { questions, own } }: { list: QuestionList }) {
  const { t } = useReportWords();
  const formats = useFormats();
  if (questions.length === 0 && own.length === 0) return <p className="text-muted">{t('none')}</p>;
  const answered = questions.filter(({ state }) => state === 'answered');
  const counted = {
    seen: questions.length,
    answered: answered.length,
    yours: own.filter(({ state }) => state !== 'withdrawn').length,
  };
  const isOwn = new Set(own.map(({ id }) => id));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('own.label')}
        figures={(['seen', 'answered', 'yours'] as const).map((name) => ({
          name: t(`own.${name}`),
          value: formats.number(counted[name]),
          formula: t(`own.${name}Formula`),
        }))}
      />
      <Rows heading={t('answeredHeading')} questions={answered} isOwn={isOwn} />
      <Rows
        heading={t('own.openHeading')}
        questions={questions.filter(({ state }) => state !== 'answered')}
        isOwn={isOwn}
      />
    </div>
  );
}

interface RowsProps {
  heading: string;
  questions: readonly OpenQuestion[];
  isOwn: ReadonlySet<string>;
}

function Rows({ heading, questions, isOwn }: RowsProps) {
  const { zone } = useFormats();
  if (questions.length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="text-title">{heading}</h3>
      <ol className="border-t border-hairline">
        {questions.map((question) => (
          <li
            key={question.id}
            className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-b border-hairline py-3 print:break-inside-avoid"
          >
            <QuestionText text={question.question} className="font-strong" />
            <QuestionFacts question={question} isOwn={isOwn.has(question.id)} zone={zone} />
            {question.answer && <Answer answer={question.answer} zone={zone} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
