import { useEffect, useState } from 'react';
import type { ConnectionStatus } from '#platform/web/realtime/status.ts';
import { isTyped, singleKeysAreOn } from '#platform/web/ui/singleKeys.ts';

/** Whether the wall is blank: `B` makes it so, and brings it back. */
export function useBlank(): boolean {
  const [isBlank, setBlank] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'b' || isTyped(event) || event.repeat || !singleKeysAreOn()) return;
      event.preventDefault();
      setBlank((was) => !was);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return isBlank;
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
