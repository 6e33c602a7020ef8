import { useEffect, useState } from 'react';

/** The time, looked at again each second and when the page comes back into sight; in ms since 1970. */
export function useTick(nowMs: () => number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      clearTimeout(timer);
      const at = nowMs();
      setNow(at);
      timer = setTimeout(look, 1_000 - (at % 1_000));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [nowMs]);
  return now;
}
