import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Copy } from './useCopy.ts';
import { useRightsWords } from './words.ts';

/** What came of asking for a copy. */
export function CopyStanding({ copy }: { copy: Copy }) {
  return (
    <>
      {copy.state === 'loading' && <span aria-hidden="true" className="bone h-6 w-64 rounded-control" />}
      <div role="status" className="grid gap-2 empty:hidden">
        <Standing copy={copy} />
      </div>
    </>
  );
}

function Standing({ copy }: { copy: Copy }) {
  const { t } = useRightsWords();
  const formats = useFormats();
  switch (copy.state) {
    case 'loading':
    case 'none':
      return null;
    case 'making':
      return <p>{t('copy.goesOn')}</p>;
    case 'dead':
      return <p className="text-live">{t('copy.dead')}</p>;
    case 'failed':
      return <p className="text-live">{t('copy.failed', { reason: copy.sentence })}</p>;
    case 'made':
      return (
        <>
          <p className="text-good">{copy.isGoing ? t('copy.going') : t('copy.there')}</p>
          <p className="flex flex-wrap items-center gap-x-4">
            <a href={copy.href} download={copy.fileName} className="controls flex items-center text-accent">
              {copy.isGoing ? t('copy.again') : t('copy.fetch')}
            </a>
            <span className="text-muted">{t('copy.until', { moment: formats.clock(copy.expiresAt) })}</span>
          </p>
        </>
      );
  }
}

/** How far a copy is that is being made; outside of what is read out, which would say each step. */
export function CopyProgress({ copy }: { copy: Copy }) {
  const { t } = useRightsWords();
  const formats = useFormats();
  if (copy.state !== 'making' || copy.progress === null) return null;
  const { done, of } = copy.progress;
  return (
    <p className="text-muted">{t('copy.progress', { done: formats.number(done), of: formats.number(of) })}</p>
  );
}
