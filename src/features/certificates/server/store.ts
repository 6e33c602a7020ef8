import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Certificate } from '../contract.ts';

interface Row extends Omit<Certificate, 'issuedAt' | 'endedAt'> {
  issuedAt: Date;
  endedAt: Date | null;
}

const columns = sql`
  id, cohort_id as "cohortId", student_id as "studentId",
  case when replaced_by is not null then 'replaced' when ended_at is not null then 'revoked' else 'valid' end as state,
  name, course_title as course, course_version as "courseVersion", academy, cohort_title as cohort,
  starts_on as "startsOn", ends_on as "endsOn", completed, total, quizzes,
  issued_at as "issuedAt", ended_at as "endedAt", reason`;

function certificateOf({ issuedAt, endedAt, ...row }: Row): Certificate {
  return { ...row, issuedAt: issuedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}

export type NewCertificate = Omit<Certificate, 'state' | 'issuedAt' | 'endedAt' | 'reason' | 'name'> & {
  name: string;
  /** Absent: now. */
  issuedAt?: string;
};

/** @returns undefined when this student has one in this cohort already */
export async function insert(tx: Tx, given: NewCertificate): Promise<Certificate | undefined> {
  const { rows } = await sql<Row>`
    insert into certificate (id, cohort_id, student_id, name, course_title, course_version, academy, cohort_title,
      starts_on, ends_on, completed, total, quizzes, issued_at)
    values (${given.id}, ${given.cohortId}, ${given.studentId}, ${given.name}, ${given.course},
      ${given.courseVersion}, ${given.academy}, ${given.cohort}, ${given.startsOn}, ${given.endsOn},
      ${given.completed}, ${given.total}, ${JSON.stringify(given.quizzes)}::json,
      coalesce(${given.issuedAt ?? null}::timestamptz, now()))
    on conflict (cohort_id, student_id) where replaced_by is null do nothing
    returning ${columns}`.execute(tx);
  return rows[0] && certificateOf(rows[0]);
}

/** The one that was not replaced, valid or revoked. */
export async function current(
  db: Queryable,
  cohortId: string,
  studentId: string,
): Promise<Certificate | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from certificate
    where cohort_id = ${cohortId} and student_id = ${studentId} and replaced_by is null`.execute(db);
  return rows[0] && certificateOf(rows[0]);
}

export async function byId(db: Queryable, id: string): Promise<Certificate | undefined> {
  const { rows } = await sql<Row>`select ${columns} from certificate where id = ${id}`.execute(db);
  return rows[0] && certificateOf(rows[0]);
}

/** Holds it until commit. */
export async function hold(tx: Tx, cohortId: string, id: string): Promise<Certificate | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from certificate where id = ${id} and cohort_id = ${cohortId} for update`.execute(tx);
  return rows[0] && certificateOf(rows[0]);
}

/** Newest first. */
export async function ofCohort(db: Queryable, cohortId: string): Promise<Certificate[]> {
  const { rows } = await sql<Row>`
    select ${columns} from certificate where cohort_id = ${cohortId} order by id desc`.execute(db);
  return rows.map(certificateOf);
}

/** Ends one that is held; `replacedBy` is written afterwards, in the same transaction. */
export async function end(
  tx: Tx,
  id: string,
  { reason, replacedBy = null }: { reason: string; replacedBy?: string | null },
): Promise<Certificate> {
  const { rows } = await sql<Row>`
    update certificate set
      ended_at = coalesce(ended_at, now()), reason = ${reason}, replaced_by = ${replacedBy}
    where id = ${id}
    returning ${columns}`.execute(tx);
  return certificateOf(rows[0]!);
}

/**
 * Takes what names a person out of their certificates. Without `keeps` they end and stand for nobody;
 * otherwise only what others wrote about them goes.
 *
 * @returns those that look different now
 */
export async function erase(tx: Tx, studentId: string, keeps: boolean): Promise<Certificate[]> {
  const { rows } = keeps
    ? await sql<Row>`
        update certificate set reason = null where student_id = ${studentId} and reason is not null
        returning ${columns}`.execute(tx)
    : await sql<Row>`
        update certificate set name = null, reason = null, ended_at = coalesce(ended_at, now())
        where student_id = ${studentId} and name is not null
        returning ${columns}`.execute(tx);
  return rows.map(certificateOf);
}

/** How many valid ones a person has. */
export async function validOf(db: Queryable, studentId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from certificate where student_id = ${studentId} and ended_at is null`.execute(
    db,
  );
  return rows[0]!.count;
}

/** The names that a person's certificates bear. */
export async function namesOf(db: Queryable, studentId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from certificate where student_id = ${studentId} and name is not null`.execute(db);
  return rows.map(({ name }) => name);
}
