import { Button } from '#platform/web/ui/Button.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

/** What was done and has not come through yet, or was refused. */
export function UnderwayLine({ subject, acts }: { subject: string; acts: DeskActs }) {
  const { t } = useDeskWords();
  const underway = acts.underwayFor(subject);
  switch (underway?.state) {
    case undefined:
      return null;
    case 'sending':
      return <p className="waits text-caption text-muted">{t('underway.sending')}</p>;
    case 'waiting':
      return <p className="text-caption text-caution">{t('underway.waiting')}</p>;
    case 'asks':
    case 'failed':
      return (
        <div role="alert" className="flex flex-wrap items-center gap-x-4">
          <p className={`text-caption ${underway.state === 'failed' ? 'text-live' : 'text-caution'}`}>
            {underway.state === 'failed'
              ? t('underway.failed', { reason: underway.reason })
              : t('underway.asks')}
          </p>
          <Button look="plain" onClick={() => acts.onRetry(subject)} className="mx-0">
            {t('underway.again')}
          </Button>
          <Button look="plain" onClick={() => acts.onLeave(subject)} className="mx-0">
            {t('underway.leave')}
          </Button>
        </div>
      );
  }
}
