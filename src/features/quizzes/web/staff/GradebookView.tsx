import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { gridMove, type GridPlace } from '#platform/web/ui/gridMoves.ts';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { useIsNarrow } from '#platform/web/ui/useIsNarrow.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { Gradebook } from '../../contract.ts';
import { useStaffWords } from './useStaffWords.ts';

type Student = Gradebook['students'][number];

interface GradebookViewProps {
  gradebook: Gradebook;
  attemptHref: (quizId: string, attemptId: string) => string;
  quizHref: (quizId: string) => string;
  /** Enter on a result. */
  onOpen: (quizId: string, attemptId: string) => void;
}

/** Students by quizzes; on a phone, one list of results per student. */
export function GradebookView(props: GradebookViewProps) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const isNarrow = useIsNarrow();
  const { quizzes, students } = props.gradebook;
  if (students.length === 0) {
    return <EmptyNote why={t('results.noStudents')} example={t('results.noStudentsExample')} />;
  }
  if (quizzes.length === 0) return <EmptyNote why={t('list.none')} example={t('list.noneExample')} />;
  const rows = [...students].sort((a, b) => formats.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {isNarrow ? <GradeList {...props} rows={rows} /> : <GradeGrid {...props} rows={rows} />}
      <Why summary={t('results.why')}>
        <p>{t('gradebook.whyBest')}</p>
        <p>{t('gradebook.whyKept')}</p>
        <p>{t('gradebook.whyPassed')}</p>
      </Why>
    </div>
  );
}

const PAGE_ROWS = 10;

/** One stop of the Tab key; arrow keys move inside (ARIA grid pattern). */
function GradeGrid({ gradebook, rows, onOpen, quizHref }: GradebookViewProps & { rows: readonly Student[] }) {
  const { t } = useStaffWords();
  const { quizzes } = gradebook;
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 });
  const press = (key: KeyboardEvent<HTMLTableElement>): void => {
    const from = placeOf(key.target);
    if (!from) return;
    if (key.key === 'Enter') {
      const quiz = quizzes[from.column - 1];
      const own = quiz && rows[from.row]?.scores[quiz.id];
      if (own) onOpen(quiz.id, own.attemptId);
      return;
    }
    const to = gridMove(from, key, {
      rows: rows.length,
      columns: quizzes.length + 1,
      page: PAGE_ROWS,
      direction: getComputedStyle(key.currentTarget).direction === 'rtl' ? 'rtl' : 'ltr',
    });
    if (!to) return;
    key.preventDefault();
    setActive(to);
    grid.current?.querySelector<HTMLElement>(`[data-at="${to.row}.${to.column}"]`)?.focus();
  };
  const follow = ({ target }: FocusEvent): void => {
    const place = placeOf(target);
    if (place) setActive(place);
  };
  const stop = (row: number, column: number): 0 | -1 =>
    active.row === row && active.column === column ? 0 : -1;
  return (
    <div>
      <div className="relative max-h-[calc(100dvh-9rem)] overflow-auto rounded-surface border border-hairline bg-surface">
        <table
          ref={grid}
          role="grid"
          aria-label={t('gradebook.grid')}
          aria-describedby="gradebook-keys"
          onKeyDown={press}
          onFocus={follow}
          className="w-full border-separate border-spacing-0"
        >
          <thead>
            <tr role="row">
              <th
                role="columnheader"
                scope="col"
                className="sticky start-0 top-0 z-20 bg-surface px-4 py-3 text-start text-label text-muted"
              >
                {t('results.student')}
              </th>
              {quizzes.map((quiz) => (
                <th
                  key={quiz.id}
                  role="columnheader"
                  scope="col"
                  className="sticky top-0 z-10 min-w-28 max-w-48 bg-surface px-3 py-3 text-start text-label"
                >
                  <Link to={quizHref(quiz.id)} tabIndex={-1} className="no-underline hover:underline">
                    <bdi className="line-clamp-2">{quiz.title}</bdi>
                  </Link>
                </th>
              ))}
              <th
                role="columnheader"
                scope="col"
                className="sticky top-0 z-10 bg-surface px-4 py-3 text-end text-label text-muted"
              >
                {t('gradebook.passed')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((student, row) => (
              <tr key={student.id} role="row" className="group">
                <th
                  role="rowheader"
                  scope="row"
                  tabIndex={stop(row, 0)}
                  data-at={`${row}.0`}
                  className="sticky start-0 z-10 max-w-52 border-t border-hairline bg-surface px-4 py-2 text-start font-regular -outline-offset-3 group-hover:bg-quiet"
                >
                  {/* A name is cut at its own end, whichever way the page is read. */}
                  <span dir="auto" className="block truncate [text-align:match-parent]">
                    {student.name}
                  </span>
                </th>
                {quizzes.map((quiz, place) => (
                  <td
                    key={quiz.id}
                    role="gridcell"
                    tabIndex={stop(row, place + 1)}
                    data-at={`${row}.${place + 1}`}
                    className="border-t border-hairline px-3 py-2 -outline-offset-3 group-hover:bg-quiet"
                  >
                    <Grade student={student} quiz={quiz} />
                  </td>
                ))}
                <td
                  role="gridcell"
                  className="border-t border-hairline px-4 py-2 text-end group-hover:bg-quiet"
                >
                  {passedBy(student)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr role="row">
              <th
                role="rowheader"
                scope="row"
                className="sticky start-0 bottom-0 z-20 border-t border-control bg-surface px-4 py-2 text-start text-label text-muted"
              >
                {t('gradebook.taken')}
              </th>
              {quizzes.map((quiz) => (
                <td
                  key={quiz.id}
                  role="gridcell"
                  className="sticky bottom-0 z-10 border-t border-control bg-surface px-3 py-2 text-caption text-muted"
                >
                  {t('gradebook.takenBy', {
                    taken: rows.filter(({ scores }) => scores[quiz.id]).length,
                    count: rows.length,
                  })}
                </td>
              ))}
              <td role="gridcell" className="sticky bottom-0 z-10 border-t border-control bg-surface px-4" />
            </tr>
          </tfoot>
        </table>
      </div>
      <p id="gradebook-keys" className="mt-2 text-caption text-muted">
        {t('gradebook.keys')}
      </p>
    </div>
  );
}

/** The points, whether that is passed, and whether the student sees it yet: in signs and in words. */
function Grade({ student, quiz }: { student: Student; quiz: Gradebook['quizzes'][number] }) {
  const { t } = useStaffWords();
  const formats = useFormats();
  const own = student.scores[quiz.id];
  if (!own) {
    return (
      <span className="text-muted">
        <span aria-hidden="true">{NONE}</span>
        <span className="sr-only">{t('gradebook.notTaken', { name: student.name, quiz: quiz.title })}</span>
      </span>
    );
  }
  return (
    <span className="grid">
      <span>{t('results.of', { points: formats.number(own.points), outOf: formats.number(own.outOf) })}</span>
      <span className="text-caption text-muted">
        {own.passed ? t('results.passed') : t('results.notPassed')}
        {!own.released && <> · {t('gradebook.kept')}</>}
      </span>
    </span>
  );
}

const NONE = '–';

function passedBy({ scores }: Student): number {
  return Object.values(scores).filter(({ passed }) => passed).length;
}

function GradeList({ gradebook, rows, attemptHref }: GradebookViewProps & { rows: readonly Student[] }) {
  return (
    <ul className="border-t border-hairline">
      {rows.map((student) => (
        <li key={student.id} className="grid gap-2 border-b border-hairline py-3">
          <h2 className="text-title">
            <bdi>{student.name}</bdi>
          </h2>
          <ul className="grid gap-1">
            {gradebook.quizzes.map((quiz) => {
              const own = student.scores[quiz.id];
              return (
                <li key={quiz.id} className="flex items-start justify-between gap-4">
                  <bdi className="text-muted">{quiz.title}</bdi>
                  <span className="shrink-0 text-end">
                    {own ? (
                      <Link to={attemptHref(quiz.id, own.attemptId)} className="no-underline hover:underline">
                        <Grade student={student} quiz={quiz} />
                      </Link>
                    ) : (
                      <Grade student={student} quiz={quiz} />
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function placeOf(target: EventTarget): GridPlace | undefined {
  const at = (target as Element).closest<HTMLElement>('[data-at]')?.dataset.at;
  const [row, column] = at?.split('.').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}
