import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { WebhookEndpoint } from '../contract.ts';
import { useWebhookWords } from './words.ts';

export type EndpointAct = 'test' | 'rotate' | 'switch' | 'remove';

interface EndpointActsProps {
  endpoint: WebhookEndpoint;
  acting: { state: 'ready' } | { state: 'busy'; act: EndpointAct } | { state: 'failed'; sentence: string };
  onAct: (act: EndpointAct) => void;
}

const reasons = { administrator: 'offAdministrator', failures: 'offFailures', gone: 'offGone' } as const;

/** What can be done about an address beside changing it, and why nothing is sent there where that is so. */
export function EndpointActs({ endpoint, acting, onAct }: EndpointActsProps) {
  const { t } = useWebhookWords();
  const { when } = useFormats();
  const now = useNow();
  const [isRemoving, setRemoving] = useState(false);
  const { shownUrl, disabled, formerSecretUntil } = endpoint;
  const isBusy = (act: EndpointAct): boolean => acting.state === 'busy' && acting.act === act;
  const isOverlapping = formerSecretUntil !== null && new Date(formerSecretUntil) > now;
  return (
    <div className="grid max-w-read gap-4">
      {disabled && (
        <Notice tone={disabled.reason === 'administrator' ? 'plain' : 'caution'}>
          <p>{t(reasons[disabled.reason], { when: when(disabled.at, now) })}</p>
        </Notice>
      )}
      {!disabled && endpoint.failingSince && (
        <Notice tone="caution">
          <p>{t('standing.failing', { when: when(endpoint.failingSince, now) })}</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        {!disabled && (
          <Button look="primary" busy={isBusy('test') && t('testing')} onClick={() => onAct('test')}>
            {t('test')}
          </Button>
        )}
        <Button busy={isBusy('switch') && t('saving')} onClick={() => onAct('switch')}>
          {disabled ? t('switchOn') : t('switchOff')}
        </Button>
        <Button busy={isBusy('rotate') && t('rotating')} onClick={() => onAct('rotate')}>
          {t('rotate')}
        </Button>
        <Button look="danger" onClick={() => setRemoving(true)}>
          {t('remove')}
        </Button>
      </div>
      <p className="text-caption text-muted">
        {isOverlapping ? t('secretOverlap', { when: when(formerSecretUntil, now) }) : t('rotateText')}
      </p>
      {acting.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('notDone', { reason: acting.sentence })}
        </p>
      )}
      {isRemoving && (
        <Sheet title={t('removeTitle', { address: shownUrl })} onClose={() => setRemoving(false)}>
          <p className="mb-4">{t('removeText')}</p>
          <Button look="danger" busy={isBusy('remove') && t('removing')} onClick={() => onAct('remove')}>
            {t('remove')}
          </Button>
        </Sheet>
      )}
    </div>
  );
}
