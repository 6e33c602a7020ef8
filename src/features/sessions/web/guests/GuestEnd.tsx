import { Link } from 'react-router';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import type { Visit } from '../../contract.ts';
import { sessionPaths } from '../sessionPaths.ts';
import { useGuestWords } from './useGuestWords.ts';

/** What a guest reads who has no session before them; null: it never was one of theirs. */
export function GuestEnd({ visit }: { visit: Visit | null }) {
  const { t } = useGuestWords();
  const [heading, text] = useSaid(visit);
  return (
    <div className="mx-auto grid w-full max-w-read gap-3 py-8">
      <PageHeading title={heading} />
      <p>
        <bdi>{text}</bdi>
      </p>
      <p className="flex flex-wrap gap-4">
        {visit?.standing === 'in' && (
          <Link
            to={sessionPaths.audience(visit.sessionId)}
            className="controls inline-flex items-center text-accent"
          >
            {t('end.back')}
          </Link>
        )}
        <Link to={sessionPaths.code} className="controls inline-flex items-center text-accent">
          {t('end.code')}
        </Link>
      </p>
    </div>
  );
}

function useSaid(visit: Visit | null): [heading: string, text: string] {
  const { t } = useGuestWords();
  const title = visit?.title ?? '';
  switch (visit?.standing) {
    case 'over':
      return [t('end.over'), t('end.overText', { title })];
    case 'removed':
      return [t('end.removed'), t('end.removedText', { title })];
    case 'shut':
      return [t('end.shut'), t('end.shutText', { title })];
    case 'in':
    case undefined:
      return [t('end.unknown'), t('end.unknownText')];
  }
}
