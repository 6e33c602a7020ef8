import { useCallback, useEffect, useRef, useState } from 'react';
import { basePath } from '#platform/web/api/basePath.ts';
import { browserChannel, type TabChannel } from '#platform/web/realtime/channel.ts';
import type { Trial } from './trial.ts';
import { TrialLine } from './trialLine.ts';

/** A change goes by what is tried out at that moment, on whatever page; null: nothing, or an end of it. */
export type ChangeTrial = (change: (trial: Trial | null) => Trial | null) => void;

interface TrialOptions {
  isRehearsed: boolean;
  /** The console: with it, what it has begun goes from the wall as well. */
  isHost?: boolean;
}

/** What staff of this browser try out in a rehearsal. */
export function useTrial(
  sessionId: string,
  { isRehearsed, isHost = false }: TrialOptions,
): { trial: Trial | null; change: ChangeTrial } {
  const [trial, setTrial] = useState<Trial | null>(null);
  const line = useRef<TrialLine | null>(null);
  useEffect(() => {
    if (!isRehearsed) return;
    const opened = new TrialLine(channelOf(sessionId), setTrial);
    line.current = opened;
    const end = (): void => {
      if (isHost && opened.trial !== null) opened.put(null);
    };
    addEventListener('pagehide', end);
    return () => {
      removeEventListener('pagehide', end);
      end();
      opened.close();
      line.current = null;
      setTrial(null);
    };
  }, [sessionId, isRehearsed, isHost]);
  const change = useCallback<ChangeTrial>((next) => {
    if (line.current) line.current.put(next(line.current.trial));
  }, []);
  return { trial, change };
}

/** Where pages cannot speak to each other, the console alone shows what is tried out. */
function channelOf(sessionId: string): TabChannel {
  if ('BroadcastChannel' in globalThis) return browserChannel(`stoa-rehearsal${basePath}/${sessionId}`);
  return { post: () => {}, hear: () => {}, close: () => {} };
}
