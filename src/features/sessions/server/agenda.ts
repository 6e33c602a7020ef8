import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { isOver, type AgendaKind, type StaffSession } from '../contract.ts';
import { held, tellAll } from './telling.ts';

interface Item {
  id?: string | undefined;
  title: string;
  minutes: number;
  kind: AgendaKind;
  note: string;
  say: string;
}

/** Puts a whole run sheet in place of the one that was looked at, unless there is a newer one. */
export async function setAgenda(
  { tx, tell }: CommandContext,
  { sessionId, revision, agenda }: { sessionId: string; revision: number; agenda: readonly Item[] },
): Promise<Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  if (session.revision !== revision)
    throw new Refusal('conflict', 'Somebody changed this run sheet meanwhile.');
  await refuseUnknown(tx, sessionId, agenda);
  await replace(tx, sessionId, agenda);
  return tellAll(tell, session);
}

/** An id is given by Stoa: one that is sent is of an item that is there, and is sent once. */
async function refuseUnknown(tx: Tx, sessionId: string, agenda: readonly Item[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from agenda_item where session_id = ${sessionId}`.execute(tx);
  const free = new Set(rows.map(({ id }) => id));
  for (const { id } of agenda) {
    if (id !== undefined && !free.delete(id))
      throw new Refusal('not_found', 'An item of this run sheet is not there.');
  }
}

async function replace(tx: Tx, sessionId: string, agenda: readonly Item[]): Promise<void> {
  const items = agenda.map((item, position) => ({ ...item, id: item.id ?? newId(), position }));
  await sql`delete from agenda_item where session_id = ${sessionId}`.execute(tx);
  await sql`
    insert into agenda_item (id, session_id, position, title, minutes, kind, note, say)
    select id, ${sessionId}, position, title, minutes, kind, note, say
    from json_to_recordset(${JSON.stringify(items)}::json)
      as given (id uuid, position integer, title text, minutes integer, kind text, note text, say text)`.execute(
    tx,
  );
  // The session is at no item that went.
  await sql`
    update live_session set revision = revision + 1,
      current_item_id = (select id from agenda_item
        where session_id = ${sessionId} and agenda_item.id = live_session.current_item_id)
    where id = ${sessionId}`.execute(tx);
}
