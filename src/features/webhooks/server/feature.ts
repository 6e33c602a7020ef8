import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { organisation as organisationOf } from '#features/cohorts/server/store.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { webhooks } from '../contract.ts';
import { commandsOf } from './commands.ts';
import { deliveries, type DeliveryParts } from './delivering.ts';
import * as messages from './messageStore.ts';
import { webhooksMigrations } from './migrations.ts';
import { webhooksPersonal } from './personal.ts';
import * as store from './store.ts';

/** How many things that were sent to an address are shown. */
const mostShown = 100;

/** What leaves the house for other services, to addresses that an organisation's administrators name. */
export function webhooksFeature(parts: DeliveryParts): AnyFeature {
  const { add, edit, remove, rotate, test, replay } = commandsOf(parts);
  const ofOrganisation = (organisationId: string): string[] => [
    cohorts.topics.organisation.of({ organisationId }),
  ];

  return feature<typeof webhooks>({
    contract: webhooks,
    migrations: webhooksMigrations,
    personal: webhooksPersonal,
    commands: {
      'webhooks:add': add,
      'webhooks:edit': edit,
      'webhooks:remove': remove,
      'webhooks:rotate': rotate,
      'webhooks:test': test,
      'webhooks:replay': replay,
    },
    views: {
      'webhooks:endpoints': async ({ tx }, { organisationId }) => ({
        organisation: (await organisationOf(tx, organisationId))!,
        endpoints: (await store.ofOrganisation(tx, organisationId)).map(store.shown),
      }),
      'webhooks:deliveries': async ({ tx }, { organisationId, endpointId }) => {
        const endpoint = await store.endpoint(tx, organisationId, endpointId);
        if (!endpoint) throw new Refusal('not_found');
        const sent = await messages.ofEndpoint(tx, endpointId, mostShown);
        return { endpoint: store.shown(endpoint), deliveries: sent.map(messages.shown) };
      },
    },
    follow: {
      'webhooks:endpoints': (_actor, { organisationId }) => ofOrganisation(organisationId),
      'webhooks:deliveries': (_actor, { organisationId }) => [
        ...ofOrganisation(organisationId),
        webhooks.topics.deliveries.of({ organisationId }),
      ],
    },
    jobs: [deliveries(parts)],
    tidy: messages.forgetOld,
  });
}
