import type { ResyncReason } from '#kernel/envelope.ts';
import type { LoggedEvent } from '../log/events.ts';
import type { Channel } from './channel.ts';
import { decodeCursor, type Position } from './cursor.ts';
import type { Hub } from './hub.ts';

/** What a reader says about where it stands; undefined when it says nothing. */
export type GivenCursor = ReadonlyMap<string, Position> | 'malformed' | undefined;

export function readCursor(text: string | undefined): GivenCursor {
  return text === undefined || text === '' ? undefined : (decodeCursor(text) ?? 'malformed');
}

/**
 * Where the replay of a channel begins. A reader that gave no cursor claims nothing and begins now; one
 * whose claim cannot be served is told why, and starts over from a snapshot.
 */
export function startingPosition(channel: Channel, cursor: GivenCursor): Position | { reason: ResyncReason } {
  if (cursor === undefined) return channel.sent;
  if (cursor === 'malformed') return { reason: 'malformed' };
  const position = cursor.get(channel.topic);
  if (!position) return { reason: 'start' };
  if (position.epoch !== channel.epoch) return { reason: 'epoch' };
  if (position.seq > channel.accepted) return { reason: 'ahead' };
  if (position.seq < channel.floor) return { reason: 'truncated' };
  return position;
}

/** Whether what was read from the log goes on right after a position; it does not once that was forgotten or restored. */
export function goesOn(events: readonly LoggedEvent[], { epoch, seq }: Position): boolean {
  return events[0]?.seq === seq + 1 && events[0].epoch === epoch;
}

/**
 * A snapshot can be newer than what this node has heard of: before a reader is called ahead of the log,
 * the log is asked.
 */
export async function catchUpTo(hub: Hub, channels: readonly Channel[], cursor: GivenCursor): Promise<void> {
  if (cursor === undefined || cursor === 'malformed') return;
  await Promise.all(channels.map((channel) => hub.catchUp(channel, cursor.get(channel.topic)?.seq ?? 0)));
}
