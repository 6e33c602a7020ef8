import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { OwnPulse } from '../contract.ts';

export interface MomentsToRestore {
  sessionId: string;
  /** In the order in which it was said. */
  sayings: readonly (OwnPulse & { personId: string; saidAt: Date })[];
  banners: readonly {
    authorId: string;
    text: string;
    saidAt: Date;
    endedAt: Date;
    /** Who said to have read it. */
    readBy: readonly string[];
  }[];
}

/** What is left of a session that is over, as a demo brings it; nobody is told. */
export async function restoreMoments(
  tx: Tx,
  { sessionId, sayings, banners }: MomentsToRestore,
): Promise<void> {
  await sql`
    insert into pulse_said (session_id, person_id, pace, clarity, said_at)
    select ${sessionId}, "personId", pace, clarity, "saidAt"
    from json_to_recordset(${JSON.stringify(sayings)}::json)
      as line ("personId" uuid, pace text, clarity text, "saidAt" timestamptz)
    order by "saidAt"`.execute(tx);
  for (const { authorId, text, saidAt, endedAt, readBy } of banners) {
    const id = newId();
    await sql`
      insert into session_banner (id, session_id, author_id, text, said_at, ended_at)
      values (${id}, ${sessionId}, ${authorId}, ${text}, ${saidAt}, ${endedAt})`.execute(tx);
    await sql`
      insert into banner_receipt (banner_id, person_id, at)
      select ${id}, person_id, ${endedAt} from unnest(${[...readBy]}::uuid[]) as person_id`.execute(tx);
  }
}
