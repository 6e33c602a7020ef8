import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { QuizResults } from '../../contract.ts';
import { figuresOf, rowsShown, type Shown } from './resultRows.ts';
import { ResultsTable, type ResultsActs } from './ResultsTable.tsx';
import { useStaffWords } from './useStaffWords.ts';

interface ResultsViewProps extends ResultsActs {
  results: QuizResults;
  onRelease: () => void;
  onRegrade: () => void;
  /** Why the last change was refused. */
  fault: string | null;
}

/** Who took the quiz and how: a sentence, what asks for a decision, then every student. */
export function ResultsView({ results, onRelease, onRegrade, fault, ...acts }: ResultsViewProps) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const [shown, setShown] = useState<Shown>('all');
  const figures = figuresOf(results);
  const { quiz, needsRegrade } = results;
  const rows = rowsShown(results.students, shown, formats.compare);
  const isKept = quiz.rules.release !== 'now' && figures.kept > 0;
  if (results.students.length === 0) {
    return <EmptyNote why={t('results.noStudents')} example={t('results.noStudentsExample')} />;
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Sentence results={results} />
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {fault}
        </p>
      )}
      {isKept && (
        <Notice>
          <p>{t('results.kept', { count: figures.kept })}</p>
          <Button onClick={onRelease} className="bar:shrink-0">
            {t('release.open')}
          </Button>
        </Notice>
      )}
      {needsRegrade && (
        <Notice tone="caution">
          <p>{t('results.needsRegrade')}</p>
          <Button onClick={onRegrade} className="bar:shrink-0">
            {t('regrade.open')}
          </Button>
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <label className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="text-label">{t('results.show')}</span>
          <select
            value={shown}
            onChange={({ target }) => setShown(target.value as Shown)}
            className="field w-auto max-w-full"
          >
            <option value="all">{t('results.showAll')}</option>
            <option value="open">{t('results.showOpen')}</option>
            <option value="late">{t('results.showLate')}</option>
            <option value="none">{t('results.showNone')}</option>
          </select>
        </label>
        {!needsRegrade && figures.handedIn > 0 && (
          <Button look="plain" onClick={onRegrade} className="mx-0">
            {t('regrade.open')}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="text-muted">{t('results.noRows')}</p>
      ) : (
        <ResultsTable results={results} rows={rows} {...acts} />
      )}
      <Why summary={t('results.why')}>
        <p>{t('results.whyCounts')}</p>
        <p>{t('results.whyLate')}</p>
        <p>{t('results.whyMedian')}</p>
      </Why>
    </div>
  );
}

function Sentence({ results }: { results: QuizResults }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const { students, handedIn, underWay, median, passed } = figuresOf(results);
  return (
    <p className="max-w-read text-title font-regular" role="status">
      {t('results.sentence', { count: students, handedIn })}{' '}
      {underWay > 0 && t('results.underWay', { count: underWay })}{' '}
      {handedIn > 0 && t('results.passedCount', { count: passed })}{' '}
      {median !== null &&
        t('results.median', {
          points: formats.number(median),
          outOf: formats.number(results.quiz.outOf),
        })}
    </p>
  );
}
