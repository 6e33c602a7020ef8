import { useEffect, useState } from 'react';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import type { ConnectionStatus } from '#platform/web/realtime/status.ts';
import { isTyped, singleKeysAreOn } from '#platform/web/ui/singleKeys.ts';
import { sessions } from '../contract.ts';

/**
 * Whether the wall is blank: as staff have it, and `B` on the wall says so for all of them. Without a connection it
 * still darkens this one, until staff are heard to have it otherwise.
 *
 * @param isBlank as staff have it
 */
export function useBlank(sessionId: string, isBlank: boolean): boolean {
  const { live } = useRealtime();
  const [pressed, setPressed] = useState<{ over: boolean; wish: boolean } | null>(null);
  // What was pressed here holds until what staff have changes, and is then done with.
  if (pressed !== null && pressed.over !== isBlank) setPressed(null);
  const shown = pressed?.over === isBlank ? pressed.wish : isBlank;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'b' || isTyped(event) || event.repeat || !singleKeysAreOn()) return;
      event.preventDefault();
      setPressed({ over: isBlank, wish: !shown });
      live.api.command(sessions, 'session:blank', { sessionId, on: !shown }).catch(() => {
        // A wall says nothing of a network; it is dark, or back, here.
      });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [live, sessionId, isBlank, shown]);
  return shown;
}

/** How old what is shown is, in whole seconds, while the connection is away; null while it is there. */
export function useFrameAge({ state }: Pick<ConnectionStatus, 'state'>): number | null {
  const isAway = state === 'reconnecting' || state === 'offline';
  const [lastMs, setLastMs] = useState(() => performance.now());
  const [nowMs, setNowMs] = useState(lastMs);
  useEffect(() => {
    const look = (): void => {
      const now = performance.now();
      setNowMs(now);
      if (!isAway) setLastMs(now);
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [isAway]);
  return isAway ? Math.max(1, Math.round((nowMs - lastMs) / 1_000)) : null;
}
