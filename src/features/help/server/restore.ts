import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { HelpAnswer } from '../contract.ts';

/** An offer that stands, as an import or a demo brings it. */
export interface OfferBefore {
  cohortId: string;
  studentId: string;
  offeredBy: string;
  text: string;
  offeredAt: Date;
  /** null: the student has not answered. */
  answer: { state: HelpAnswer; reply: string; at: Date } | null;
}

/** Brings offers with what students said to them; nothing is told. */
export async function restoreOffers(tx: Tx, all: readonly OfferBefore[]): Promise<void> {
  for (const { cohortId, studentId, offeredBy, text, offeredAt, answer } of all) {
    const { name } = await accounts.byId(tx, offeredBy);
    await sql`
      insert into help_offer (id, cohort_id, student_id, offered_by, by_name, text, offered_at, state, answered_at,
        reply, answers)
      values (${newId()}, ${cohortId}, ${studentId}, ${offeredBy}, ${name}, ${text}, ${offeredAt},
        ${answer?.state ?? 'open'}, ${answer?.at ?? null}, ${answer?.reply ?? null}, ${answer ? 1 : 0})`.execute(
      tx,
    );
  }
}
