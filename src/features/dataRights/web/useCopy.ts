import { useEffect, useState } from 'react';
import { jobs, type JobProgress } from '#features/jobs/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { dataRights, type ExportTicket } from '../contract.ts';

/** How the newest copy of one person's data stands, of those that the reader asked for. */
export type Copy =
  | { state: 'loading' }
  /** None was asked for lately. */
  | { state: 'none' }
  | { state: 'making'; progress: JobProgress | null }
  | { state: 'made'; href: string; fileName: string; expiresAt: string; isGoing: boolean }
  /** It was tried several times. */
  | { state: 'dead' }
  | { state: 'failed'; sentence: string };

interface Whose {
  /** undefined: nobody yet. */
  userId: string | undefined;
  /** null: everything that is kept about the person. */
  organisationId: string | null;
}

type Asking = { state: 'ready' } | { state: 'asking' } | { state: 'failed'; sentence: string };

/**
 * Has a copy made, by a job that goes on when the page is closed, and fetches it once it is there.
 *
 * @param wordsOf why something was not done
 */
export function useCopy({ userId, organisationId }: Whose, wordsOf: (problem: unknown) => string) {
  const [asking, setAsking] = useState<Asking>({ state: 'ready' });
  /** The one that was asked for on this page: it goes to the downloads by itself. */
  const [awaited, setAwaited] = useState<string>();
  const enabled = userId !== undefined;
  const copies = useLiveView(dataRights, 'rights:copies', {}, { enabled });
  const newest = copies.data?.copies.find(
    (one) => one.userId === userId && one.organisationId === organisationId,
  );
  const isMaking = newest?.readyAt === null;
  const job = useLiveView(jobs, 'jobs:asked', { jobId: newest?.jobId ?? '' }, { enabled: isMaking });
  const isAwaited = newest !== undefined && newest.exportId === awaited;
  const href = newest && `${basePath}/api/exports/${newest.exportId}`;
  const isGoing = isAwaited && !isMaking;
  useEffect(() => {
    // It is sent as a download, so that the page stays.
    if (isGoing) location.assign(href!);
  }, [isGoing, href]);

  const copy = ((): Copy => {
    if (asking.state === 'failed') return asking;
    if (asking.state === 'asking') return { state: 'making', progress: null };
    if (newest && isMaking) {
      const { state, progress = null } = job.data ?? {};
      return state === 'dead' || state === 'discarded' ? { state: 'dead' } : { state: 'making', progress };
    }
    if (newest) {
      const { fileName, expiresAt } = newest;
      return { state: 'made', href: href!, fileName, expiresAt, isGoing };
    }
    if (copies.error && !copies.data) return { state: 'failed', sentence: wordsOf(copies.error) };
    return copies.isLoading ? { state: 'loading' } : { state: 'none' };
  })();

  const make = async (ask: () => Promise<ExportTicket>): Promise<void> => {
    setAsking({ state: 'asking' });
    try {
      setAwaited((await ask()).exportId);
      setAsking({ state: 'ready' });
    } catch (problem) {
      setAsking({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  return { copy, make, forget: () => setAsking({ state: 'ready' }) };
}
