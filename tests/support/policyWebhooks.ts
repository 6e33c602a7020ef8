import { newId } from '#kernel/ids.ts';
import type { Academy } from './house.ts';

interface WebhooksExample {
  about: 'the organisation';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command, view and topic of this room. */
export function webhooksExamples({ organisationId }: Academy): Record<string, WebhooksExample[]> {
  const one = (more: Record<string, unknown> = {}, passes?: string): WebhooksExample[] => [
    {
      about: 'the organisation',
      input: { organisationId, ...more },
      ...(passes !== undefined && { passes }),
    },
  ];
  const nowhere = { endpointId: newId() };
  const url = 'https://hooks.example.org/services/somewhere';
  return {
    'webhooks:add': one({ url, types: ['cohort.created'] }),
    'webhooks:edit': one({ ...nowhere, description: 'The office' }, '404 not_found'),
    'webhooks:remove': one(nowhere),
    'webhooks:rotate': one(nowhere, '404 not_found'),
    'webhooks:test': one(nowhere, '404 not_found'),
    'webhooks:replay': one({ ...nowhere, deliveryId: newId() }, '404 not_found'),
    'webhooks:endpoints': one(),
    'webhooks:deliveries': one(nowhere, '404 not_found'),
    'org/:organisationId/webhooks': one(),
  };
}
