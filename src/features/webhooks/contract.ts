import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { cohortRole, cohorts, enrolmentState } from '#features/cohorts/contract.ts';

const moment = z.iso.datetime();

/** What becomes of an organisation's webhooks, for the page that shows them. */
const deliveries = topicKind('org/:organisationId/webhooks', { who: ['organisationAdmin'] });

const cohortOf = { cohort: z.object({ id, title: z.string() }) };
const sessionOf = { ...cohortOf, sessionId: id, title: z.string(), startsAt: moment };

/**
 * What may leave the house, and all that is said of it. People are ids: who they are, a program that may know asks
 * the API, so that nobody who is forgotten lives on in somebody's log. No words of theirs, no answers, no votes.
 */
export const outgoing = {
  'enrolment.changed': z.object({
    ...cohortOf,
    enrolmentId: id,
    personId: id,
    role: cohortRole,
    state: enrolmentState,
  }),
  'cohort.created': z.object({ ...cohortOf, clonedFrom: id.nullable() }),
  'cohort.changed': z.object({
    ...cohortOf,
    zone: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    capacity: z.number().int().nullable(),
    archived: z.boolean(),
  }),
  'course.published': z.object({ courseId: id, title: z.string(), version: z.number().int() }),
  'session.started': z.object({ ...sessionOf, startedAt: moment }),
  'session.ended': z.object({ ...sessionOf, endedAt: moment }),
  'session.cancelled': z.object(sessionOf),
  'lesson.completed': z.object({ ...cohortOf, lessonId: id, personId: id, completedAt: moment }),
  /** Once its result is released, and again when it was graded anew. */
  'quiz.graded': z.object({
    ...cohortOf,
    quizId: id,
    attemptId: id,
    personId: id,
    title: z.string(),
    percent: z.number().int(),
    passed: z.boolean(),
  }),
  'certificate.changed': z.object({
    ...cohortOf,
    certificateId: id,
    personId: id,
    state: z.enum(['valid', 'revoked', 'replaced']),
    issuedAt: moment,
  }),
} as const;
export type OutgoingType = keyof typeof outgoing;
export type OutgoingData<T extends OutgoingType> = z.output<(typeof outgoing)[T]>;

export const outgoingTypes = Object.keys(outgoing) as [OutgoingType, ...OutgoingType[]];
const outgoingType = z.enum(outgoingTypes);

/** What the test button sends; nobody subscribes to it. */
export const testType = 'webhook.test';

/** `plain`: Standard Webhooks, for programs; the others are what these services show as a message. */
export const webhookFormat = z.enum(['plain', 'slack', 'discord', 'teams']);
export type WebhookFormat = z.output<typeof webhookFormat>;

/** `failures`: nothing arrived for days; `gone`: the other side said that it does not want any more. */
export const disabledReason = z.enum(['administrator', 'failures', 'gone']);
export type DisabledReason = z.output<typeof disabledReason>;

export const webhookEndpoint = z
  .object({
    id,
    organisationId: id,
    /** Its host and how it ends: the whole address is often a secret of its own, and is not shown again. */
    shownUrl: z.string(),
    description: z.string(),
    format: webhookFormat,
    types: z.array(outgoingType),
    /** Why nothing is sent; null: it is. */
    disabled: z.object({ reason: disabledReason, at: moment }).nullable(),
    /** Since when nothing arrived; null: the last one did. */
    failingSince: moment.nullable(),
    /** Until when what is sent is signed with the former secret as well. */
    formerSecretUntil: moment.nullable(),
    createdAt: moment,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpoint = z.output<typeof webhookEndpoint>;

/** `waiting`: on its way, or to be tried again; `failed`: given up. */
export const deliveryState = z.enum(['waiting', 'delivered', 'failed']);

export const webhookAttempt = z
  .object({
    at: moment,
    /** 1 at first, counted on when it is sent again. */
    attempt: z.number().int(),
    /** What was answered; null: nothing was. */
    status: z.number().int().nullable(),
    tookMs: z.number().int(),
    /** The beginning of the answer, or why there is none. */
    answer: z.string(),
  })
  .meta({ id: 'WebhookAttempt' });
export type WebhookAttempt = z.output<typeof webhookAttempt>;

export const webhookDelivery = z
  .object({
    /** What the receiver is told as `webhook-id`, with `msg_` before it. */
    id,
    endpointId: id,
    type: z.string(),
    state: deliveryState,
    createdAt: moment,
    attempts: z.number().int(),
    last: webhookAttempt.nullable(),
    /** Before the last one, the first of them first; at most nineteen, and without what was answered in words. */
    earlier: z.array(webhookAttempt.omit({ answer: true }).meta({ id: 'WebhookEarlierAttempt' })),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.output<typeof webhookDelivery>;

const ofOrganisation = { organisationId: id };
const ofEndpoint = { ...ofOrganisation, endpointId: id };
const url = z.string().trim().min(1).max(2_000);
const description = z.string().trim().max(120);
const types = z.array(outgoingType).min(1).max(outgoingTypes.length);
const who = ['organisationAdmin'] as const;

/** How many addresses an organisation sends to at most. */
export const mostEndpoints = 20;

/** What leaves the house for other services, to addresses that an organisation's administrators name. */
export const webhooks = contract('webhooks', {
  topics: { deliveries },
  commands: {
    'webhooks:add': command({
      summary: 'Have events of an organisation sent to an address; its secret is shown this once.',
      http: ['POST', '/api/organisations/:organisationId/webhooks'],
      input: z.strictObject({
        ...ofOrganisation,
        url,
        description: description.default(''),
        format: webhookFormat.default('plain'),
        types,
      }),
      output: z.object({ endpoint: webhookEndpoint, secret: z.string() }),
      who,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['webhooks:changed'],
      // An answer that is kept for a repetition would keep the secret, too.
      doors: 'http',
    }),
    'webhooks:edit': command({
      summary: 'Change where events are sent, which and how; or stop it, or begin again.',
      http: ['PATCH', '/api/organisations/:organisationId/webhooks/:endpointId'],
      input: z.strictObject({
        ...ofEndpoint,
        url: url.optional(),
        description: description.optional(),
        format: webhookFormat.optional(),
        types: types.optional(),
        enabled: z.boolean().optional(),
      }),
      output: webhookEndpoint,
      who,
      rate: { times: 60, perMs: 60_000 },
      tells: ['webhooks:changed'],
    }),
    'webhooks:remove': command({
      summary: 'Send nothing there any more, and forget what was sent.',
      http: ['DELETE', '/api/organisations/:organisationId/webhooks/:endpointId'],
      input: z.strictObject(ofEndpoint),
      output: z.object({ removed: z.boolean() }),
      who,
      rate: { times: 60, perMs: 60_000 },
      tells: ['webhooks:removed'],
    }),
    'webhooks:rotate': command({
      summary: 'Make a new secret, shown this once; for a day the former one signs as well.',
      http: ['POST', '/api/organisations/:organisationId/webhooks/:endpointId/secret'],
      input: z.strictObject(ofEndpoint),
      output: z.object({ endpoint: webhookEndpoint, secret: z.string() }),
      who,
      rate: { times: 30, perMs: 60_000 },
      tells: ['webhooks:changed'],
      doors: 'http',
    }),
    'webhooks:test': command({
      summary: 'Send something, to see whether it arrives; it is tried once.',
      http: ['POST', '/api/organisations/:organisationId/webhooks/:endpointId/test'],
      input: z.strictObject(ofEndpoint),
      output: webhookDelivery,
      who,
      rate: { times: 10, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['webhooks:delivery-changed'],
    }),
    'webhooks:replay': command({
      summary: 'Send once more what was sent or given up, under the id that it had.',
      http: ['POST', '/api/organisations/:organisationId/webhooks/:endpointId/deliveries/:deliveryId/replay'],
      input: z.strictObject({ ...ofEndpoint, deliveryId: id }),
      output: webhookDelivery,
      who,
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['webhooks:delivery-changed'],
    }),
  },
  views: {
    'webhooks:endpoints': view({
      summary: 'Where an organisation’s events are sent.',
      http: '/api/organisations/:organisationId/webhooks',
      input: z.strictObject(ofOrganisation),
      data: z.object({
        organisation: z.object({ id, title: z.string() }),
        endpoints: z.array(webhookEndpoint),
      }),
      who,
      follows: ['webhooks:changed', 'webhooks:removed'],
    }),
    'webhooks:deliveries': view({
      summary: 'The hundred newest things that were tried at an address, and tests that are on their way.',
      http: '/api/organisations/:organisationId/webhooks/:endpointId/deliveries',
      input: z.strictObject(ofEndpoint),
      data: z.object({ endpoint: webhookEndpoint, deliveries: z.array(webhookDelivery) }),
      who,
      follows: ['webhooks:changed', 'webhooks:delivery-changed'],
    }),
  },
  events: {
    'webhooks:changed': event({
      summary: 'Where events are sent is new or different; or it was stopped, and why.',
      kind: 'state',
      delivery: 'ambient',
      data: webhookEndpoint,
      key: (data) => data.id,
      on: [cohorts.topics.organisation],
    }),
    'webhooks:removed': event({
      summary: 'Nothing is sent to this address any more.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ organisationId: id, endpointId: id }),
      on: [cohorts.topics.organisation],
    }),
    'webhooks:delivery-changed': event({
      summary: 'Something is to be sent, was tried, arrived or was given up.',
      kind: 'state',
      delivery: 'ambient',
      data: webhookDelivery,
      key: (data) => data.id,
      on: [deliveries],
    }),
  },
});
