import { useEffect, useState } from 'react';
import { useNow } from '#platform/web/ui/now.tsx';

/** Whether a moment has passed; to the second, though the page's clock is looked at once a minute. null: never. */
export function useIsOver(at: string | null): boolean {
  const nowMs = useNow().getTime();
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(() => setPassed(at), Math.max(0, Date.parse(at) - nowMs));
    return () => clearTimeout(timer);
  }, [at, nowMs]);
  return at !== null && (passed === at || Date.parse(at) <= nowMs);
}
