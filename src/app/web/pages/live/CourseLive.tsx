import { Link } from 'react-router';
import { ChatLink } from '#features/chat/web/ChatLink.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { SessionsSoon } from './SessionsSoon.tsx';

/** On the page of a cohort: what is live or about to be, and the ways to all its sessions and its channels. */
export function CourseLive({ cohortId }: { cohortId: string }) {
  const { t } = useSessionsWords();
  return (
    <div className="grid gap-3">
      <SessionsSoon cohortId={cohortId} />
      <p className="flex flex-wrap gap-x-6">
        <Link to={sessionPaths.list(cohortId)} className="controls inline-flex items-center text-accent">
          {t('list.title')}
        </Link>
        <ChatLink cohortId={cohortId} />
      </p>
    </div>
  );
}
