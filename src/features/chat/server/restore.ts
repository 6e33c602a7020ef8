import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { ReactionKind } from '../contract.ts';
import { makeRow, takePosition } from './channels.ts';
import * as store from './store.ts';

/** Something that was said before this Stoa knew of it. */
export interface MessageToRestore {
  /** Where something else leads to it; absent: any. */
  id?: string;
  authorId: string;
  isStaff: boolean;
  text: string;
  at: Date;
  pinned?: boolean;
  /** The question of the session that it is about. */
  questionId?: string;
  mentions?: readonly string[];
  reactions?: readonly { kind: ReactionKind; personIds: readonly string[] }[];
  replies?: readonly MessageToRestore[];
}

/**
 * Writes what was said in a channel, oldest first, without telling anybody. A message's replies come right after it.
 *
 * @returns the position of the last one
 */
export async function restoreMessages(
  tx: Tx,
  { channelId, cohortId }: { channelId: string; cohortId: string },
  messages: readonly MessageToRestore[],
): Promise<number> {
  await makeRow(tx, channelId, cohortId);
  let last = 0;
  const restore = async (message: MessageToRestore, threadId: string | null): Promise<void> => {
    const {
      id = newId(),
      authorId,
      isStaff,
      text,
      at,
      pinned = false,
      questionId,
      mentions = [],
      reactions = [],
      replies = [],
    } = message;
    last = await takePosition(tx, channelId);
    const place = { id, channelId, position: last, threadId, authorId };
    const about = questionId === undefined ? {} : { questionId };
    await store.insertMessage(tx, { ...place, byStaff: isStaff, text, calls: 'nobody', at, ...about });
    if (pinned) await sql`update chat_message set pinned_at = ${at} where id = ${id}`.execute(tx);
    await store.mention(tx, id, mentions);
    for (const { kind, personIds } of reactions)
      for (const personId of personIds) await store.react(tx, { messageId: id, personId, kind, on: true });
    for (const reply of replies) await restore(reply, id);
  };
  for (const message of messages) await restore(message, null);
  return last;
}
