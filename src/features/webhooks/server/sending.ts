import { z } from 'zod';
import { id } from '#kernel/ids.ts';
import { cohort as cohortOf } from '#features/cohorts/server/store.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { onceATransaction } from '#platform/server/db/onceATransaction.ts';
import { enqueueAll } from '#platform/server/jobs/enqueue.ts';
import { jobQueue } from '#platform/server/jobs/kinds.ts';
import type { LoggedEvent } from '#platform/server/log/events.ts';
import { outgoing, type OutgoingData, type OutgoingType } from '../contract.ts';
import * as messages from './messageStore.ts';
import * as store from './store.ts';

/** What waits to be sent, one job for each address. */
export const sendQueue = jobQueue('webhooks:send', z.object({ messageId: id }));

/** Something that may leave the house, before it is known whether anybody wants it. */
export type Leaving = {
  [T in OutgoingType]: {
    type: T;
    /** Whose addresses it is for; of a cohort it also says the title. */
    of: { cohortId: string } | { organisationId: string };
    data: Omit<OutgoingData<T>, 'cohort'>;
    /** Told of more than once under this key it leaves once; absent: every time it is told. */
    once?: string;
  };
}[OutgoingType];

/** Whether anything is sent anywhere: two hundred people enrolled at once ask once. */
const isAnythingSent = onceATransaction((tx: Tx) => store.sendsAnything(tx));

/** Has an event sent wherever it is wanted, once its transaction has committed. */
export async function send(tx: Tx, { type, of, data, once }: Leaving, event: LoggedEvent): Promise<void> {
  if (!(await isAnythingSent(tx, 'anything'))) return;
  const about = await belonging(tx, of);
  if (!about) return;
  const endpointIds = await store.listening(tx, about.organisationId, type);
  if (endpointIds.length === 0) return;
  // What the shape does not name stays here, whatever it was made from.
  const said = outgoing[type].parse({ ...about.said, ...data });
  const payload = JSON.stringify({ type, timestamp: event.at, data: said });
  const effectKey = `${type}/${once ?? `${event.topic}/${event.epoch}/${event.seq}`}`;
  await ask(
    tx,
    endpointIds.map((endpointId) => ({ endpointId, effectKey, type, payload })),
  );
}

/** Asks for messages to be sent, however many in two statements. @returns those that were not asked for before */
export async function ask(tx: Tx, asked: readonly messages.NewMessage[]): Promise<messages.MessageRow[]> {
  const inserted = await messages.insertAll(tx, asked);
  await enqueueSending(tx, inserted);
  return inserted;
}

export async function enqueueSending(tx: Tx, sent: readonly messages.MessageRow[]): Promise<void> {
  const jobs = sent.map(({ id, replays }) => ({ effectKey: `${id}/${replays}`, data: { messageId: id } }));
  await enqueueAll(tx, sendQueue, jobs);
}

async function belonging(
  db: Queryable,
  of: Leaving['of'],
): Promise<{ organisationId: string; said: { cohort?: { id: string; title: string } } } | undefined> {
  if ('organisationId' in of) return { organisationId: of.organisationId, said: {} };
  const found = await cohortOf(db, of.cohortId);
  if (!found) return undefined;
  const { id, title, organisationId } = found;
  return { organisationId, said: { cohort: { id, title } } };
}
