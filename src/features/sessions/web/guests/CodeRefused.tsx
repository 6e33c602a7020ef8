import { Link } from 'react-router';
import { useGuestWords } from './useGuestWords.ts';

/** What else there is to do about a code that leads nowhere. */
export function CodeRefused({ signInHref }: { signInHref: string }) {
  const { t } = useGuestWords();
  return (
    <div className="mt-4">
      <p className="text-muted">{t('refused.lead')}</p>
      <Link to={signInHref} className="controls inline-flex items-center text-accent">
        {t('refused.signIn')}
      </Link>
    </div>
  );
}
