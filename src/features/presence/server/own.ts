import { sql } from 'kysely';
import { identity } from '#features/identity/contract.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { presence, type OwnPresence } from '../contract.ts';
import { tellChanges } from './frames.ts';
import { setHidden } from './standing.ts';

/** Nobody touches this browser, or somebody does again. It shows with the next frame, like coming and going. */
export async function rest(
  { actor, tx }: CommandContext,
  { resting }: { resting: boolean },
): Promise<{ resting: boolean }> {
  const { sessionId, userId } = actor;
  const { rows } = resting
    ? await sql`
        insert into presence_rest (session_id, person_id) values (${sessionId}, ${userId})
        on conflict do nothing returning session_id`.execute(tx)
    : await sql`
        delete from presence_rest where session_id = ${sessionId} returning session_id`.execute(tx);
  if (rows.length > 0) {
    await sql`
      insert into presence_person (person_id, is_changed) values (${userId}, true)
      on conflict (person_id) do update set is_changed = true`.execute(tx);
  }
  return { resting };
}

/**
 * Makes the actor away to everybody, or lets them be seen again: at once, not with the next frame, since
 * whoever wishes not to be seen means now.
 */
export async function hide(
  { actor, tx, tell }: CommandContext,
  { hidden }: OwnPresence,
): Promise<OwnPresence | Told<OwnPresence>> {
  const { userId } = actor;
  const changes = await setHidden(tx, userId, hidden);
  if (!changes) return { hidden };
  await tellChanges({ tx, tell }, changes);
  const topic = identity.topics.person.of({ userId });
  return tell(presence, 'presence:own', [topic], (held) => ownOf(held, userId));
}

export function mine({ actor, tx }: ViewContext): Promise<OwnPresence> {
  return ownOf(tx, actor.userId);
}

async function ownOf(db: Queryable, userId: string): Promise<OwnPresence> {
  const { rows } = await sql<OwnPresence>`
    select hidden from presence_person where person_id = ${userId}`.execute(db);
  return { hidden: rows[0]?.hidden ?? false };
}
