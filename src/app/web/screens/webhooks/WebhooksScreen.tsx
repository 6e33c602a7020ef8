import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { EndpointForm } from '#features/webhooks/web/EndpointForm.tsx';
import { EndpointList } from '#features/webhooks/web/EndpointList.tsx';
import type { Endpoints } from '#features/webhooks/web/reduce.ts';
import { SecretOnce } from '#features/webhooks/web/SecretOnce.tsx';
import { useWebhookWords } from '#features/webhooks/web/words.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface WebhooksScreenProps {
  endpoints: View<Endpoints>;
  /** How many there may be. */
  most: number;
  form: Omit<ComponentProps<typeof EndpointForm>, 'endpoint'>;
  /** Of the one that was just added. */
  secret: ComponentProps<typeof SecretOnce> | undefined;
}

/** Where an organisation's events are sent. */
export function WebhooksScreen({ endpoints: view, most, form, secret }: WebhooksScreenProps) {
  const { t } = useWebhookWords();
  return (
    <Shown view={view} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={3} />}>
      {({ organisation, endpoints }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <div>
            <Link to={`/org/${organisation.id}`} className="controls inline-flex items-center text-accent">
              <bdi>{organisation.title}</bdi>
            </Link>
            <PageHeading title={t('title')} />
            <p className="mt-1 max-w-read text-muted">{t('lead')}</p>
          </div>
          <EndpointList endpoints={endpoints} hrefOf={({ id }) => `/org/${organisation.id}/webhooks/${id}`} />
          {endpoints.length >= most ? (
            <Notice>
              <p>{t('full', { count: most })}</p>
            </Notice>
          ) : (
            <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <h2 className="text-section">{t('add')}</h2>
              {/* With a new one the fields are empty again. */}
              <EndpointForm key={secret?.endpoint.id ?? 'new'} endpoint={null} {...form} />
            </section>
          )}
          {secret && <SecretOnce {...secret} />}
        </div>
      )}
    </Shown>
  );
}
