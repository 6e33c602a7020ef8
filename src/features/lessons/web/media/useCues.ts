import { useEffect, useState } from 'react';
import { readCaptions, type Cue } from './captions.ts';

export type Cues = { state: 'none' | 'loading' | 'failed' } | { state: 'full'; cues: readonly Cue[] };

/** The captions under an address, read as words: they are there even where the recording is not. */
export function useCues(href: string | null): Cues {
  const [read, setRead] = useState<{ href: string; cues: readonly Cue[] | null }>();
  useEffect(() => {
    if (href === null) return;
    const leave = new AbortController();
    fetch(href, { signal: leave.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`captions answered ${response.status}`);
        setRead({ href, cues: readCaptions(await response.text()) });
      })
      .catch(() => {
        if (!leave.signal.aborted) setRead({ href, cues: null });
      });
    return () => leave.abort();
  }, [href]);
  if (href === null) return { state: 'none' };
  if (read?.href !== href) return { state: 'loading' };
  return read.cues ? { state: 'full', cues: read.cues } : { state: 'failed' };
}
