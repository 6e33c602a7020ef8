import { createContext, use, useEffect } from 'react';

/** The question that the reader came for; null: none. */
export const WantedQuestionContext = createContext<string | null>(null);

/** Brings the question that the reader came for into sight, once the list is there. @returns its id */
export function useWantedQuestion(): string | null {
  const wanted = use(WantedQuestionContext);
  useEffect(() => {
    if (wanted === null) return;
    const row = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(wanted)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }, [wanted]);
  return wanted;
}
