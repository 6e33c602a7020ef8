import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { useIsNarrow } from '#platform/web/ui/useIsNarrow.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { CohortProgress } from '../contract.ts';
import { ClassGrid } from './ClassGrid.tsx';
import { ClassSummary } from './ClassSummary.tsx';
import {
  inHeldOrder,
  isPlanned,
  orderOf,
  studentPace,
  type ClassOrder,
  type ClassShown,
  type StudentRow,
} from './classProgress.ts';
import { usePaceWords } from './usePaceWords.ts';
import { useProgressWords } from './words.ts';

interface ClassViewProps {
  progress: CohortProgress;
  order: ClassOrder;
  onOrder: (order: ClassOrder) => void;
  shown: ClassShown;
  onShown: (shown: ClassShown) => void;
  studentHref: (studentId: string) => string;
  onOpen: (studentId: string) => void;
  peopleHref: string;
}

/** Where a class stands: a sentence, then every student by every lesson; on a phone, students with bars. */
export function ClassView(props: ClassViewProps) {
  const { progress, order, onOrder, shown, onShown, studentHref, onOpen, peopleHref } = props;
  const { t } = useTranslation();
  const { t: own } = useProgressWords();
  const now = useNow();
  const narrow = useIsNarrow();
  const { rows: all, stale, sortAgain } = useHeldOrder(progress, order);
  const hasPlan = isPlanned(progress);
  const isBehind = (student: StudentRow): boolean => studentPace(progress, student, now).state === 'behind';
  const rows = hasPlan && shown === 'behind' ? all.filter(isBehind) : all;
  if (progress.students.length === 0) {
    return (
      <EmptyNote
        why={t('class.noStudents')}
        example={t('class.noStudentsExample')}
        action={<ButtonLink to={peopleHref}>{t('class.addPeople')}</ButtonLink>}
      />
    );
  }
  if (progress.lessons.length === 0) {
    return <EmptyNote why={t('progress.noLessons')} example={t('progress.noLessonsExample')} />;
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ClassSummary progress={progress} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="text-label">{t('class.sortBy')}</span>
          <select
            value={order}
            onChange={(chosen) => onOrder(chosen.target.value as ClassOrder)}
            className="field w-auto max-w-full"
          >
            <option value="name">{t('class.byName')}</option>
            <option value="behind">{t('class.byBehind')}</option>
          </select>
        </label>
        {hasPlan && (
          <label className="flex min-w-0 flex-wrap items-center gap-2">
            <span className="text-label">{own('pace.show')}</span>
            <select
              value={shown}
              onChange={(chosen) => onShown(chosen.target.value as ClassShown)}
              className="field w-auto max-w-full"
            >
              <option value="everybody">{own('pace.everybody')}</option>
              <option value="behind">{own('pace.onlyBehind')}</option>
            </select>
          </label>
        )}
        {stale && (
          <Button look="plain" onClick={sortAgain} className="mx-0">
            {t('class.sortAgain')}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyNote why={own('pace.nobodyBehind')} example={own('pace.nobodyBehindExample')} />
      ) : narrow ? (
        <ClassList progress={progress} rows={rows} studentHref={studentHref} />
      ) : (
        <ClassGrid progress={progress} rows={rows} studentHref={studentHref} onOpen={onOpen} />
      )}
      <Why summary={t('class.why')}>
        <p>{t('class.whySquare')}</p>
        <p>{t('class.whyPercent')}</p>
        <p>{t('class.whyClass')}</p>
      </Why>
    </div>
  );
}

interface ClassListProps {
  progress: CohortProgress;
  rows: readonly StudentRow[];
  studentHref: (id: string) => string;
}

function ClassList({ progress, rows, studentHref }: ClassListProps) {
  const { t } = useTranslation();
  const now = useNow();
  const words = usePaceWords();
  const hasPlan = isPlanned(progress);
  return (
    <ul className="border-t border-hairline">
      {rows.map((student) => (
        <li key={student.id} className="border-b border-hairline">
          <Link to={studentHref(student.id)} className="grid gap-2 py-3 no-underline">
            <span className="flex items-baseline justify-between gap-4">
              <bdi className="font-strong">{student.name}</bdi>
              <span className="shrink-0 text-muted">
                {t('progress.of', { completed: student.completed, total: student.total })}
              </span>
            </span>
            <Bar percent={student.percent} />
            <BesideName personId={student.id} />
            {hasPlan && <PaceWords {...words(studentPace(progress, student, now))} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function PaceWords({ short, reason }: { short: string; reason: string }) {
  return (
    <span className="flex flex-wrap gap-x-3 text-caption text-muted">
      <span className="text-ink">{short}</span>
      <span>{reason}</span>
    </span>
  );
}

/** Rows keep the order in which they were sorted; `stale` once sorting again would move one. */
function useHeldOrder(progress: CohortProgress, order: ClassOrder) {
  const { compare } = useFormats();
  const wanted = orderOf(progress.students, order, compare);
  const [held, setHeld] = useState({ order, ids: wanted });
  if (held.order !== order) setHeld({ order, ids: wanted });
  const rows = inHeldOrder(progress.students, held.ids);
  return {
    rows,
    stale: held.order === order && rows.some(({ id }, place) => wanted[place] !== id),
    sortAgain: () => setHeld({ order, ids: wanted }),
  };
}
