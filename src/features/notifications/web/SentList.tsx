import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { SentLine } from '../contract.ts';
import { useSentWords } from './sentWords.ts';

const columns = ['when', 'who', 'what', 'inApp', 'mail'] as const;

/** What was told to whom, the newest first. */
export function SentList({ lines }: { lines: readonly SentLine[] }) {
  const { t } = useSentWords();
  return (
    <table className="w-full border-t border-hairline max-bar:block">
      <thead className="text-label text-muted max-bar:sr-only">
        <tr className="border-b border-hairline">
          {columns.map((column) => (
            <th key={column} scope="col" className="py-2 pe-4 text-start">
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-bar:block">
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

const cell = 'py-2 pe-4 text-start align-top font-regular max-bar:block max-bar:py-0';

function Line({ line }: { line: SentLine }) {
  const { t } = useSentWords();
  const formats = useFormats();
  const now = useNow();
  const { at, person, type, title } = line;
  return (
    <tr className="border-b border-hairline max-bar:block max-bar:py-3">
      <td className={`${cell} whitespace-nowrap text-muted`}>
        <time dateTime={at}>{formats.when(at, now)}</time>
      </td>
      <th scope="row" className={`${cell} font-strong [overflow-wrap:anywhere]`}>
        <bdi>{person.name}</bdi>
      </th>
      <td className={`${cell} [overflow-wrap:anywhere]`}>
        {t(`types.${type}`)}
        {title !== '' && (
          <span className="block text-caption text-muted">
            <bdi>{title}</bdi>
          </span>
        )}
      </td>
      <td className={cell}>
        <InApp line={line} />
      </td>
      <td className={cell}>
        <Mail mail={line.mail} />
      </td>
    </tr>
  );
}

/** On a phone, what stands in a column of its own elsewhere says which it is. */
function InApp({ line: { inApp, openedAt } }: { line: SentLine }) {
  const { t } = useSentWords();
  const formats = useFormats();
  const now = useNow();
  if (!inApp) return <span className="text-muted">{t('inApp.none')}</span>;
  if (openedAt === null) return <Named column="inApp">{t('inApp.unopened')}</Named>;
  return <Named column="inApp">{t('inApp.opened', { when: formats.when(openedAt, now) })}</Named>;
}

function Mail({ mail: { outcome, at, status } }: Pick<SentLine, 'mail'>) {
  const { t } = useSentWords();
  const formats = useFormats();
  const now = useNow();
  const when = at === null ? '' : formats.when(at, now);
  if (outcome === 'none') return <span className="text-muted">{t('mail.none')}</span>;
  if (outcome === 'waiting') return <Named column="mail">{t('mail.waiting')}</Named>;
  if (outcome === 'bounced')
    return (
      <span className="text-live">
        {status === null
          ? t('mail.bounced', { when })
          : t(`mail.bounced-${reasonOf(status)}`, { when, status })}
      </span>
    );
  const words = t(`mail.${outcome}`, { when });
  return outcome === 'given-up' ? (
    <span className="text-caution">{words}</span>
  ) : (
    <Named column="mail">{words}</Named>
  );
}

/** What an enhanced status (RFC 3463) means to somebody who runs a class. */
function reasonOf(status: string): 'address' | 'full' | 'rules' | 'late' | 'other' {
  if (status.startsWith('4.')) return 'late';
  if (status === '5.2.2') return 'full';
  if (/^5\.(1|2)\./.test(status)) return 'address';
  return status.startsWith('5.7.') ? 'rules' : 'other';
}

function Named({ column, children }: { column: 'inApp' | 'mail'; children: string }) {
  const { t } = useSentWords();
  return (
    <>
      <span aria-hidden="true" className="text-caption text-muted bar:hidden">
        {t(`columns.${column}`)}{' '}
      </span>
      {children}
    </>
  );
}
