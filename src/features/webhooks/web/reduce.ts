import type { ViewData } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { webhooks, type WebhookDelivery, type WebhookEndpoint } from '../contract.ts';

export type Endpoints = ViewData<typeof webhooks, 'webhooks:endpoints'>;
export type Deliveries = ViewData<typeof webhooks, 'webhooks:deliveries'>;

/** As many as the view shows. */
const mostShown = 100;

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

export function endpointChanged(data: Endpoints, endpoint: WebhookEndpoint): Endpoints {
  if (endpoint.organisationId !== data.organisation.id) return data;
  const known = data.endpoints.find(({ id }) => id === endpoint.id);
  if (!known) {
    const all = [...data.endpoints, endpoint];
    return { ...data, endpoints: all.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }
  if (isSame(known, endpoint)) return data;
  return { ...data, endpoints: data.endpoints.map((one) => (one === known ? endpoint : one)) };
}

export function endpointRemoved(data: Endpoints, { endpointId }: { endpointId: string }): Endpoints {
  const endpoints = data.endpoints.filter(({ id }) => id !== endpointId);
  return endpoints.length === data.endpoints.length ? data : { ...data, endpoints };
}

export function ownEndpointChanged(data: Deliveries, endpoint: WebhookEndpoint): Deliveries {
  if (endpoint.id !== data.endpoint.id || isSame(endpoint, data.endpoint)) return data;
  return { ...data, endpoint };
}

/** The newest first, like their ids. */
export function deliveryChanged(data: Deliveries, delivery: WebhookDelivery): Deliveries {
  if (delivery.endpointId !== data.endpoint.id) return data;
  const known = data.deliveries.find(({ id }) => id === delivery.id);
  if (known && isSame(known, delivery)) return data;
  const all = [...data.deliveries.filter((one) => one !== known), delivery];
  all.sort((a, b) => (a.id < b.id ? 1 : -1));
  return { ...data, deliveries: all.slice(0, mostShown) };
}

export const webhooksLive = liveRoom(webhooks, {
  'webhooks:endpoints': { 'webhooks:changed': endpointChanged, 'webhooks:removed': endpointRemoved },
  'webhooks:deliveries': {
    'webhooks:changed': ownEndpointChanged,
    'webhooks:delivery-changed': deliveryChanged,
  },
});
