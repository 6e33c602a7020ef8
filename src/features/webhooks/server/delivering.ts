import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#platform/server/db/database.ts';
import { jobKind, type Job, type JobKind } from '#platform/server/jobs/kinds.ts';
import type { Log, Write } from '#platform/server/log/log.ts';
import { post, type PostAnswer } from '#platform/server/outbound/post.ts';
import type { OutboundRules, Resolve } from '#platform/server/outbound/target.ts';
import { testType } from '../contract.ts';
import { bodyOf } from './formats.ts';
import * as messages from './messageStore.ts';
import { sendQueue } from './sending.ts';
import { signed } from './signing.ts';
import * as store from './store.ts';
import { noteDisabled, tellDelivery, tellEndpoint } from './tell.ts';

export interface DeliveryParts {
  db: Database;
  log: Pick<Log, 'write'>;
  clock: Clock;
  rules: OutboundRules;
  resolve?: Resolve | undefined;
}

/** From half a minute to half a day apart, each wait cut by up to a half: three days and a half, as a rule. */
const attempts = 20;
const backoff = { firstMs: 30_000, capMs: 43_200_000 };
/** An address where nothing arrived for so long is not tried any more. */
const failingForMs = 3 * 86_400_000;
const timeLimitMs = 10_000;
/** Most of the time is waiting, so there are many places; where nothing arrives just now, few of them are taken. */
const atOnce = 16;
const atOnceWhileFailing = 4;
/** Of an answer as much is kept as one reads to find a fault. */
const answerBytes = 500;
const gone = 410;

/** It did not arrive, and is tried again. */
class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}

/** How what waits is sent. */
export function deliveries(parts: DeliveryParts): JobKind {
  const underWay = new Map<string, number>();
  /** An address that hangs keeps others from theirs for no longer than the few places that it takes. */
  async function inTurn<T>({ id, failingSince }: store.EndpointRow, isLast: boolean, work: () => Promise<T>) {
    const before = underWay.get(id) ?? 0;
    if (failingSince && before >= atOnceWhileFailing && !isLast)
      throw new NotDelivered('As many as may are being tried there already.');
    underWay.set(id, before + 1);
    try {
      return await work();
    } finally {
      const after = underWay.get(id)! - 1;
      if (after === 0) underWay.delete(id);
      else underWay.set(id, after);
    }
  }
  return jobKind(sendQueue, {
    attempts,
    backoff,
    atOnce,
    run: (job) => deliver(parts, job, inTurn),
  });
}

type InTurn = <T>(endpoint: store.EndpointRow, isLast: boolean, work: () => Promise<T>) => Promise<T>;

async function deliver(parts: DeliveryParts, job: Job<{ messageId: string }>, inTurn: InTurn): Promise<void> {
  const { db, log, clock } = parts;
  const message = await messages.byId(db.query, job.data.messageId);
  const endpoint = message && (await store.byId(db.query, message.endpointId));
  // Forgotten with its address, or settled by an attempt that was taken for dead.
  if (!message || !endpoint || message.state !== 'waiting') return;
  if (endpoint.disabledAt) return job.effect((write) => giveUp(write, message));
  // A test is for whoever looks at it now.
  const isLast = job.attempt >= attempts || message.type === testType;
  const tried = await inTurn(endpoint, isLast, () => attempt(parts, endpoint, message, job.signal));
  const settled = (state: messages.Tried['state']) => (write: Write) =>
    settle(write, message, { ...tried, state }, new Date(clock.nowMs()));
  if (tried.arrived) return job.effect(settled('delivered'));
  if (isLast || tried.status === gone) return job.effect(settled('failed'));
  await log.write(settled('waiting'));
  throw new NotDelivered(tried.status === null ? 'Nothing was answered.' : `It answered ${tried.status}.`);
}

type Attempt = Omit<messages.Tried, 'state'> & { arrived: boolean };

async function attempt(
  { clock, rules, resolve }: DeliveryParts,
  { url, format, secret, formerSecret, formerSecretUntil }: store.EndpointRow,
  message: messages.MessageRow,
  signal: AbortSignal,
): Promise<Attempt> {
  const startedMs = clock.nowMs();
  const secrets = [
    secret,
    ...(formerSecret && formerSecretUntil!.getTime() > startedMs ? [formerSecret] : []),
  ];
  const body = bodyOf(format, message);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Stoa-Webhooks/1',
    ...signed({ id: `msg_${message.id}`, at: new Date(startedMs), body }, secrets),
  };
  const given = { rules, timeLimitMs, answerBytes, signal, clock, ...(resolve && { resolve }) };
  const answered = await post({ url, headers, body }, given).catch((fault: unknown) => fault);
  const tookMs = clock.nowMs() - startedMs;
  if (!isAnswer(answered)) return { arrived: false, status: null, tookMs, answer: wordsOf(answered) };
  const { status, text } = answered;
  return { arrived: status >= 200 && status < 300, status, tookMs, answer: asKept(text) };
}

const isAnswer = (given: unknown): given is PostAnswer =>
  typeof given === 'object' && given !== null && 'status' in given;

function wordsOf(fault: unknown): string {
  return asKept(fault instanceof Error ? fault.message : String(fault)).slice(0, answerBytes);
}

/** The database refuses one character. */
const asKept = (text: string): string => text.replaceAll('\0', '');

/** Writes down what became of an attempt, and what it says about the address. */
async function settle(
  write: Write,
  { id, endpointId }: messages.MessageRow,
  tried: messages.Tried,
  now: Date,
): Promise<void> {
  const { tx, tell } = write;
  const before = await store.hold(tx, endpointId);
  if (!before) return;
  const after = afterAttempt(before, tried, now);
  if (after !== before) tellEndpoint(tell, await store.update(tx, after));
  if (after.disabledReason !== before.disabledReason) await noteDisabled(write, after);
  tellDelivery(tell, before.organisationId, await messages.tried(tx, id, tried));
}

function afterAttempt(
  before: store.EndpointRow,
  { state, status }: messages.Tried,
  now: Date,
): store.EndpointRow {
  if (state === 'delivered') return before.failingSince ? { ...before, failingSince: null } : before;
  const failingSince = before.failingSince ?? now;
  const isLong = now.getTime() - failingSince.getTime() > failingForMs;
  const reason = status === gone ? 'gone' : isLong ? 'failures' : null;
  if (reason === null || before.disabledReason !== null)
    return before.failingSince ? before : { ...before, failingSince };
  return { ...before, failingSince, disabledReason: reason, disabledAt: now };
}

/** What waits for an address that was switched off is not sent later, all at once; it can be sent again by hand. */
async function giveUp({ tx, tell }: Write, { id, endpointId }: messages.MessageRow): Promise<void> {
  const endpoint = await store.hold(tx, endpointId);
  if (endpoint) tellDelivery(tell, endpoint.organisationId, await messages.giveUp(tx, id));
}
