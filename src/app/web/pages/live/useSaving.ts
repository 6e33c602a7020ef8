import { useState } from 'react';
import type { ScheduleSaving } from '#features/sessions/web/ScheduleForm.tsx';
import { useProblemWords } from '../useProblemWords.ts';

/** Something that is saved, and how that stands. */
export function useSaving() {
  const problemWords = useProblemWords();
  const [saving, setSaving] = useState<ScheduleSaving>({ state: 'ready' });
  /** @returns whether it was saved */
  const save = async (work: () => Promise<unknown>): Promise<boolean> => {
    setSaving({ state: 'saving' });
    try {
      await work();
      setSaving({ state: 'saved', at: new Date().toISOString() });
      return true;
    } catch (problem) {
      setSaving({ state: 'failed', sentence: problemWords(problem) });
      return false;
    }
  };
  return { saving, save };
}
