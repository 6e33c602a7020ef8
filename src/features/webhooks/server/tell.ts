import { cohorts } from '#features/cohorts/contract.ts';
import { note } from '#features/cohorts/server/hold.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { webhooks, type WebhookDelivery, type WebhookEndpoint } from '../contract.ts';
import * as messages from './messageStore.ts';
import * as store from './store.ts';

export function tellEndpoint(tell: Tell, row: store.EndpointRow): Told<WebhookEndpoint> {
  const topics = [cohorts.topics.organisation.of(row)];
  return tell(webhooks, 'webhooks:changed', topics, store.shown(row));
}

export function tellDelivery(
  tell: Tell,
  organisationId: string,
  row: messages.MessageRow,
): Told<WebhookDelivery> {
  const topics = [webhooks.topics.deliveries.of({ organisationId })];
  return tell(webhooks, 'webhooks:delivery-changed', topics, messages.shown(row));
}

/** That the house itself switched an address off, and why. */
export async function noteDisabled(
  write: Pick<Write, 'tx' | 'tell'>,
  { id: endpointId, organisationId, disabledReason: reason }: store.EndpointRow,
): Promise<void> {
  const about = { kind: 'organisation', id: organisationId } as const;
  await note(write, 'webhooks:disabled', { organisationId }, about, { endpointId, reason });
}
