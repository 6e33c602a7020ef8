import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { give } from './recipients.ts';
import { insert, type NewAnnouncement } from './store.ts';

/** One that was sent, as an import or a demo brings it. */
export interface SentBefore extends Pick<
  NewAnnouncement,
  'organisationId' | 'authorId' | 'title' | 'text' | 'pinned'
> {
  cohortId: string;
  sentAt: Date;
  /** Whoever had it… */
  personIds: readonly string[];
  /** …and, of these, whoever saw it: within an hour. */
  seenBy: readonly string[];
}

/** Brings announcements with what became of them; nothing is told. */
export async function restoreSent(tx: Tx, all: readonly SentBefore[]): Promise<void> {
  for (const { sentAt, personIds, seenBy, ...one } of all) {
    const { name } = await accounts.byId(tx, one.authorId);
    const { id } = await insert(tx, {
      ...{
        ...one,
        id: newId(),
        authorName: name,
        courseId: null,
        role: 'student',
        unlessCompletedId: null,
        unlessStudiedDays: null,
        groupId: null,
      },
      ...{ urgent: false, needsAcknowledgement: false, expiresAt: null },
    });
    await sql`
      update announcement set state = 'sent', sending = 1, sent_at = ${sentAt}, created_at = ${sentAt}
      where id = ${id}`.execute(tx);
    const { cohortId } = one;
    await give(
      tx,
      id,
      personIds.map((userId) => ({ userId, cohortId })),
      false,
    );
    await sql`
      update announcement_recipient r
      set received_at = seen.at, seen_at = seen.at
      from (
        select person_id, ${sentAt}::timestamptz + place * interval '70 seconds' as at
        from unnest(${[...seenBy]}::uuid[]) with ordinality as one (person_id, place)
      ) seen
      where r.announcement_id = ${id} and r.person_id = seen.person_id`.execute(tx);
  }
}
