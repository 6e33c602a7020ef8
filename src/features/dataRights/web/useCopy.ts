import { useState } from 'react';
import { basePath } from '#platform/web/api/basePath.ts';
import type { ExportTicket } from '../contract.ts';

export type Copy =
  | { state: 'ready' }
  | { state: 'making' }
  | { state: 'made'; href: string; fileName: string; expiresAt: string }
  | { state: 'failed'; sentence: string };

/** Has a copy made ready and fetches it. @param wordsOf why something was not done */
export function useCopy(wordsOf: (problem: unknown) => string) {
  const [copy, setCopy] = useState<Copy>({ state: 'ready' });
  const make = async (ask: () => Promise<ExportTicket>): Promise<void> => {
    setCopy({ state: 'making' });
    try {
      const { exportId, fileName, expiresAt } = await ask();
      const href = `${basePath}/api/exports/${exportId}`;
      setCopy({ state: 'made', href, fileName, expiresAt });
      // It is sent as a download, so that the page stays.
      location.assign(href);
    } catch (problem) {
      setCopy({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  return { copy, make, forget: () => setCopy({ state: 'ready' }) };
}
