import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { reactionKinds, type ChatMessage, type ReactionKind } from '../contract.ts';

/** One kind of reaction to a message, as the reader sees it. */
export interface Reaction {
  kind: ReactionKind;
  count: number;
  /** The reader gave it. */
  isOwn: boolean;
}

/** What the reader gave or took back and the server has not answered yet, by message and kind; the newest counts. */
export type Wanted = ReadonlyMap<string, boolean>;

const keyOf = (messageId: string, kind: string): string => `${messageId}/${kind}`;

export function wantedReactions(pending: readonly PendingCommand[]): Wanted {
  return new Map(
    pending
      .filter(({ name, state }) => name === 'chat:react' && state !== 'failed')
      .map(({ input }) => [keyOf(String(input['messageId']), String(input['kind'])), input['on'] === true]),
  );
}

/** The reactions to a message with the reader's own, those on their way included. */
export function reactionsOf(
  { id, reactions }: Pick<ChatMessage, 'id' | 'reactions'>,
  given: readonly ReactionKind[],
  wanted: Wanted,
): Reaction[] {
  return reactionKinds.flatMap((kind) => {
    const told = reactions.find((one) => one.kind === kind)?.count ?? 0;
    const wasOwn = given.includes(kind);
    const isOwn = wanted.get(keyOf(id, kind)) ?? wasOwn;
    const count = told + Number(isOwn) - Number(wasOwn);
    return count > 0 ? [{ kind, count, isOwn }] : [];
  });
}
