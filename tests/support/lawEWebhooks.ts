import { sql } from 'kysely';
import { outgoingTypes, type WebhookDelivery, type WebhookEndpoint } from '#features/webhooks/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

const endpointIdIn = new WeakMap<Academy, string>();

const url = 'https://hooks.example.org/services/somewhere';

/** Everything that may leave is sent somewhere: nobody does the jobs here, so nothing is. */
export async function webhooksBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { organisationId, person } = academy;
  const given = { organisationId, url, types: outgoingTypes };
  const { endpoint } = (await rooms.perform(person('paula'), 'webhooks:add', given)) as {
    endpoint: WebhookEndpoint;
  };
  endpointIdIn.set(academy, endpoint.id);
}

const ofEndpoint = (academy: Academy) => ({
  organisationId: academy.organisationId,
  endpointId: endpointIdIn.get(academy)!,
});

/** What the views of this room are asked for. */
export const webhooksInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'webhooks:endpoints': ({ organisationId }) => ({ organisationId }),
  'webhooks:deliveries': ofEndpoint,
};

interface WebhooksCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;
  heard: readonly string[];
}

const both = ['paula webhooks:endpoints', 'paula webhooks:deliveries'];

/** Every command of this room. */
export function webhooksCases(roomsOf: () => Rooms): WebhooksCase[] {
  const by = (academy: Academy, command: string, input: object = {}): Promise<unknown> =>
    roomsOf().perform(academy.person('paula'), command, { ...ofEndpoint(academy), ...input });
  return [
    {
      command: 'webhooks:add',
      what: 'events are sent to another address',
      act: ({ organisationId, person }) =>
        roomsOf().perform(person('paula'), 'webhooks:add', {
          organisationId,
          url,
          types: ['cohort.created'],
          format: 'slack',
        }),
      heard: ['paula webhooks:endpoints'],
    },
    {
      command: 'webhooks:edit',
      what: 'other events are sent, and it is switched off',
      act: (academy) =>
        by(academy, 'webhooks:edit', {
          description: 'The office',
          types: ['lesson.completed'],
          enabled: false,
        }),
      heard: both,
    },
    {
      command: 'webhooks:remove',
      what: 'nothing is sent there any more',
      act: (academy) => by(academy, 'webhooks:remove'),
      heard: ['paula webhooks:endpoints'],
    },
    {
      command: 'webhooks:rotate',
      what: 'there is a new secret',
      act: (academy) => by(academy, 'webhooks:rotate'),
      heard: both,
    },
    {
      command: 'webhooks:test',
      what: 'a test is on its way',
      act: (academy) => by(academy, 'webhooks:test'),
      heard: ['paula webhooks:deliveries'],
    },
    {
      command: 'webhooks:replay',
      what: 'what was given up is sent again',
      async first(academy) {
        const { id } = (await by(academy, 'webhooks:test')) as WebhookDelivery;
        await sql`
          update webhook_message set state = 'failed', attempts = 1, tried_at = now(), took_ms = 7, answer = ''
          where id = ${id}`.execute(roomsOf().db.query);
        return id;
      },
      act: (academy, _devices, deliveryId) => by(academy, 'webhooks:replay', { deliveryId }),
      heard: ['paula webhooks:deliveries'],
    },
  ];
}
