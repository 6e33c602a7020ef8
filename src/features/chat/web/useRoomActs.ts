import { useEffect, useMemo, useRef, useState } from 'react';
import type { CommandInput } from '#kernel/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useCommand, useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { chat, type Calls, type ChatMessage, type ReactionKind } from '../contract.ts';
import { wantedReactions, type Wanted } from './reacting.ts';
import { unsentOf, type Unsent } from './unsent.ts';

const oneChannelInOrder = { key: ({ channelId }: { channelId: string }) => `send/${channelId}` };
const oneReactionInOrder = {
  key: ({ messageId, kind }: { messageId: string; kind: string }) => `react/${messageId}/${kind}`,
};

export interface Saying {
  text: string;
  mentions: string[];
  calls: Calls;
}

/** Of one message: why something was not done about it. */
export interface Fault {
  messageId: string;
  reason: string;
}

type Settings = Omit<CommandInput<typeof chat, 'chat:set-up'>, 'channelId'>;

export interface RoomActs {
  onSend: (saying: Saying, threadId: string | null) => void;
  /** What was refused is sent again; what waited for long is sent. */
  onRetry: (unsent: Unsent) => void;
  onDiscard: (unsent: Unsent) => void;
  onReact: (messageId: string, kind: ReactionKind, on: boolean) => void;
  onPin: (message: ChatMessage) => void;
  /** These reject with ApiProblem. */
  onEdit: (messageId: string, text: string) => Promise<unknown>;
  onDelete: (messageId: string) => Promise<unknown>;
  onReport: (messageId: string, reason: string) => Promise<unknown>;
  onSettle: (messageId: string) => Promise<unknown>;
  onLock: (personId: string, minutes: number, channelId?: string) => Promise<unknown>;
  onSetUp: (settings: Settings) => Promise<unknown>;
  wanted: Wanted;
  fault: Fault | null;
  onFaultRead: () => void;
  /** Says at a message what became of something that the page was asked for. @throws what is no ApiProblem */
  onFailed: (messageId: string) => (problem: unknown) => void;
}

/** What one does in a channel. What was typed survives cuts and reloads; all else makes sense now alone. */
export function useRoomActs(channelId: string, sent: Sent): RoomActs {
  const { live } = useRealtime();
  const { pending, retry, confirm, discard } = usePending();
  const sending = useCommand(chat, 'chat:send', oneChannelInOrder);
  const reacting = useCommand(chat, 'chat:react', oneReactionInOrder);
  const [fault, setFault] = useState<Fault | null>(null);
  const failed = (messageId: string) => (problem: unknown) => {
    if (!(problem instanceof ApiProblem)) throw problem;
    setFault({ messageId, reason: problem.message });
  };
  const wanted = useMemo(() => wantedReactions(pending), [pending]);
  return {
    onSend: (saying, threadId) => {
      const { commandId, answered } = sending.send({ channelId, threadId, ...saying });
      sent.note(commandId, answered);
    },
    onRetry: ({ commandId, state }) => (state === 'failed' ? retry : confirm)(commandId),
    onDiscard: ({ commandId }) => discard(commandId),
    onReact: (messageId, kind, on) => {
      setFault(null);
      const { commandId, answered } = reacting.send({ messageId, kind, on });
      answered.catch((problem: unknown) => {
        discard(commandId);
        failed(messageId)(problem);
      });
    },
    onPin: ({ id: messageId, pinned }) => {
      setFault(null);
      live.api.command(chat, 'chat:pin', { messageId, on: !pinned }).catch(failed(messageId));
    },
    onEdit: (messageId, text) => live.api.command(chat, 'chat:edit', { messageId, text }),
    onDelete: (messageId) => live.api.command(chat, 'chat:delete', { messageId }),
    onReport: (messageId, reason) => live.api.command(chat, 'chat:report', { messageId, reason }),
    onSettle: (messageId) => live.api.command(chat, 'chat:settle', { messageId }),
    onLock: (personId, minutes, where = channelId) =>
      live.api.command(chat, 'chat:lock-person', { channelId: where, personId, minutes }),
    onSetUp: (settings) => live.api.command(chat, 'chat:set-up', { channelId, ...settings }),
    wanted,
    fault,
    onFaultRead: () => setFault(null),
    onFailed: failed,
  };
}

/** What this page has sent: what tells an echo from a message of the same words. */
export interface Sent {
  answered: ReadonlySet<string>;
  givenAt: ReadonlyMap<string, number>;
  note: (commandId: string, answered: Promise<ChatMessage>) => void;
}

/** @param lastPosition of the channel */
export function useSent(lastPosition: number): Sent {
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [givenAt, setGivenAt] = useState<ReadonlyMap<string, number>>(new Map());
  const last = useRef(lastPosition);
  useEffect(() => {
    last.current = lastPosition;
  }, [lastPosition]);
  return {
    answered,
    givenAt,
    note: (commandId, answer) => {
      setGivenAt((all) => new Map(all).set(commandId, last.current));
      answer.then(
        ({ id }) => setAnswered((all) => new Set(all).add(id)),
        // The list of what is not sent says why.
        () => {},
      );
    },
  };
}

interface Place {
  channelId: string;
  threadId: string | null;
  messages: readonly ChatMessage[];
  meId: string;
}

/** What was said in a channel, or in a thread of it, and is not with the server yet. */
export function useUnsent({ channelId, threadId, messages, meId }: Place, sent: Sent): readonly Unsent[] {
  const { pending } = usePending();
  const status = useConnectionStatus();
  const isAway = status.state === 'offline' || status.state === 'reconnecting';
  const { answered, givenAt } = sent;
  return useMemo(
    () => unsentOf(pending, { channelId, threadId, messages, meId, answered, givenAt, isAway }),
    [pending, channelId, threadId, messages, meId, answered, givenAt, isAway],
  );
}
