import { sql } from 'kysely';
import type { Notification } from '#features/notifications/contract.ts';
import type { Database } from '#platform/server/db/database.ts';

export interface Circle {
  /** The people of a round, and how its errands begin. */
  personIds: readonly string[];
  errandsOf: string;
}

/** What a database holds of a round. */
export interface JobsFacts {
  /** What somebody was told, under its key. */
  effects: { personId: string; effectKey: string }[];
  /** The lines of bells. */
  lines: { personId: string; effectKey: string; count: number; inApp: boolean }[];
  /** What bells were told: about what, and how much of it. */
  told: { personId: string; subjectId: string; count: number }[];
  jobs: {
    queue: string;
    effectKey: string;
    state: string;
    attempts: number;
    fault: string | null;
    /** From when it was asked for until it was settled; null: it is not. */
    tookMs: number | null;
  }[];
  mails: { to: string; state: string; attempts: number; fault: string | null }[];
  /** Errands, as often as they had their effect. */
  done: string[];
}

const peoplesJobs = ({ personIds, errandsOf }: Circle) => sql`
  (starts_with(effect_key, ${errandsOf}) or data ->> 'personId' = any (${[...personIds]}::text[]))`;

const peoplesMails = ({ personIds }: Circle) => sql`
  to_address in (select email from account where id = any (${[...personIds]}::uuid[]))`;

export async function factsOf(db: Database, circle: Circle): Promise<JobsFacts> {
  const { personIds, errandsOf } = circle;
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows: effects } = await sql<JobsFacts['effects'][number]>`
    select person_id as "personId", effect_key as "effectKey" from notification_effect
    where person_id = any (${people}) order by 1, 2`.execute(db.query);
  const { rows: lines } = await sql<JobsFacts['lines'][number]>`
    select person_id as "personId", collapse_key as "effectKey", count, in_app as "inApp" from notification
    where person_id = any (${people}) order by 1, 2, id`.execute(db.query);
  const { rows: events } = await sql<{ topic: string; data: { notification: Notification } }>`
    select topic, data from event
    where type = 'notifications:told' and topic = any (${personIds.map((id) => `user/${id}`)}::text[])
    order by topic, seq`.execute(db.query);
  const { rows: jobs } = await sql<JobsFacts['jobs'][number]>`
    select queue, effect_key as "effectKey", state, attempts, fault,
      (extract(epoch from done_at - created_at) * 1000)::double precision as "tookMs"
    from job where ${peoplesJobs(circle)} order by 1, 2`.execute(db.query);
  const { rows: mails } = await sql<JobsFacts['mails'][number]>`
    select to_address as to, state, attempts, fault from mail where ${peoplesMails(circle)} order by id`.execute(
    db.query,
  );
  const { rows: done } = await sql<{ errand: string }>`
    select errand from proof_effect where starts_with(errand, ${errandsOf}) order by 1`.execute(db.query);
  const told = events.map(({ topic, data: { notification } }) => ({
    ...{ personId: topic.slice('user/'.length), subjectId: subjectIn(notification) },
    count: notification.count,
  }));
  return { effects, lines, told, jobs, mails, done: done.map(({ errand }) => errand) };
}

function subjectIn({ subject }: Notification): string {
  switch (subject.kind) {
    case 'message':
      return subject.messageId;
    case 'attempt':
      return subject.attemptId;
    default:
      return subject.kind;
  }
}

/** Jobs that are neither done nor dead, and mails that are neither sent nor given up. */
export async function unsettledOf(db: Database, circle: Circle): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from job where state = 'waiting' and ${peoplesJobs(circle)})
      + (select count(*) from mail where state = 'waiting' and ${peoplesMails(circle)})
    )::integer as count`.execute(db.query);
  return rows[0]!.count;
}

/** Has the hour of these people's digests come: nobody waits until the evening for it. */
export async function bringDigests(db: Database, personIds: readonly string[]): Promise<void> {
  await db.transaction(async (tx) => {
    await sql`
      update notification_effect set due_at = now()
      where mail = 'digest' and due_at > now() and person_id = any (${[...personIds]}::uuid[])`.execute(tx);
    await sql`
      update job set due_at = now()
      where queue = 'notifications:digest' and state = 'waiting' and lease is null and due_at > now()
        and data ->> 'personId' = any (${[...personIds]}::text[])`.execute(tx);
  });
}
