import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { AuditLine } from '#features/identity/contract.ts';
import { useCohortsWords, type Say } from '../useCohortsWords.ts';
import { words } from '../words.ts';

/** What was done, the newest first. */
export function AuditList({ entries }: { entries: readonly AuditLine[] }) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const now = useNow();
  return (
    <table className="w-full border-t border-hairline max-bar:block">
      <thead className="text-label text-muted max-bar:sr-only">
        <tr className="border-b border-hairline">
          {(['when', 'who', 'what', 'about'] as const).map((column) => (
            <th key={column} scope="col" className="py-2 pe-4 text-start">
              {t(`audit.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-bar:block">
        {entries.map((entry) => (
          <tr key={entry.id} className="border-b border-hairline max-bar:block max-bar:py-2">
            <td className="py-2 pe-4 align-top whitespace-nowrap text-muted max-bar:block max-bar:py-0">
              <time dateTime={entry.at}>{formats.when(entry.at, now)}</time>
            </td>
            <td className="py-2 pe-4 align-top max-bar:block max-bar:py-0">
              {entry.actor === null ? (
                <span className="text-muted">{t('audit.house')}</span>
              ) : (
                <bdi>{entry.actor.name ?? t('audit.gone')}</bdi>
              )}
            </td>
            <th scope="row" className="py-2 pe-4 text-start align-top font-strong max-bar:block max-bar:py-0">
              {actWords(t, entry.act)}
            </th>
            <td className="py-2 align-top max-bar:block max-bar:py-0">
              {entry.about.name !== null && (
                <span className="block">
                  <bdi>{entry.about.name}</bdi>
                </span>
              )}
              <Details details={entry.details} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type KnownAct = keyof typeof words.audit.acts;

/** An act of this room in words; one of another room is named as it is. */
function actWords(t: Say, act: string): string {
  const [room, what = ''] = act.split(':');
  return room === 'cohorts' && what in words.audit.acts ? t(`audit.acts.${what as KnownAct}`) : act;
}

/** Values as they were noted, without those that are ids. */
function Details({ details }: { details: AuditLine['details'] }) {
  const { t } = useCohortsWords();
  if (details === null) return <span className="text-caption text-muted">{t('audit.erased')}</span>;
  const shown = Object.entries(details).filter(
    ([field, value]) => !/Id$|^clonedFrom$/.test(field) && value !== null && value !== undefined,
  );
  if (shown.length === 0) return null;
  return (
    <bdi dir="ltr" className="block text-caption break-words text-muted">
      {shown.map(([field, value]) => `${field}: ${String(value)}`).join(' · ')}
    </bdi>
  );
}
