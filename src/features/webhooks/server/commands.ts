import type { Clock } from '#kernel/clock.ts';
import type { CommandInput } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { note } from '#features/cohorts/server/hold.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { requireTarget, UnsafeTarget, type OutboundRules } from '#platform/server/outbound/target.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import {
  mostEndpoints,
  testType,
  webhooks,
  type WebhookDelivery,
  type WebhookEndpoint,
} from '../contract.ts';
import * as messages from './messageStore.ts';
import { ask, enqueueSending } from './sending.ts';
import { newSecret } from './signing.ts';
import * as store from './store.ts';
import { tellDelivery, tellEndpoint } from './tell.ts';

type Input<N extends keyof (typeof webhooks)['commands']> = CommandInput<typeof webhooks, N>;

interface OfEndpoint {
  organisationId: string;
  endpointId: string;
}

/** For so long a receiver may still have the former secret. */
const overlapMs = 86_400_000;

export function commandsOf({ rules, clock }: { rules: OutboundRules; clock: Clock }) {
  async function add(
    context: CommandContext,
    { organisationId, ...given }: Input<'webhooks:add'>,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    const secret = newSecret();
    const url = usable(given.url, rules);
    const added = await store.insert(context.tx, { ...given, id: newId(), organisationId, url, secret });
    if (!added)
      throw new Refusal(
        'conflict',
        `An organisation sends to at most ${mostEndpoints} addresses. Remove one first.`,
      );
    const { format, types } = given;
    await noteChange(context, 'webhooks:add', added, { format, types });
    tellEndpoint(context.tell, added);
    return { endpoint: store.shown(added), secret };
  }

  async function edit(
    context: CommandContext,
    { enabled, url, ...input }: Input<'webhooks:edit'>,
  ): Promise<WebhookEndpoint | Told<WebhookEndpoint>> {
    const before = await held(context.tx, input);
    const wanted: store.EndpointRow = {
      ...before,
      ...(url !== undefined && { url: usable(url, rules) }),
      ...(input.description !== undefined && { description: input.description }),
      ...(input.format !== undefined && { format: input.format }),
      ...(input.types !== undefined && { types: input.types }),
      ...(enabled !== undefined && standing(before, enabled, new Date(clock.nowMs()))),
    };
    const changed = (Object.keys(wanted) as (keyof store.EndpointRow)[]).filter(
      (field) => JSON.stringify(wanted[field]) !== JSON.stringify(before[field]),
    );
    if (changed.length === 0) return store.shown(before);
    const after = await store.update(context.tx, wanted);
    const details = {
      changed: changed.filter((field) => field !== 'disabledAt' && field !== 'failingSince'),
    };
    await noteChange(context, 'webhooks:edit', after, details);
    return tellEndpoint(context.tell, after);
  }

  async function rotate(
    context: CommandContext,
    input: OfEndpoint,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    const before = await held(context.tx, input);
    const secret = newSecret();
    const after = await store.update(context.tx, {
      ...before,
      secret,
      formerSecret: before.secret,
      formerSecretUntil: new Date(clock.nowMs() + overlapMs),
    });
    await noteChange(context, 'webhooks:rotate', after, {});
    tellEndpoint(context.tell, after);
    return { endpoint: store.shown(after), secret };
  }

  async function test({ tx, tell }: CommandContext, input: OfEndpoint): Promise<Told<WebhookDelivery>> {
    const { id: endpointId, organisationId } = await heldSending(tx, input);
    const timestamp = new Date(clock.nowMs()).toISOString();
    const payload = JSON.stringify({ type: testType, timestamp, data: { organisationId } });
    const effectKey = `${testType}/${newId()}`;
    const [asked] = await ask(tx, [{ endpointId, effectKey, type: testType, payload }]);
    return tellDelivery(tell, organisationId, asked!);
  }

  return { add, edit, remove, rotate, test, replay };
}

/** Switched on it begins anew; switched off it stays as it was, with the reason that it has. */
function standing(before: store.EndpointRow, enabled: boolean, now: Date): Partial<store.EndpointRow> {
  if (enabled === (before.disabledAt === null)) return {};
  if (enabled) return { disabledReason: null, disabledAt: null, failingSince: null };
  return { disabledReason: 'administrator', disabledAt: now };
}

async function remove(
  context: CommandContext,
  { organisationId, endpointId }: OfEndpoint,
): Promise<{ removed: boolean }> {
  const { tx, tell } = context;
  if (!(await store.remove(tx, organisationId, endpointId))) return { removed: false };
  await noteChange(context, 'webhooks:remove', { id: endpointId, organisationId }, {});
  const topics = [cohorts.topics.organisation.of({ organisationId })];
  tell(webhooks, 'webhooks:removed', topics, { organisationId, endpointId });
  return { removed: true };
}

async function replay(
  context: CommandContext,
  { deliveryId, ...input }: OfEndpoint & { deliveryId: string },
): Promise<Told<WebhookDelivery>> {
  const { tx, tell } = context;
  const endpoint = await heldSending(tx, input);
  const known = await messages.byId(tx, deliveryId);
  if (known?.endpointId !== endpoint.id)
    throw new Refusal('not_found', 'Nothing of that kind was sent there.');
  const again = await messages.sendAgain(tx, endpoint.id, deliveryId);
  if (!again) throw new Refusal('conflict', 'It is still on its way, and tried again by itself.');
  await enqueueSending(tx, [again]);
  await noteChange(context, 'webhooks:replay', endpoint, { deliveryId });
  return tellDelivery(tell, endpoint.organisationId, again);
}

async function held(tx: Tx, { organisationId, endpointId }: OfEndpoint): Promise<store.EndpointRow> {
  const found = await store.hold(tx, endpointId);
  if (found?.organisationId !== organisationId)
    throw new Refusal('not_found', 'This organisation sends to no such address.');
  return found;
}

async function heldSending(tx: Tx, input: OfEndpoint): Promise<store.EndpointRow> {
  const endpoint = await held(tx, input);
  if (endpoint.disabledAt) throw new Refusal('conflict', 'Nothing is sent there now. Switch it on first.');
  return endpoint;
}

/** @throws Refusal `invalid` naming the address */
function usable(given: string, rules: OutboundRules): string {
  try {
    const url = requireTarget(given, rules);
    url.hash = '';
    return url.href;
  } catch (cause) {
    if (!(cause instanceof UnsafeTarget)) throw cause;
    throw new Refusal('invalid', cause.message, {
      faults: [{ field: 'url', message: cause.message }],
      cause,
    });
  }
}

async function noteChange(
  context: CommandContext,
  act: string,
  { id: endpointId, organisationId }: Pick<store.EndpointRow, 'id' | 'organisationId'>,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const about = { kind: 'organisation', id: organisationId } as const;
  await note(context, act, { organisationId }, about, { endpointId, ...details });
}
