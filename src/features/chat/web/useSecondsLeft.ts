import { useEffect, useState } from 'react';

/** Whole seconds until a moment, counted down; 0 once it is there. null: nothing is waited for. */
export function useSecondsLeft(atMs: number | null, nowMs: () => number): number {
  const left = atMs === null ? 0 : Math.max(0, Math.ceil((atMs - nowMs()) / 1_000));
  const [, setTick] = useState(0);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setTick((tick) => tick + 1), 1_000);
    return () => clearTimeout(timer);
  });
  return left;
}
