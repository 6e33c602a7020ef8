import { speaksTo } from './counting.ts';
import { isRoot } from './messages.ts';
import type { ChatMessage, ChatRoom } from '../contract.ts';

/** What a screen reader is told about a channel. */
export type News =
  | { what: 'said'; name: string; text: string }
  | { what: 'mentioned'; name: string; text: string }
  | { what: 'locked' | 'unlocked' | 'archived' | 'room-locked' | 'room-unlocked' };

/** What happened between two looks at a channel, as far as it is worth to be said aloud. */
export function newsBetween(before: ChatRoom, after: ChatRoom): News[] {
  return [...ofMessages(before, after), ...ofWriting(before, after)];
}

function ofMessages(before: ChatRoom, after: ChatRoom): News[] {
  const last = before.messages.at(-1)?.position ?? 0;
  const { personId } = after.viewer;
  return after.messages
    .filter((message) => message.position > last && message.author.id !== personId && isRoot(message))
    .filter(({ deleted }) => deleted === null)
    .map((message) => ({
      ...sayingOf(message),
      what: speaksTo(message, after.viewer) ? 'mentioned' : 'said',
    }));
}

function sayingOf({ author, text }: ChatMessage): { name: string; text: string } {
  return { name: author.name, text };
}

function ofWriting(before: ChatRoom, after: ChatRoom): News[] {
  const news: News[] = [];
  if (after.channel.archived && !before.channel.archived) return [{ what: 'archived' }];
  if (after.channel.locked !== before.channel.locked && !after.viewer.isStaff)
    news.push({ what: after.channel.locked ? 'room-locked' : 'room-unlocked' });
  const isLocked = after.viewer.lockedUntil !== null;
  if (isLocked !== (before.viewer.lockedUntil !== null))
    news.push({ what: isLocked ? 'locked' : 'unlocked' });
  return news;
}
