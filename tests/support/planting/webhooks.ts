import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { mostEndpoints, webhooks } from '#features/webhooks/contract.ts';
import { payloads } from '../xssPayloads.ts';
import { after, fileNameOf, type Plot } from './world.ts';

/** Addresses and what they are for, and a log in which the other side answered everything there is. */
export async function plantWebhooks({ house, planter, paula, organisationId }: Plot) {
  const endpointIds: string[] = [];
  for (const payload of payloads.slice(0, mostEndpoints)) {
    const url = `https://hooks.example.org/${encodeURIComponent(fileNameOf(payload, ''))}`;
    const given = { organisationId, url, description: payload.text, format: 'slack' as const };
    const { endpoint } = await planter.plant(paula, webhooks, 'webhooks:add', {
      ...given,
      types: ['cohort.created'],
    });
    const [endpointId, next] = [endpoint.id, after(payload)];
    await planter.plant(paula, webhooks, 'webhooks:edit', {
      ...{ organisationId, endpointId, description: next.text },
      url: `https://hooks.example.org/${encodeURIComponent(fileNameOf(next, ''))}`,
    });
    endpointIds.push(endpointId);
  }
  for (const { text, number } of payloads)
    await sql`
      insert into webhook_message (id, endpoint_id, effect_key, type, payload, state, attempts, tried_at, status,
        took_ms, answer)
      values (${newId()}, ${endpointIds[0]}, ${`planted/${number}`}, 'cohort.created', '{}', 'failed', 1, now(), 500,
        7, ${text})`.execute(house.ground.db.query);
  return { webhookId: endpointIds[0]! };
}
