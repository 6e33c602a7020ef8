import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { WebhookEndpoint } from '../contract.ts';
import { useWebhookWords } from './words.ts';

interface EndpointListProps {
  endpoints: readonly WebhookEndpoint[];
  /** The page of one. */
  hrefOf: (endpoint: WebhookEndpoint) => string;
}

/** Where an organisation's events are sent, and whether they arrive. */
export function EndpointList({ endpoints, hrefOf }: EndpointListProps) {
  const { t } = useWebhookWords();
  if (endpoints.length === 0) return <EmptyNote why={t('none')} example={t('noneExample')} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p>{t('count', { count: endpoints.length })}</p>
      <ul className="border-t border-hairline">
        {endpoints.map((endpoint) => (
          <li key={endpoint.id} className="border-b border-hairline py-3">
            <Link to={hrefOf(endpoint)} className="controls flex items-center text-accent">
              <bdi dir="ltr" className="min-w-0 break-all">
                {endpoint.shownUrl}
              </bdi>
            </Link>
            <p className="flex flex-wrap gap-x-4 text-caption text-muted">
              <Standing endpoint={endpoint} />
              <span>{t(`formats.${endpoint.format}`)}</span>
              <span>{t('hears', { count: endpoint.types.length })}</span>
              {endpoint.description && <bdi className="break-words">{endpoint.description}</bdi>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ endpoint: { disabled, failingSince } }: { endpoint: WebhookEndpoint }): ReactNode {
  const { t } = useWebhookWords();
  const { when } = useFormats();
  const now = useNow();
  const isByHand = disabled?.reason === 'administrator';
  if (disabled)
    return <span className={isByHand ? undefined : 'text-live'}>{t(`standing.${disabled.reason}`)}</span>;
  if (failingSince)
    return <span className="text-caution">{t('standing.failing', { when: when(failingSince, now) })}</span>;
  return <span className="text-good">{t('standing.on')}</span>;
}
