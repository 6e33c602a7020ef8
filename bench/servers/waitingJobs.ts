import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Ground } from '#app/ground.ts';
import { digestQueue, mailQueue } from '#features/notifications/server/queues.ts';
import { sendQueue } from '#features/webhooks/server/sending.ts';
import * as endpoints from '#features/webhooks/server/store.ts';

export interface WaitingJobs {
  /** Whose organisation sends the webhooks. */
  cohortId: string;
  /** Where they go; absent: there are no new ones. */
  url?: string;
  webhooks?: number;
  /** Jobs of people who are owed no mail and no digest: each is a transaction, and done at once. */
  quick: number;
}

/** Has jobs of the house's own queues wait in this database, all of them due. */
export async function letJobsWait(
  { log }: Ground,
  { cohortId, url, webhooks = 0, quick }: WaitingJobs,
): Promise<void> {
  await log.write(async ({ tx }) => {
    if (url !== undefined) {
      const { rows } = await sql<{ organisationId: string }>`
        select organisation_id as "organisationId" from cohort where id = ${cohortId}`.execute(tx);
      const { organisationId } = rows[0]!;
      const given = { id: newId(), organisationId, url, description: '', secret: 'whsec_bench' };
      const endpoint = await endpoints.insert(tx, { ...given, format: 'plain', types: [] });
      await sql`
        with message as (
          insert into webhook_message (id, endpoint_id, effect_key, type, payload)
          select gen_random_uuid(), ${endpoint!.id}, 'bench/' || n, 'quiz.graded', '{"data":{}}'
          from generate_series(1, ${webhooks}::integer) n
          returning id
        )
        insert into job (id, queue, effect_key, data)
        select gen_random_uuid(), ${sendQueue.name}, id || '/0', json_build_object('messageId', id) from message`.execute(
        tx,
      );
    }
    for (const [queue, more] of [
      [mailQueue.name, { collapseKey: 'nothing' }],
      [digestQueue.name, {}],
    ] as const)
      await sql`
        insert into job (id, queue, effect_key, data)
        select gen_random_uuid(), ${queue}, ${`bench/${newId()}/`} || n,
          (jsonb_build_object('personId', person.ids[1 + n % cardinality(person.ids)]) || ${JSON.stringify(more)}::jsonb)::json
        from generate_series(1, ${Math.floor(quick / 2)}::integer) n,
          (select array_agg(user_id) as ids from enrolment where cohort_id = ${cohortId}) as person`.execute(
        tx,
      );
  });
}

/** Jobs that nobody has yet or that are under way, and those that were done. */
export async function countJobs({ db }: Ground): Promise<{ open: number; done: number }> {
  const { rows } = await sql<{ open: number; done: number }>`
    select count(*) filter (where state = 'waiting')::integer as open,
      count(*) filter (where state = 'done')::integer as done
    from job`.execute(db.query);
  return rows[0]!;
}
