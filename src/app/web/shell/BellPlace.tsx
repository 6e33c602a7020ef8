import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BellIcon } from '#platform/web/ui/icons.tsx';

/** Where the bell hangs before its code is here: it leads to the page that has all of it. */
export function BellPlace() {
  const { t } = useTranslation();
  return (
    <Link
      to="/notifications"
      aria-label={t('shell.notifications')}
      className="controls flex min-w-10 items-center justify-center rounded-[50%] text-muted hover:text-ink"
    >
      <BellIcon />
    </Link>
  );
}
