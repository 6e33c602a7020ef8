import { memo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { gridMove, type GridPlace } from '#platform/web/ui/gridMoves.ts';
import { Square } from '#platform/web/ui/Squares.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { CohortProgress } from '../contract.ts';
import { isPlanned, moduleSpans, studentPace, totalsOf, type StudentRow } from './classProgress.ts';
import { usePaceWords } from './usePaceWords.ts';
import { useProgressWords } from './words.ts';

interface ClassGridProps {
  progress: CohortProgress;
  /** The students in the order in which they are to stand. */
  rows: readonly StudentRow[];
  studentHref: (studentId: string) => string;
  /** Enter on a square. */
  onOpen: (studentId: string) => void;
}

const PAGE_ROWS = 10;

/**
 * Students by lessons, one square each. One stop of the Tab key; arrow keys move inside (ARIA grid pattern).
 * What a square says stands in a line below the grid, for the eye, and in its name, for the ear.
 */
export function ClassGrid({ progress, rows, studentHref, onOpen }: ClassGridProps) {
  const { t } = useTranslation();
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<GridPlace | null>(null);
  const { lessons } = progress;
  const totals = totalsOf(progress);
  const atOpening = useCompletionsAtOpening(progress);
  const { t: own } = useProgressWords();
  const hasPlan = isPlanned(progress);

  const press = (key: KeyboardEvent<HTMLTableElement>): void => {
    const from = placeOf(key.target);
    if (!from) return;
    if (key.key === 'Enter' && from.column > 0) {
      const student = rows[from.row];
      if (student) onOpen(student.id);
      return;
    }
    const to = gridMove(from, key, {
      rows: rows.length,
      columns: lessons.length + 1,
      page: PAGE_ROWS,
      direction: getComputedStyle(key.currentTarget).direction === 'rtl' ? 'rtl' : 'ltr',
    });
    if (!to) return;
    key.preventDefault();
    setActive(to);
    grid.current?.querySelector<HTMLElement>(`[data-at="${to.row}.${to.column}"]`)?.focus();
  };
  const follow = (event: FocusEvent | MouseEvent): void => {
    const place = placeOf(event.target);
    if (!place) return;
    setPointed(place);
    if (event.type === 'focus') setActive(place);
  };

  return (
    <div>
      <div className="relative max-h-[calc(100dvh-9rem)] overflow-auto rounded-surface border border-hairline bg-surface">
        <table
          ref={grid}
          role="grid"
          aria-label={t('class.grid')}
          aria-rowcount={rows.length + 2}
          aria-describedby="class-grid-keys"
          onKeyDown={press}
          onFocus={follow}
          onMouseOver={follow}
          className="w-full border-separate border-spacing-0"
        >
          <thead>
            <tr role="presentation" aria-hidden="true">
              <td className="sticky start-0 top-0 z-20 bg-surface" />
              {moduleSpans(lessons).map(({ module, span }, place) => (
                <td
                  key={place}
                  colSpan={span}
                  className="sticky top-0 z-10 max-w-0 truncate bg-surface px-2 pt-3 text-caption text-muted"
                >
                  <bdi>{module}</bdi>
                </td>
              ))}
              <td colSpan={hasPlan ? 2 : 1} className="sticky top-0 z-10 bg-surface" />
            </tr>
            <tr role="row">
              <th
                role="columnheader"
                scope="col"
                className="sticky start-0 top-7 z-20 bg-surface px-4 pb-1 text-start text-label text-muted"
              >
                {t('class.student')}
              </th>
              {lessons.map((lesson, place) => (
                <th
                  key={lesson.id}
                  role="columnheader"
                  scope="col"
                  aria-label={lesson.title}
                  title={lesson.title}
                  data-first={startsModule(lessons, place) || undefined}
                  className="sticky top-7 z-10 w-8 bg-surface pb-1 text-center text-label text-muted data-first:w-11 data-first:ps-3"
                >
                  {place + 1}
                </th>
              ))}
              <th
                role="columnheader"
                scope="col"
                className="sticky top-7 z-10 bg-surface px-4 pb-1 text-end text-label text-muted"
              >
                {t('class.total')}
              </th>
              {hasPlan && (
                <th
                  role="columnheader"
                  scope="col"
                  className="sticky top-7 z-10 bg-surface px-4 pb-1 text-start text-label text-muted"
                >
                  {own('pace.short')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((student, row) => (
              <ClassRow
                key={student.id}
                student={student}
                row={row}
                lessons={lessons}
                hasPlan={hasPlan}
                atOpening={atOpening.get(student.id)}
                activeColumn={active.row === row ? active.column : null}
                href={studentHref(student.id)}
              />
            ))}
          </tbody>
          <tfoot>
            <tr role="row">
              <th
                role="rowheader"
                scope="row"
                className="sticky start-0 bottom-0 z-20 border-t border-control bg-surface px-4 py-2 text-start text-label text-muted"
              >
                {t('class.finished')}
              </th>
              {totals.finishedBy.map((count, place) => (
                <td
                  key={lessons[place]!.id}
                  role="gridcell"
                  aria-label={t('class.finishedBy', { count, lesson: lessons[place]!.title })}
                  data-first={startsModule(lessons, place) || undefined}
                  className="sticky bottom-0 z-10 border-t border-control bg-surface text-center text-caption text-muted data-first:ps-3"
                >
                  {count}
                </td>
              ))}
              <td
                role="gridcell"
                className="sticky bottom-0 z-10 border-t border-control bg-surface px-4 text-end text-label"
              >
                {totals.percent === null
                  ? t('progress.of', { completed: totals.completed, total: totals.possible })
                  : t('progress.percent', { percent: totals.percent })}
              </td>
              {hasPlan && (
                <td role="gridcell" className="sticky bottom-0 z-10 border-t border-control bg-surface" />
              )}
            </tr>
          </tfoot>
        </table>
      </div>
      <PointedLine progress={progress} student={pointed && rows[pointed.row]} column={pointed?.column ?? 0} />
      <p id="class-grid-keys" className="text-caption text-muted max-bar:sr-only">
        {t('class.keys')}
      </p>
    </div>
  );
}

interface ClassRowProps {
  student: StudentRow;
  row: number;
  lessons: CohortProgress['lessons'];
  hasPlan: boolean;
  /** What was complete when the page was opened; absent for students who came since. */
  atOpening: StudentRow['completions'] | undefined;
  /** Which of its cells the Tab key stops at; null for all rows but one. */
  activeColumn: number | null;
  href: string;
}

const ClassRow = memo(function ClassRow(props: ClassRowProps) {
  const { student, row, lessons, hasPlan, atOpening, activeColumn, href } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const stop = (column: number): 0 | -1 => (activeColumn === column ? 0 : -1);
  return (
    <tr role="row" className="group">
      <th
        role="rowheader"
        scope="row"
        className="sticky start-0 z-10 max-w-52 border-t border-hairline bg-surface text-start font-regular group-hover:bg-quiet wide:max-w-80"
      >
        <span className="block wide:flex wide:items-baseline wide:justify-between">
          <Link
            to={href}
            tabIndex={stop(0)}
            data-at={`${row}.0`}
            // A name is cut at its own end, whichever way the page is read.
            dir="auto"
            className="block min-w-0 truncate py-1 ps-4 pe-4 [text-align:match-parent] no-underline -outline-offset-3 hover:underline"
          >
            {student.name}
          </Link>
          <span className="block shrink-0 truncate ps-4 pe-4 pb-1 empty:hidden wide:ps-0">
            <BesideName personId={student.id} />
          </span>
        </span>
      </th>
      {lessons.map((lesson, place) => {
        const at = student.completions[lesson.id];
        const words = { student: student.name, lesson: lesson.title };
        return (
          <td
            key={lesson.id}
            role="gridcell"
            tabIndex={stop(place + 1)}
            data-at={`${row}.${place + 1}`}
            aria-label={
              at ? t('class.cellDone', { ...words, when: formats.when(at, now) }) : t('class.cellOpen', words)
            }
            data-first={startsModule(lessons, place) || undefined}
            className="border-t border-hairline px-2 -outline-offset-3 group-hover:bg-quiet data-first:ps-5"
          >
            <Square
              is={at ? 'done' : 'open'}
              fresh={at !== undefined && atOpening?.[lesson.id] === undefined}
            />
          </td>
        );
      })}
      <td role="gridcell" className="border-t border-hairline px-4 py-1 group-hover:bg-quiet">
        <span className="flex items-center justify-end gap-3">
          <span className="w-16 grow max-wide:hidden">
            <Bar percent={student.percent} />
          </span>
          <span className="min-w-10 text-end whitespace-nowrap">
            {t('progress.percent', { percent: student.percent })}
          </span>
        </span>
      </td>
      {hasPlan && <PaceCell student={student} lessons={lessons} />}
    </tr>
  );
});

/** How a student stands to the plan; the lessons that it comes from are its name, and shown on pointing. */
function PaceCell({ student, lessons }: Pick<ClassRowProps, 'student' | 'lessons'>) {
  const { t } = useProgressWords();
  const now = useNow();
  const words = usePaceWords();
  const pace = studentPace({ lessons }, student, now);
  const { short, reason } = words(pace);
  return (
    <td
      role="gridcell"
      title={reason}
      aria-label={t('pace.cell', { student: student.name, pace: short, reason })}
      className={`border-t border-hairline px-4 py-1 whitespace-nowrap group-hover:bg-quiet ${pace.state === 'behind' ? '' : 'text-muted'}`}
    >
      {short}
    </td>
  );
}

interface PointedLineProps {
  progress: CohortProgress;
  student: StudentRow | null | undefined;
  column: number;
}

/** What the square under the pointer, or with the focus, says. */
function PointedLine({ progress, student, column }: PointedLineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const lesson = progress.lessons[column - 1];
  const words = (): string => {
    if (!student) return t('class.pointAt');
    if (!lesson) return t('progress.inWords', { completed: student.completed, count: student.total });
    const at = student.completions[lesson.id];
    const names = {
      student: student.name,
      lesson: t('progress.numbered', { place: column, title: lesson.title }),
    };
    return at ? t('class.cellDone', { ...names, when: formats.when(at, now) }) : t('class.cellOpen', names);
  };
  return (
    <p aria-hidden="true" className="mt-3 min-h-6 truncate">
      {words()}
    </p>
  );
}

function startsModule(lessons: CohortProgress['lessons'], place: number): boolean {
  return place > 0 && lessons[place]!.module !== lessons[place - 1]!.module;
}

function placeOf(target: EventTarget): GridPlace | undefined {
  const at = (target as Element).closest<HTMLElement>('[data-at]')?.dataset.at;
  const [row, column] = at?.split('.').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}

/** So that what is finished while one watches can be told from what was finished before. */
function useCompletionsAtOpening(progress: CohortProgress): ReadonlyMap<string, StudentRow['completions']> {
  const [atOpening] = useState(
    () => new Map(progress.students.map(({ id, completions }) => [id, completions])),
  );
  return atOpening;
}
