import { NavLink } from 'react-router';
import { useOperateWords } from '#features/identity/web/operate/useOperateWords.ts';

/** The pages for operators, beside each other. */
export function OperatePlaces() {
  const { t } = useOperateWords();
  const places = [
    { to: '/ops/people', label: t('places.people') },
    { to: '/ops/audit', label: t('places.audit') },
    { to: '/ops/jobs', label: t('places.jobs') },
  ];
  return (
    <nav aria-label={t('places.label')}>
      <ul className="flex flex-wrap gap-x-6 border-b border-hairline">
        {places.map(({ to, label }) => (
          <li key={to}>
            <NavLink
              to={to}
              className="controls inline-flex items-center border-b-2 border-transparent text-label text-muted no-underline hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
            >
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
