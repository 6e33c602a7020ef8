import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Copy } from './useCopy.ts';
import { useRightsWords } from './words.ts';

/** What came of asking for a copy. */
export function CopyStanding({ copy }: { copy: Copy }) {
  const { t } = useRightsWords();
  const formats = useFormats();
  return (
    <div role="status" className="empty:hidden">
      {copy.state === 'made' && (
        <>
          <p className="text-good">{t('copy.going')}</p>
          <p className="flex flex-wrap items-center gap-x-4">
            <a href={copy.href} download={copy.fileName} className="controls flex items-center text-accent">
              {t('copy.again')}
            </a>
            <span className="text-muted">{t('copy.until', { moment: formats.clock(copy.expiresAt) })}</span>
          </p>
        </>
      )}
      {copy.state === 'failed' && <p className="text-live">{t('copy.failed', { reason: copy.sentence })}</p>}
    </div>
  );
}
