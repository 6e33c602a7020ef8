import { outgoingTypes, type WebhookDelivery, type WebhookEndpoint } from '#features/webhooks/contract.ts';
import type { Deliveries, Endpoints } from '#features/webhooks/web/reduce.ts';
import { organisationId } from './identityFixtures.ts';

const endpointOf = (place: number, more: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: `0197e3a0-0000-7000-8000-00000000050${place}`,
  organisationId,
  shownUrl: 'https://hooks.acme.example/stoa',
  description: 'Tells the customer system who is in which cohort',
  format: 'plain',
  types: outgoingTypes,
  disabled: null,
  failingSince: null,
  formerSecretUntil: null,
  createdAt: '2026-05-02T08:00:00Z',
  ...more,
});

export const sends = endpointOf(1);
export const failing = endpointOf(2, {
  shownUrl: 'https://discord.com/…Zw9Q',
  description: '',
  format: 'discord',
  types: ['session.started'],
  failingSince: '2026-06-09T10:40:00Z',
});
export const switchedOff = endpointOf(3, {
  shownUrl: 'https://hooks.slack.com/…k3Xp',
  description: 'The team’s channel',
  format: 'slack',
  types: ['session.started', 'session.ended', 'certificate.changed'],
  disabled: { reason: 'failures', at: '2026-06-08T07:12:00Z' },
  failingSince: '2026-06-05T07:10:00Z',
});
const byHand = endpointOf(4, {
  shownUrl: 'https://a-rather-long-name-of-a-host.automation.maximilian-und-partner.example/…0f4c',
  format: 'teams',
  disabled: { reason: 'administrator', at: '2026-06-09T07:12:00Z' },
});
const gone = endpointOf(5, { disabled: { reason: 'gone', at: '2026-06-02T07:12:00Z' } });
export const rotated = { ...sends, formerSecretUntil: '2026-06-10T12:00:00Z' };

export const secret = 'whsec_M2I5ZGYwYTQ3Y2E1NDc4OTkwYjY1ZTEyZjk4MDNkYzE';

export const endpointsOf = (endpoints: WebhookEndpoint[]): Endpoints => ({
  organisation: { id: organisationId, title: 'Acme' },
  endpoints,
});
export const all = endpointsOf([sends, failing, switchedOff, byHand, gone]);
export const asManyAsCan = endpointsOf(Array.from({ length: 20 }, (_, place) => endpointOf(place)));

const deliveryOf = (place: number, more: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: `0197e3a0-0000-7000-8000-0000000006${String(place).padStart(2, '0')}`,
  endpointId: sends.id,
  type: outgoingTypes[place % outgoingTypes.length]!,
  state: 'delivered',
  createdAt: '2026-06-09T12:40:00Z',
  attempts: 1,
  last: { at: '2026-06-09T12:40:01Z', attempt: 1, status: 200, tookMs: 84, answer: 'ok' },
  earlier: [],
  ...more,
});

const refusal =
  '{"error":"invalid_payload","hint":"The channel that this address belongs to was put away, so nothing can be posted to it any more. Make a new address for another channel, and enter it where this one is entered."}';

export const deliveries: WebhookDelivery[] = [
  deliveryOf(30, { type: 'webhook.test', state: 'waiting', attempts: 0, last: null }),
  deliveryOf(29, {
    state: 'waiting',
    attempts: 3,
    last: {
      at: '2026-06-09T12:41:30Z',
      attempt: 3,
      status: null,
      tookMs: 10_001,
      answer: 'It took longer than 10000 ms.',
    },
    earlier: [
      { at: '2026-06-09T12:40:01Z', attempt: 1, status: 502, tookMs: 120 },
      { at: '2026-06-09T12:40:31Z', attempt: 2, status: null, tookMs: 10_001 },
    ],
  }),
  deliveryOf(28, {
    state: 'failed',
    attempts: 20,
    last: { at: '2026-06-09T12:00:00Z', attempt: 20, status: 404, tookMs: 212, answer: refusal },
  }),
  ...Array.from({ length: 8 }, (_, place) => deliveryOf(27 - place)),
];

export const webhookOf = (endpoint: WebhookEndpoint, sent: WebhookDelivery[] = deliveries): Deliveries => ({
  endpoint,
  deliveries: sent,
});
