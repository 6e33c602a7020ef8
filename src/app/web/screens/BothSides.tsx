import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

/** What of the class is watched. */
export type BothOf = 'lessons' | 'live';

interface BothSidesProps {
  of: BothOf;
  onOf: (of: BothOf) => void;
  /** A live session is wanted, and the class has none. */
  isMissing: boolean;
  /** Addresses at which each frame is signed in as somebody else. */
  staffSrc: string;
  studentSrc: string;
}

/** The product's picture: a teacher's page and a student's phone of the same class, both alive. */
export function BothSides({ of, onOf, isMissing, staffSrc, studentSrc }: BothSidesProps) {
  const { t } = useTranslation();
  return (
    <div>
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
        <div>
          <PageHeading title={t('both.title')} />
          <p className="mt-1 text-muted">{t(`both.lead.${of}`)}</p>
        </div>
        <Link to="/" className="controls flex items-center text-accent">
          {t('both.back')}
        </Link>
      </header>
      <div className="mt-4 grid justify-items-start gap-2">
        <Choice
          label={t('both.of')}
          value={of}
          options={(['lessons', 'live'] as const).map((value) => ({ value, label: t(`both.${value}`) }))}
          onChange={onOf}
        />
        {isMissing && <Notice tone="caution">{t('both.none')}</Notice>}
      </div>
      <div className="mt-4 grid items-start gap-6 wide:grid-cols-[minmax(0,1fr)_22.5rem]">
        <figure className="m-0">
          <figcaption className="mb-2 text-label text-muted">{t('both.staff')}</figcaption>
          <iframe
            src={staffSrc}
            title={t('both.staff')}
            className="block h-[calc(100dvh-13rem)] min-h-[30rem] w-full rounded-surface border-2 border-ink bg-canvas"
          />
        </figure>
        <figure className="m-0">
          <figcaption className="mb-2 text-label text-muted">{t('both.student')}</figcaption>
          <iframe
            src={studentSrc}
            title={t('both.student')}
            className="block h-[calc(100dvh-13rem)] min-h-[30rem] w-full max-w-[22.5rem] rounded-[1.75rem] border-[6px] border-ink bg-canvas"
          />
        </figure>
      </div>
    </div>
  );
}
