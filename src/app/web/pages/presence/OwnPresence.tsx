import { useState } from 'react';
import { presence } from '#features/presence/contract.ts';
import { BeingSeen, type SeenSaving } from '#features/presence/web/BeingSeen.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useProblemWords } from '../useProblemWords.ts';

/** Whether one is seen, in the settings. */
export function OwnPresence() {
  const { live } = useRealtime();
  const problemWords = useProblemWords();
  const own = useLiveView(presence, 'presence:mine', {});
  const [saving, setSaving] = useState<SeenSaving>({ state: 'ready' });
  const hide = async (hidden: boolean): Promise<void> => {
    setSaving({ state: 'saving' });
    try {
      await live.api.command(presence, 'presence:hide', { hidden });
      setSaving({ state: 'saved' });
    } catch (problem) {
      setSaving({ state: 'failed', sentence: problemWords(problem) });
    }
  };
  return <BeingSeen own={viewOf(own)} saving={saving} onHide={(hidden) => void hide(hidden)} />;
}
