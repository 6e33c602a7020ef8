import { useEffect, useState } from 'react';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { attendLeaseMs } from '../contract.ts';

/** How often a page looks at the clock, in ms: what it shows changes by the minute. */
const lookEveryMs = 5_000;

/**
 * The server's time in ms since 1970, looked at again every few seconds and when the page comes back into sight.
 * The server is asked once a page: a phone whose clock is an hour off would wait for the wrong hour.
 */
export function useServerNow(nowMs: () => number = serverNowMs): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const look = (): void => setNow(nowMs());
    if (nowMs === serverNowMs && serverTime.isDoubtful) void askServerTime().then(look);
    const timer = setInterval(look, lookEveryMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [nowMs]);
  return now;
}

/** Every answer names its second, so the address of this very page will do. */
async function askServerTime(): Promise<void> {
  try {
    const { headers } = await fetch(`${basePath}/`, { method: 'HEAD', cache: 'no-store' });
    const second = Date.parse(headers.get('date') ?? '');
    // Somewhere in that second.
    if (Number.isFinite(second)) serverTime.hear(new Date(second + 500).toISOString());
  } catch {
    // Without a network this device's clock is the best there is; the next page asks again.
  }
}

/** A lease that was just given says what time it is at the server. */
export function hearLease(until: string): void {
  serverTime.hear(new Date(Date.parse(until) - attendLeaseMs).toISOString());
}
