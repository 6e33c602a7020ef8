import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { QuizResults } from '../../contract.ts';
import { lateOf, newestOf, stateOf, type StudentRow } from './resultRows.ts';
import { useStaffWords } from './useStaffWords.ts';

export interface ResultsActs {
  attemptHref: (attemptId: string) => string;
  onAcceptLate: (attemptId: string) => void;
  onAccommodate: (student: StudentRow) => void;
  /** Attempts and students whose change waits for the server's answer. */
  busy: ReadonlySet<string>;
}

interface ResultsTableProps extends ResultsActs {
  results: QuizResults;
  rows: readonly StudentRow[];
}

/** Every student of the cohort with their attempts; on a phone each row is a card of lines. */
export function ResultsTable({ results, rows, ...acts }: ResultsTableProps) {
  const { t } = useStaffWords();
  const head = 'py-2 text-start';
  return (
    <table className="w-full border-t border-hairline max-bar:block" aria-label={t('results.table')}>
      <thead className="text-label text-muted max-bar:sr-only">
        <tr className="border-b border-hairline">
          <th scope="col" className={head}>
            {t('results.student')}
          </th>
          <th scope="col" className={head}>
            {t('results.state')}
          </th>
          <th scope="col" className={head}>
            {t('results.attempts')}
          </th>
          <th scope="col" className={head}>
            {t('results.counts')}
          </th>
          <th scope="col">
            <span className="sr-only">{t('results.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-bar:block">
        {rows.map((student) => (
          <ResultRow key={student.id} student={student} outOf={results.quiz.outOf} {...acts} />
        ))}
      </tbody>
    </table>
  );
}

function ResultRow({ student, outOf, ...acts }: { student: StudentRow; outOf: number } & ResultsActs) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const late = lateOf(student);
  const lateAttempt = student.attempts.find(({ lateAnswers }) => lateAnswers > 0);
  const cell = 'py-1 pe-4 max-bar:col-span-2';
  return (
    <tr className="h-12 border-b border-hairline max-bar:grid max-bar:h-auto max-bar:grid-cols-[1fr_auto] max-bar:gap-y-0.5 max-bar:py-2">
      <th scope="row" className="py-1 pe-4 text-start font-strong">
        <bdi>{student.name}</bdi>
        {student.accommodation && (
          <span className="block text-caption font-regular text-muted">
            {t('results.accommodation', {
              percent: student.accommodation.extraPercent,
              count: student.accommodation.extraAttempts,
            })}
          </span>
        )}
      </th>
      <td className={cell}>
        <StateWords student={student} />
      </td>
      <td className={cell}>
        <span className="flex flex-wrap gap-x-4">
          {student.attempts.map((attempt) => (
            <Link
              key={attempt.id}
              to={acts.attemptHref(attempt.id)}
              aria-label={t('results.openAttempt', { number: attempt.number, name: student.name })}
              className="controls inline-flex items-center text-accent"
            >
              {attempt.score
                ? t('results.attemptScore', {
                    number: attempt.number,
                    points: formats.number(attempt.score.points),
                  })
                : t('results.attempt', { number: attempt.number })}
            </Link>
          ))}
        </span>
      </td>
      <td className={cell}>
        {student.best ? (
          <>
            {t('results.of', { points: formats.number(student.best.points), outOf: formats.number(outOf) })}{' '}
            <span className="text-muted">
              {student.best.passed ? t('results.passed') : t('results.notPassed')}
            </span>
          </>
        ) : (
          <span className="text-muted">{t('results.nothing')}</span>
        )}
      </td>
      <td className="py-1 text-end max-bar:col-span-2 max-bar:text-start">
        <span className="inline-flex flex-wrap justify-end gap-x-4 max-bar:justify-start">
          {lateAttempt && (
            <Button
              look="plain"
              aria-label={t('results.acceptLateOf', { count: late, name: student.name })}
              busy={acts.busy.has(lateAttempt.id) && t('results.accepting')}
              onClick={() => acts.onAcceptLate(lateAttempt.id)}
              className="mx-0"
            >
              {t('results.acceptLate', { count: late })}
            </Button>
          )}
          <Button
            look="plain"
            aria-label={t('results.moreTimeOf', { name: student.name })}
            busy={acts.busy.has(student.id) && t('results.saving')}
            onClick={() => acts.onAccommodate(student)}
            className="mx-0"
          >
            {t('results.moreTime')}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function StateWords({ student }: { student: StudentRow }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const now = useNow();
  const newest = newestOf(student);
  const words = {
    none: t('results.stateNone'),
    open: t('results.stateOpen', { answered: newest?.answered ?? 0, count: newest?.items ?? 0 }),
    submitted: t('results.stateSubmitted'),
    graded: t('results.stateGraded'),
    released: t('results.stateReleased'),
  };
  const state = stateOf(student);
  const at = newest?.submittedAt ?? null;
  return (
    <span className={state === 'none' ? 'text-muted' : ''}>
      {words[state]}
      {at !== null && (
        <span className="block text-caption text-muted">
          {t('results.handedIn', { when: formats.when(at, now) })}
          {newest?.late && <> · {t('results.late')}</>}
        </span>
      )}
      {state === 'open' && newest?.deadlineAt && (
        <span className="block text-caption text-muted">
          {t('results.until', { when: formats.clock(newest.deadlineAt) })}
        </span>
      )}
    </span>
  );
}
