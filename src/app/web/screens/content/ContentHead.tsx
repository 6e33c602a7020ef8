import { Link } from 'react-router';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

interface ContentHeadProps {
  cohortId: string;
  /** Of the cohort; empty while it is not known. */
  cohort: string;
  /** The name of the page, and of its tab. */
  heading: string;
  title: string;
  /** Where one is already needs no link. */
  here: 'content' | 'versions';
}

/** Above every page of a course's content: whose it is, and where else one can go. */
export function ContentHead({ cohortId, cohort, heading, title, here }: ContentHeadProps) {
  const { t } = useEditingWords();
  const link = 'controls flex items-center text-accent';
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
      <PageHeading title={title}>{heading}</PageHeading>
      <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
        <bdi>{cohort}</bdi>
        {here === 'versions' ? (
          <Link to={`/teach/${cohortId}/content`} className={link}>
            {t('versions.toContent')}
          </Link>
        ) : (
          <Link to={`/teach/${cohortId}/content/versions`} className={link}>
            {t('content.versions')}
          </Link>
        )}
        <Link to={`/teach/${cohortId}`} className={link}>
          {t('content.toClass')}
        </Link>
      </p>
    </header>
  );
}
