import type { ChatMessage } from '../contract.ts';

export interface Person {
  id: string;
  name: string;
}

export type Reactions = Pick<ChatMessage, 'id' | 'reactions'>;

/** It stands in the channel itself. */
export function isRoot({ threadId }: Pick<ChatMessage, 'threadId'>): boolean {
  return threadId === null;
}

/** The order is that of positions. The same list comes back where the message is known. */
export function withOne(list: ChatMessage[], message: ChatMessage): ChatMessage[] {
  if (list.some(({ id }) => id === message.id)) return list;
  const after = list.findIndex(({ position }) => position > message.position);
  return list.toSpliced(after === -1 ? list.length : after, 0, message);
}

/** What is not in the list stays out of it. */
export function withChanged(list: ChatMessage[], message: ChatMessage): ChatMessage[] {
  return mapOne(list, message.id, () => message);
}

export function withReactions(list: ChatMessage[], { id, reactions }: Reactions): ChatMessage[] {
  return mapOne(list, id, (message) => ({ ...message, reactions }));
}

/** What a thread hangs on counts its replies; a reply that it knows of counts once. */
export function withReply(list: ChatMessage[], reply: ChatMessage): ChatMessage[] {
  if (reply.threadId === null) return list;
  return mapOne(list, reply.threadId, (root) =>
    reply.position <= root.threadPosition
      ? root
      : { ...root, replies: root.replies + 1, repliedAt: reply.at, threadPosition: reply.position },
  );
}

export function withRenamed(list: ChatMessage[], person: Person): ChatMessage[] {
  const isOld = (one: Person): boolean => one.id === person.id && one.name !== person.name;
  const isConcerned = ({ author, mentions }: ChatMessage): boolean => isOld(author) || mentions.some(isOld);
  if (!list.some(isConcerned)) return list;
  const named = <One extends Person>(one: One): One => (isOld(one) ? { ...one, name: person.name } : one);
  return list.map((message) =>
    isConcerned(message)
      ? { ...message, author: named(message.author), mentions: message.mentions.map(named) }
      : message,
  );
}

function mapOne(
  list: ChatMessage[],
  id: string,
  change: (message: ChatMessage) => ChatMessage,
): ChatMessage[] {
  const known = list.find((one) => one.id === id);
  const changed = known && change(known);
  if (!changed || changed === known) return list;
  return list.map((one) => (one === known ? changed : one));
}
