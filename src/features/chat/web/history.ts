import { chatLimits, type ChatMessage, type ChatPage, type ChatRoom } from '../contract.ts';

/** A page of what was said, as it is asked for. */
export interface PageWish {
  direction: 'before' | 'after';
  position: number;
}

export interface History {
  messages: readonly ChatMessage[];
  reacted: ChatRoom['reacted'];
  hasEarlier: boolean;
  /** More was said after these; the newest is not among them. */
  hasLater: boolean;
}

type Newest = Pick<ChatRoom, 'messages' | 'hasEarlier' | 'reacted'>;

/**
 * What can be shown without a gap: the pages, and the newest messages where the pages reach them. Pages follow each
 * other from the earliest to the latest; one that has not come yet ends what is known on its side.
 */
export function historyOf(newest: Newest, pages: readonly (ChatPage | undefined)[]): History {
  const known = pages.filter((page) => page !== undefined);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return { ...newest, hasLater: false };
  const reaches = reachesNewest(newest, last);
  const all = [...known.flatMap(({ messages }) => messages), ...(reaches ? newest.messages : [])];
  // What stands in two of them was kept true in both; the newest messages are the first to hear.
  const byPosition = new Map(all.map((message) => [message.position, message]));
  return {
    messages: [...byPosition.values()].sort((one, other) => one.position - other.position),
    reacted: Object.assign({}, ...known.map(({ reacted }) => reacted), newest.reacted) as ChatRoom['reacted'],
    hasEarlier: first.hasEarlier,
    hasLater: !reaches,
  };
}

function reachesNewest({ messages }: Newest, last: ChatPage): boolean {
  const end = last.messages.at(-1)?.position ?? 0;
  const [oldest] = messages;
  return !last.hasLater || !oldest || oldest.position <= end;
}

/** The page before the earliest message that is known. */
export function earlierWish(newest: Newest, pages: readonly (ChatPage | undefined)[]): PageWish | undefined {
  const { messages, hasEarlier } = historyOf(newest, pages);
  const [oldest] = messages;
  return hasEarlier && oldest ? { direction: 'before', position: oldest.position } : undefined;
}

/** The page after the latest message that the pages know, where they leave off before the newest. */
export function laterWish(pages: readonly (ChatPage | undefined)[]): PageWish | undefined {
  const last = pages.at(-1);
  const end = last?.messages.at(-1);
  return last?.hasLater && end ? { direction: 'after', position: end.position } : undefined;
}

/**
 * The newest messages are a window that moves on. Whoever reads further up keeps what falls out of it: pages take it
 * over before it does.
 */
export function keptWish(newest: Newest, pages: readonly (ChatPage | undefined)[]): PageWish | undefined {
  const [oldest] = newest.messages;
  if (!oldest) return undefined;
  const last = pages.at(-1);
  if (pages.length === 0) return { direction: 'after', position: oldest.position - 1 };
  const end = last?.messages.at(-1);
  if (!last?.hasLater || !end || !reachesNewest(newest, last)) return undefined;
  const middle = newest.messages[Math.floor(chatLimits.page / 2)];
  return middle && end.position < middle.position
    ? { direction: 'after', position: end.position }
    : undefined;
}
