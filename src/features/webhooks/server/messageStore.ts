import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { testType, type WebhookDelivery } from '../contract.ts';

/** Something that is sent to one address. */
export interface MessageRow {
  id: string;
  endpointId: string;
  type: string;
  payload: string;
  state: WebhookDelivery['state'];
  createdAt: Date;
  attempts: number;
  replays: number;
  triedAt: Date | null;
  status: number | null;
  tookMs: number | null;
  answer: string | null;
  /** Attempts before the last one, the first of them first; `at` as the database writes it. */
  earlier: WebhookDelivery['earlier'];
}

/** Of one thing so many attempts are kept, the last one among them; as often it is tried by itself. */
const attemptsKept = 20;

const columns = sql`
  id, endpoint_id as "endpointId", type, payload, state, created_at as "createdAt", attempts, replays,
  tried_at as "triedAt", status, took_ms as "tookMs", answer, earlier`;

export function shown(row: MessageRow): WebhookDelivery {
  const { id, endpointId, type, state, createdAt, attempts, triedAt, status, tookMs, answer } = row;
  const earlier = row.earlier.map(({ at, ...attempt }) => ({ at: new Date(at).toISOString(), ...attempt }));
  return {
    id,
    endpointId,
    type,
    state,
    createdAt: createdAt.toISOString(),
    attempts,
    last: triedAt && {
      at: triedAt.toISOString(),
      attempt: attempts,
      status,
      tookMs: tookMs ?? 0,
      answer: answer ?? '',
    },
    earlier,
  };
}

export type NewMessage = Pick<MessageRow, 'endpointId' | 'type' | 'payload'> & { effectKey: string };

/** @returns those that are not sent there already */
export async function insertAll(tx: Tx, given: readonly NewMessage[]): Promise<MessageRow[]> {
  const messages = given.map((message) => ({ ...message, id: newId() }));
  const { rows } = await sql<MessageRow>`
    insert into webhook_message (id, endpoint_id, effect_key, type, payload)
    select id, "endpointId", "effectKey", type, payload
    from json_to_recordset(${JSON.stringify(messages)}::json)
      as message (id uuid, "endpointId" uuid, "effectKey" text, type text, payload text)
    order by "endpointId"
    on conflict (endpoint_id, effect_key) do nothing
    returning ${columns}`.execute(tx);
  return rows;
}

export async function byId(db: Queryable, id: string): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} from webhook_message where id = ${id}`.execute(db);
  return rows[0];
}

export interface Tried {
  state: MessageRow['state'];
  status: number | null;
  tookMs: number;
  answer: string;
}

/** What became of an attempt; its address is held. */
export async function tried(
  tx: Tx,
  id: string,
  { state, status, tookMs, answer }: Tried,
): Promise<MessageRow> {
  const { rows } = await sql<MessageRow>`
    update webhook_message set state = ${state}, attempts = attempts + 1, tried_at = now(),
      status = ${status}, took_ms = ${tookMs}, answer = ${answer},
      earlier = case when attempts = 0 then earlier else
        case when jsonb_array_length(earlier) < ${attemptsKept - 1}::int then earlier else earlier - 0 end
        || jsonb_build_object('at', tried_at, 'attempt', attempts, 'status', status, 'tookMs', took_ms) end
    where id = ${id}
    returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** Given up without an attempt. */
export async function giveUp(tx: Tx, id: string): Promise<MessageRow> {
  const { rows } = await sql<MessageRow>`
    update webhook_message set state = 'failed' where id = ${id} returning ${columns}`.execute(tx);
  return rows[0]!;
}

/** @returns undefined when it is on its way as it is, or was never sent there */
export async function sendAgain(tx: Tx, endpointId: string, id: string): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    update webhook_message set state = 'waiting', replays = replays + 1
    where id = ${id} and endpoint_id = ${endpointId} and state <> 'waiting'
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** The newest that were tried; of tests also those that are about to be. */
export async function ofEndpoint(db: Queryable, endpointId: string, most: number): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select ${columns} from webhook_message
    where endpoint_id = ${endpointId} and (attempts > 0 or state = 'failed' or type = ${testType})
    order by id desc limit ${most}`.execute(db);
  return rows;
}

/** What is settled and has been for long. */
export async function forgetOld(db: Queryable): Promise<void> {
  await sql`
    delete from webhook_message
    where created_at < now() - interval '30 days' and state <> 'waiting'`.execute(db);
}
