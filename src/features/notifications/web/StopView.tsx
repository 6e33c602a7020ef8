import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import type { NotificationType } from '../contract.ts';
import { usePreferenceWords } from './preferenceWords.ts';

export type Stopping =
  | { state: 'ready' | 'stopping' }
  | { state: 'failed'; reason: string }
  | { state: 'stopped'; stopped: NotificationType | 'digest' };

interface StopViewProps {
  stopping: Stopping;
  onStop: () => void;
  settingsHref: string;
}

/** Where the link of a mail leads that turns off its kind. A press is asked for: programs that read mail follow links. */
export function StopView({ stopping, onStop, settingsHref }: StopViewProps) {
  const { t } = usePreferenceWords();
  if (stopping.state === 'stopped') {
    const { stopped } = stopping;
    return (
      <div className="grid gap-4" role="status">
        <PageHeading title={t('stop.stopped')} />
        <p>
          {stopped === 'digest'
            ? t('stop.stoppedDigest')
            : t('stop.stoppedType', { type: t(`types.${stopped}`) })}
        </p>
        <ButtonLink look="quiet" to={settingsHref} className="justify-self-start">
          {t('stop.settings')}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <PageHeading title={t('stop.title')} />
      <p>{t('stop.text')}</p>
      <Button
        look="primary"
        busy={stopping.state === 'stopping' && t('stop.stopping')}
        onClick={onStop}
        className="justify-self-start"
      >
        {t('stop.now')}
      </Button>
      <p role="status" className="text-live empty:hidden">
        {stopping.state === 'failed' && t('stop.failed', { reason: stopping.reason })}
      </p>
    </div>
  );
}
