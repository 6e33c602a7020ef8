import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { WrittenPoll } from '../contract.ts';
import { pollWith } from './rows.ts';
import * as store from './store.ts';
import { contentOf } from './written.ts';

export interface PollToRestore {
  sessionId: string;
  written: WrittenPoll;
  revoteOf?: string;
  agendaItemId?: string | null;
  /** Absent: it is a draft. */
  asked?: {
    openedAt: Date;
    closedAt: Date;
    /** What somebody gave, with options by their places; not of an anonymous poll. */
    ballots: readonly { personId: string; places?: readonly number[]; texts?: readonly string[] }[];
  };
}

/** A poll with its moments, revealed when it closed, as a demo brings it; nobody is told. @returns its id */
export async function restorePoll(tx: Tx, poll: PollToRestore): Promise<string> {
  const { sessionId, written, revoteOf = null, agendaItemId = null, asked } = poll;
  const id = newId();
  await store.countPoll(tx, sessionId);
  await store.insertDraft(tx, { id, sessionId, revoteOf, content: contentOf(written) });
  if (agendaItemId !== null) await store.tie(tx, id, agendaItemId);
  if (!asked) return id;
  await sql`
    update poll set state = 'closed', opened_at = ${asked.openedAt}, closed_at = ${asked.closedAt},
      revealed_at = ${asked.closedAt}
    where id = ${id}`.execute(tx);
  const { options } = await pollWith(tx, id);
  const ballots = asked.ballots.map(({ personId, places = [], texts = [] }) => ({
    ...{ personId, texts },
    optionIds: places.map((place) => options[place]!.id),
  }));
  await sql`
    insert into poll_ballot (poll_id, is_anonymous, person_id, option_ids, texts)
    select ${id}, false, "personId", "optionIds", texts
    from json_to_recordset(${JSON.stringify(ballots)}::json)
      as given ("personId" uuid, "optionIds" uuid[], texts text[])`.execute(tx);
  return id;
}
