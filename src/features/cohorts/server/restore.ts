import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';

/** Students of a cohort that takes as many as come, in their order, as a demo brings them; nobody is told. */
export async function restoreStudents(tx: Tx, cohortId: string, userIds: readonly string[]): Promise<void> {
  const places = userIds.map((userId) => ({ id: newId(), userId }));
  await sql`
    insert into enrolment (id, cohort_id, user_id, role)
    select id, ${cohortId}, "userId", 'student'
    from json_to_recordset(${JSON.stringify(places)}::json) as given (id uuid, "userId" uuid)`.execute(tx);
  await sql`
    update cohort_places set taken = taken + ${userIds.length} where cohort_id = ${cohortId}`.execute(tx);
}
