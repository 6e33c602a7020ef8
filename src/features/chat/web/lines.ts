import type { ChatMessage } from '../contract.ts';

/** What stands in the list of messages, one below the other. */
export type Line =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: ChatMessage; isContinued: boolean };

/** Messages of one person so close to each other stand under one name, in ms. */
const togetherMs = 5 * 60_000;

interface Reading {
  meId: string;
  /** How far had been read when the list was opened; the line does not move while it is looked at. */
  readPosition: number;
  /** Two moments are of one day of the reader's when this is the same of both. */
  dayOf: (at: string) => string;
}

/** Messages with a line before each day, and one before the first that is new. */
export function linesOf(messages: readonly ChatMessage[], { meId, readPosition, dayOf }: Reading): Line[] {
  const firstNew = firstUnread(messages, { meId, readPosition });
  const lines: Line[] = [];
  let before: ChatMessage | undefined;
  for (const message of messages) {
    const isNewDay = !before || dayOf(before.at) !== dayOf(message.at);
    const isNew = message === firstNew;
    if (isNewDay) lines.push({ kind: 'day', key: `day ${dayOf(message.at)}`, at: message.at });
    if (isNew) lines.push({ kind: 'unread', key: 'unread' });
    const isContinued = !isNewDay && !isNew && before !== undefined && goesOn(before, message);
    lines.push({ kind: 'message', key: message.id, message, isContinued });
    before = message;
  }
  return lines;
}

/** The first message of somebody else that stands after what was read. */
export function firstUnread(
  messages: readonly ChatMessage[],
  { meId, readPosition }: Pick<Reading, 'meId' | 'readPosition'>,
): ChatMessage | undefined {
  return messages.find(
    ({ position, author, deleted }) => position > readPosition && author.id !== meId && deleted === null,
  );
}

function goesOn(before: ChatMessage, message: ChatMessage): boolean {
  return (
    before.author.id === message.author.id &&
    before.deleted === null &&
    message.deleted === null &&
    !message.pinned &&
    Date.parse(message.at) - Date.parse(before.at) < togetherMs
  );
}
