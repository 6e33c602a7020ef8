import { useEffect, useMemo, useRef, useState } from 'react';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { chatLimits, type ChatMessage } from '../contract.ts';
import { useQuietly } from './useQuietly.ts';

interface Writing {
  channelId: string;
  threadId: string | null;
  person: { id: string; name: string };
}

/** Who else is writing in a channel itself, or in one thread of it, and how one says that one is. Nothing of it is kept anywhere. */
export function useTyping(
  { channelId, threadId }: { channelId: string; threadId: string | null },
  meId: string,
): { names: readonly string[]; onType: () => void } {
  const { session } = useRealtime();
  const quietly = useQuietly();
  const [writing, setWriting] = useState<ReadonlyMap<string, string>>(new Map());
  const saidAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const forget = (id: string): void => setWriting((all) => without(all, id));
    const stop = session?.line.hear((news) => {
      if (news.kind !== 'event') return;
      const { type, data } = news.envelope;
      if (type === 'chat:message') {
        const { channelId: where, threadId: below, author } = data as ChatMessage;
        if (where === channelId && below === threadId) forget(author.id);
      }
      if (type !== 'chat:typing') return;
      const { channelId: where, threadId: below, person } = data as Writing;
      if (where !== channelId || below !== threadId || person.id === meId) return;
      clearTimeout(timers.get(person.id));
      timers.set(
        person.id,
        setTimeout(() => forget(person.id), chatLimits.typingShownMs),
      );
      setWriting((all) => new Map(all).set(person.id, person.name));
    });
    return () => {
      stop?.();
      for (const timer of timers.values()) clearTimeout(timer);
      setWriting(new Map());
    };
  }, [session, channelId, threadId, meId]);
  const names = useMemo(() => [...writing.values()], [writing]);
  return {
    names,
    onType: () => {
      const nowMs = performance.now();
      if (nowMs - saidAtMs.current < chatLimits.typingEveryMs) return;
      saidAtMs.current = nowMs;
      quietly('chat:type', { channelId, threadId }).catch(() => {
        // That somebody was writing is worth nothing a moment later.
      });
    },
  };
}

function without(all: ReadonlyMap<string, string>, id: string): ReadonlyMap<string, string> {
  if (!all.has(id)) return all;
  const others = new Map(all);
  others.delete(id);
  return others;
}
