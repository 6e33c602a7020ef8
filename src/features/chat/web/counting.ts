import { chatLimits, type ChatMessage, type ReadStanding } from '../contract.ts';
import { isRoot } from './messages.ts';

export type Counts = Omit<ReadStanding, 'channelId'>;

interface Viewer {
  personId: string;
  isStaff: boolean;
}

const most = chatLimits.unread;

/** Whether a message speaks to somebody in particular; a reply does to whoever began the thread. */
export function speaksTo(
  { mentions, calls, threadAuthorId }: Pick<ChatMessage, 'mentions' | 'calls' | 'threadAuthorId'>,
  viewer: Viewer,
): boolean {
  if (threadAuthorId === viewer.personId) return true;
  if (mentions.some(({ id }) => id === viewer.personId)) return true;
  return calls === 'everyone' || (calls === 'staff' && viewer.isStaff);
}

/** The counts once a message was said; what they were counted with already changes nothing. */
export function withMessage<Has extends Counts>(data: Has, message: ChatMessage, viewer: Viewer): Has {
  const { position, author } = message;
  if (position <= data.lastPosition) return data;
  const isOwn = author.id === viewer.personId;
  const isUnread = !isOwn && isRoot(message);
  const isMention = !isOwn && speaksTo(message, viewer);
  return {
    ...data,
    lastPosition: position,
    unread: Math.min(most, data.unread + Number(isUnread)),
    mentioned: Math.min(most, data.mentioned + Number(isMention)),
  };
}

/**
 * The counts once a message reads differently or was taken away: it may no longer count, or no longer speak to the
 * reader. Where it is not known how it was, or a count has stopped at its limit, they are to be asked for again.
 */
export function withoutCount<Has extends Counts>(
  data: Has,
  { before, message }: { before: ChatMessage | undefined; message: ChatMessage },
  viewer: Viewer,
): Has | 'refetch' {
  if (message.author.id === viewer.personId || message.position <= data.readPosition) return data;
  const mentionNow = message.deleted === null && speaksTo(message, viewer);
  if (!before) {
    const mayHaveCounted = message.deleted !== null && isRoot(message) && data.unread > 0;
    return mayHaveCounted || mentionNow || data.mentioned > 0 ? 'refetch' : data;
  }
  const mentionBefore = before.deleted === null && speaksTo(before, viewer);
  const unreadStep = isRoot(message) ? Number(message.deleted === null) - Number(before.deleted === null) : 0;
  const mentionStep = Number(mentionNow) - Number(mentionBefore);
  if (unreadStep === 0 && mentionStep === 0) return data;
  const isAtLimit = (unreadStep < 0 && data.unread >= most) || (mentionStep < 0 && data.mentioned >= most);
  if (isAtLimit) return 'refetch';
  return {
    ...data,
    unread: data.unread + unreadStep,
    mentioned: Math.min(most, data.mentioned + mentionStep),
  };
}

/**
 * The counts once one has read on. They may have been counted before messages that were heard already: those are
 * added again, as far as they are known.
 *
 * @param window the newest of the channel, where they are known
 */
export function withRead<Has extends Counts>(
  data: Has,
  event: ReadStanding,
  viewer: Viewer,
  window?: { messages: readonly ChatMessage[]; hasEarlier: boolean },
): Has | 'refetch' {
  if (event.readPosition < data.readPosition) return data;
  const { channelId: _channel, ...figures } = event;
  if (event.lastPosition >= data.lastPosition) return isSame(data, figures) ? data : { ...data, ...figures };
  const first = window?.messages[0];
  if (!window || (window.hasEarlier && (!first || first.position > event.lastPosition))) return 'refetch';
  const since = window.messages.filter(
    ({ position, author, deleted }) =>
      position > event.lastPosition && author.id !== viewer.personId && deleted === null,
  );
  const mentions = since.filter((message) => speaksTo(message, viewer)).length;
  // Replies are not in the window: what else speaks to the reader may be one that was said since.
  if (data.mentioned > mentions) return 'refetch';
  return {
    ...data,
    readPosition: event.readPosition,
    unread: Math.min(most, event.unread + since.length),
    mentioned: Math.min(most, event.mentioned + mentions),
  };
}

function isSame(one: Counts, other: Counts): boolean {
  return (
    one.readPosition === other.readPosition &&
    one.lastPosition === other.lastPosition &&
    one.unread === other.unread &&
    one.mentioned === other.mentioned
  );
}
