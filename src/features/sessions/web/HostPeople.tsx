import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BesideName } from '#platform/web/ui/BesideName.tsx';
import type { SessionConsole } from '../contract.ts';
import { useHostWords } from './useHostWords.ts';

/** Who is in, the latest first: whoever just came is looked for most. */
export function HostPeople({ console: data }: { console: SessionConsole }) {
  const { t } = useHostWords();
  const formats = useFormats();
  const { here, session, cohort } = data;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 className="text-section">{t('people.heading')}</h2>
      {here.length === 0 ? (
        <div className="text-muted">
          <p>{t('people.nobody')}</p>
          <p className="text-caption">{t('people.nobodyExample')}</p>
        </div>
      ) : (
        <ul
          tabIndex={0}
          aria-label={t('people.list')}
          className="max-h-80 overflow-auto border-t border-hairline"
        >
          {here.toReversed().map(({ id, name, since }) => (
            <li
              key={id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-hairline py-1.5"
            >
              <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <bdi>{name}</bdi>
                {session.host?.id === id && (
                  <span className="text-caption text-muted">{t('people.host')}</span>
                )}
                <BesideName personId={id} />
              </span>
              <span className="text-caption text-muted">
                {t('people.since', { when: formats.clock(since, cohort.zone) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
