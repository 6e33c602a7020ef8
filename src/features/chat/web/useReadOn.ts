import { useEffect, useRef, useState } from 'react';
import type { ChatRoom } from '../contract.ts';
import { useQuietly } from './useQuietly.ts';

/** How far one has read is said at most so often, in ms. */
const saidEveryMs = 2_000;

/**
 * Says how far one has read, and where the line of what is new stands: where reading had come to when the channel was
 * opened, and again when one comes back to the page.
 */
export function useReadOn(room: ChatRoom | undefined): {
  linePosition: number;
  onSeen: (position: number) => void;
} {
  const quietly = useQuietly();
  const channelId = room?.channel.id;
  const [line, setLine] = useState<{ channelId: string; position: number }>();
  if (room && line?.channelId !== room.channel.id)
    setLine({ channelId: room.channel.id, position: room.readPosition });
  const known = useRef(0);
  const wanted = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const read = room?.readPosition ?? 0;
  useEffect(() => {
    known.current = wanted.current = 0;
    const away = (): void => {
      if (document.visibilityState === 'hidden' && channelId !== undefined)
        setLine({ channelId, position: known.current });
    };
    document.addEventListener('visibilitychange', away);
    return () => {
      document.removeEventListener('visibilitychange', away);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [channelId]);
  useEffect(() => {
    known.current = Math.max(known.current, read);
  }, [read]);

  const say = (): void => {
    timer.current = undefined;
    const position = wanted.current;
    if (channelId === undefined || position <= known.current) return;
    known.current = position;
    quietly('chat:read', { channelId, position }).catch(() => {
      // Said again with the next message that is seen.
      known.current = 0;
    });
  };
  return {
    linePosition: line?.channelId === channelId ? (line?.position ?? 0) : read,
    onSeen: (position) => {
      wanted.current = Math.max(wanted.current, position);
      // In an archived cohort nobody does anything any more.
      if (room?.channel.archived) return;
      if (wanted.current > known.current) timer.current ??= setTimeout(say, saidEveryMs);
    },
  };
}
