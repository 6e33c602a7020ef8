/** Where a reader stands: per topic the epoch and the last number it has. */
export interface Position {
  epoch: string;
  seq: number;
}

/** Longest cursor that is taken or given, in bytes: it travels in a header. */
export const mostCursorBytes = 2_048;
/** Most topics on one connection. */
export const mostTopics = 32;

/**
 * Writes positions as one opaque word, `1~user/!…:epoch.seq~…`: ids are packed from 36 characters into 22,
 * so that 32 topics stay below 2 KB.
 */
export function encodeCursor(positions: ReadonlyMap<string, Position>): string {
  let entries = '';
  for (const [topic, position] of positions) entries += cursorEntry(packTopic(topic), position);
  return cursorOf(entries);
}

/** The cursor of a reader whose entries, one per topic, were encoded before. */
export function cursorOf(entries: string): string {
  return `1${entries}`;
}

/** What a cursor says of one topic; the topic's name was packed before, since it never changes. */
export function cursorEntry(packedTopic: string, { epoch, seq }: Position): string {
  return `~${packedTopic}:${epoch}.${seq.toString(36)}`;
}

export function packTopic(topic: string): string {
  return topic.replaceAll(idShape, pack);
}

/** @returns undefined for a word that this server did not write */
export function decodeCursor(cursor: string): Map<string, Position> | undefined {
  if (cursor.length > mostCursorBytes) return undefined;
  const [version, ...entries] = cursor.split('~');
  if (version !== '1' || entries.length > mostTopics) return undefined;
  const positions = new Map<string, Position>();
  for (const entry of entries) {
    const match = entryShape.exec(entry);
    if (!match) return undefined;
    const [, topic, epoch, seqText] = match as unknown as [string, string, string, string];
    const seq = Number.parseInt(seqText, 36);
    if (!Number.isSafeInteger(seq)) return undefined;
    positions.set(topic.replaceAll(packedShape, unpack), { epoch, seq });
  }
  return positions;
}

const idShape = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const packedShape = /![\w-]{22}/g;
const entryShape = /^([\w!/-]{1,120}):([0-9a-z]{1,16})\.([0-9a-z]{1,11})$/;

function pack(id: string): string {
  return `!${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`;
}

function unpack(packed: string): string {
  const hex = Buffer.from(packed.slice(1), 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
