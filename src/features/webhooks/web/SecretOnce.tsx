import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CopyIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { WebhookEndpoint } from '../contract.ts';
import { useWebhookWords } from './words.ts';

interface SecretOnceProps {
  endpoint: WebhookEndpoint;
  secret: string;
  onClose: () => void;
}

/** The secret, which nobody sees again. It goes when one says so, not by a press beside it. */
export function SecretOnce({ endpoint, secret, onClose }: SecretOnceProps) {
  const { t } = useWebhookWords();
  const { when } = useFormats();
  const now = useNow();
  const [isCopied, setCopied] = useState(false);
  const { shownUrl, format, formerSecretUntil } = endpoint;
  const copy = (): void => {
    // Without it the secret stands there to be marked by hand.
    void navigator.clipboard?.writeText(secret).then(() => setCopied(true));
  };
  return (
    <Sheet title={t('secretTitle', { address: shownUrl })}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p>
          {t('secretText')} {format !== 'plain' && t('secretChat')}
        </p>
        <p className="rounded-control bg-quiet p-3 font-mono break-all select-all" dir="ltr">
          {secret}
        </p>
        {formerSecretUntil && <p>{t('secretOverlap', { when: when(formerSecretUntil, now) })}</p>}
        <div className="flex flex-wrap gap-3">
          <Button onClick={copy}>
            <CopyIcon />
            <span role="status">{isCopied ? t('copied') : t('copy')}</span>
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('secretKept')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
