import { sql } from 'kysely';
import { csv } from '#platform/server/csv.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import { inChannel, messagesWhere, stands } from './rows.ts';

interface OfChannel {
  channelId: string;
}

/** A message as it leaves the house; what was taken away stays. */
async function linesOf(db: Queryable, channelId: string) {
  const messages = await messagesWhere(db, sql`${inChannel(channelId)} and ${stands}`);
  return messages.map(({ id, position, at, author, text, edited, threadId, reactions, pinned }) => ({
    ...{ id, position, at, author: author.name, isStaff: author.isStaff, text, edited, threadId, pinned },
    reactions: Object.fromEntries(reactions.map(({ kind, count }) => [kind, count])),
  }));
}

/** One line a message, in the order in which they were sent. */
export async function messagesCsv({ tx }: ViewContext, { channelId }: OfChannel): Promise<Bytes> {
  const lines = await linesOf(tx, channelId);
  const header = ['sent', 'by', 'staff', 'message', 'edited', 'pinned', 'reactions', 'id', 'reply to'];
  const rows = lines.map((line) => [
    ...[line.at, line.author, yes(line.isStaff), line.text, yes(line.edited), yes(line.pinned)],
    Object.entries(line.reactions)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
    ...[line.id, line.threadId],
  ]);
  return file('messages.csv', 'text/csv; charset=utf-8', csv(header, rows));
}

function yes(is: boolean): string {
  return is ? 'yes' : '';
}

export async function messagesJson({ tx }: ViewContext, { channelId }: OfChannel): Promise<Bytes> {
  const text = JSON.stringify({ channelId, messages: await linesOf(tx, channelId) }, undefined, 2);
  return file('messages.json', 'application/json; charset=utf-8', new TextEncoder().encode(`${text}\n`));
}

function file(fileName: string, type: string, bytes: Uint8Array): Bytes {
  return { type, bytes, inline: false, fileName };
}
