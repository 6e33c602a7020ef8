import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { CohortDayWords } from '../CohortWhen.tsx';
import { DayField } from '../DayField.tsx';
import type { Organisation } from '../OrganisationView.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';

type Line = Organisation['cohorts'][number];

export type OpeningCohort = { state: 'ready' } | { state: 'opening' } | { state: 'failed'; sentence: string };

export interface CohortWanted {
  courseId: string;
  title: string;
  startsOn: string;
  endsOn: string;
}

interface OrganisationCohortsProps {
  organisation: Organisation;
  opening: OpeningCohort;
  onOpen: (cohort: CohortWanted) => void;
}

/** The cohorts of an organisation, those that were put away last, and how another one is opened. */
export function OrganisationCohorts({ organisation, opening, onOpen }: OrganisationCohortsProps) {
  const { t } = useCohortsWords();
  const cohorts = [...organisation.cohorts].sort((a, b) => Number(a.archived) - Number(b.archived));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-section">{t('organisation.cohorts')}</h2>
      {cohorts.length === 0 ? (
        <EmptyNote why={t('organisation.noCohorts')} example={t('organisation.noCohortsExample')} />
      ) : (
        <ul className="border-t border-hairline">
          {cohorts.map((cohort) => (
            <CohortRow key={cohort.id} cohort={cohort} />
          ))}
        </ul>
      )}
      <OpenCohort courses={organisation.courses} opening={opening} onOpen={onOpen} />
    </section>
  );
}

function CohortRow({ cohort }: { cohort: Line }) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const { id, title, courseTitle, students, waiting, capacity, archived } = cohort;
  const links = [
    { to: `/teach/${id}`, label: t('organisation.progress') },
    { to: `/teach/${id}/people`, label: t('organisation.people') },
    { to: `/teach/${id}/plan`, label: t('organisation.plan') },
  ];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-3">
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <bdi className="text-title">{title}</bdi>
          {archived && (
            <span className="rounded-bar bg-quiet px-2 py-0.5 text-caption text-muted">
              {t('organisation.archived')}
            </span>
          )}
        </p>
        <span className="block">
          <bdi>{courseTitle}</bdi>
        </span>
        <p className="mt-1 flex flex-wrap gap-x-4 text-caption text-muted">
          <span>
            <CohortDayWords cohort={cohort} />
          </span>
          <span>{formats.days(cohort.startsOn, cohort.endsOn)}</span>
          <span>
            {capacity === null
              ? t('organisation.students', { count: students })
              : t('organisation.studentsOf', { students, capacity })}
          </span>
          {waiting > 0 && <span>{t('organisation.waiting', { count: waiting })}</span>}
        </p>
      </div>
      <p className="flex flex-wrap gap-x-4">
        {links.map(({ to, label }) => (
          <Link key={to} to={to} className="controls flex items-center text-accent">
            {label}
          </Link>
        ))}
      </p>
    </li>
  );
}

function OpenCohort({
  courses,
  opening,
  onOpen,
}: Pick<OrganisationCohortsProps, 'opening' | 'onOpen'> & Pick<Organisation, 'courses'>) {
  const { t } = useCohortsWords();
  const [courseId, setCourseId] = useState(courses[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [endsOn, setEndsOn] = useState('');
  const [tried, setTried] = useState(false);
  if (courses.length === 0) return null;
  const isBackwards = endsOn !== '' && endsOn < startsOn;
  const missing = (day: string): string | undefined =>
    tried && day === '' ? t('sheet.missingDay') : undefined;
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    const isWhole = title.trim() !== '' && startsOn !== '' && endsOn !== '' && !isBackwards;
    if (isWhole && opening.state !== 'opening') onOpen({ courseId, title: title.trim(), startsOn, endsOn });
  };
  return (
    <details>
      <summary className="controls inline-flex items-center text-title text-accent hover:underline">
        {t('organisation.openCohort')}
      </summary>
      <form onSubmit={submit} noValidate className="grid max-w-form gap-4 pt-2 pb-4">
        <label className="grid gap-1">
          <span className="text-label">{t('organisation.course')}</span>
          <select value={courseId} onChange={(one) => setCourseId(one.target.value)} className="field">
            {courses.map((course) => (
              <option key={course.id} value={course.id}>
                {course.title}
              </option>
            ))}
          </select>
        </label>
        <TextField
          label={t('cohort.name')}
          name="title"
          value={title}
          onChange={setTitle}
          fault={tried && title.trim() === '' ? t('cohort.missingName') : undefined}
        />
        <div className="grid gap-4 bar:grid-cols-2">
          <DayField
            label={t('cohort.startsOn')}
            value={startsOn}
            onChange={setStartsOn}
            fault={missing(startsOn)}
          />
          <DayField
            label={t('cohort.endsOn')}
            value={endsOn}
            onChange={setEndsOn}
            fault={isBackwards ? t('cohort.endsBefore') : missing(endsOn)}
          />
        </div>
        <p className="flex flex-wrap items-center gap-4">
          <Button
            type="submit"
            look="primary"
            busy={opening.state === 'opening' && t('organisation.opening')}
          >
            {t('organisation.open')}
          </Button>
          {opening.state === 'failed' && (
            <span role="alert" className="text-live">
              {opening.sentence}
            </span>
          )}
        </p>
      </form>
    </details>
  );
}
