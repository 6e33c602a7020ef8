import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { DeliveryLog } from '#features/webhooks/web/DeliveryLog.tsx';
import { EndpointActs } from '#features/webhooks/web/EndpointActs.tsx';
import { EndpointForm } from '#features/webhooks/web/EndpointForm.tsx';
import type { Deliveries } from '#features/webhooks/web/reduce.ts';
import { SecretOnce } from '#features/webhooks/web/SecretOnce.tsx';
import { useWebhookWords } from '#features/webhooks/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface WebhookScreenProps {
  organisationId: string;
  webhook: View<Deliveries>;
  acts: Omit<ComponentProps<typeof EndpointActs>, 'endpoint'>;
  form: Omit<ComponentProps<typeof EndpointForm>, 'endpoint'>;
  log: Omit<ComponentProps<typeof DeliveryLog>, 'deliveries'>;
  /** The one that was just made. */
  secret: string | undefined;
  onSecretKept: () => void;
}

/** One address: what is sent there, what became of it, and what can be done. */
export function WebhookScreen(props: WebhookScreenProps) {
  const { organisationId, webhook, acts, form, log, secret, onSecretKept } = props;
  const { t } = useWebhookWords();
  return (
    <Shown view={webhook} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={5} />}>
      {({ endpoint, deliveries }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <div>
            <Link
              to={`/org/${organisationId}/webhooks`}
              className="controls inline-flex items-center text-accent"
            >
              {t('back')}
            </Link>
            <PageHeading title={endpoint.shownUrl} className="break-all">
              <bdi dir="ltr">{endpoint.shownUrl}</bdi>
            </PageHeading>
            {endpoint.description && (
              <p className="mt-1 max-w-read break-words text-muted">
                <bdi>{endpoint.description}</bdi>
              </p>
            )}
          </div>
          <EndpointActs endpoint={endpoint} {...acts} />
          <DeliveryLog
            deliveries={deliveries}
            {...log}
            onReplay={endpoint.disabled ? undefined : log.onReplay}
          />
          <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <h2 className="text-section">{t('edit')}</h2>
            <EndpointForm endpoint={endpoint} {...form} />
          </section>
          {secret !== undefined && <SecretOnce endpoint={endpoint} secret={secret} onClose={onSecretKept} />}
        </div>
      )}
    </Shown>
  );
}
