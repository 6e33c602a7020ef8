import { Link } from 'react-router';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { SessionsSoon } from './SessionsSoon.tsx';

/** On the page of a cohort: what is live or about to be, and the way to all its sessions. */
export function CourseLive({ cohortId }: { cohortId: string }) {
  const { t } = useSessionsWords();
  return (
    <div className="grid gap-3">
      <SessionsSoon cohortId={cohortId} />
      <p>
        <Link to={sessionPaths.list(cohortId)} className="controls inline-flex items-center text-accent">
          {t('list.title')}
        </Link>
      </p>
    </div>
  );
}
