import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/ids.ts';
import { createApi } from '#platform/web/api/client.ts';
import { fetchWithProgress } from '#platform/web/api/fetchWithProgress.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { lessons, type CourseFile } from '../../contract.ts';

/** A file on its way into the course. */
export type Upload = { id: string; name: string } & (
  | { state: 'sending'; share: number }
  /** All of it is sent; the server looks at what it is. */
  | { state: 'checking' }
  | { state: 'refused'; reason: string }
  | { state: 'done'; file: CourseFile }
);

export interface Uploads {
  uploads: readonly Upload[];
  send: (files: readonly File[], onDone: (file: CourseFile) => void) => void;
  /** Calls off what is on its way; forgets what is over. */
  dismiss: (id: string) => void;
}

/** Brings files into the course, one after the other, and tells how far they are. */
export function useUploads(cohortId: string): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const leaves = useRef(new Map<string, AbortController>());
  const last = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    const running = leaves.current;
    return () => {
      for (const leave of running.values()) leave.abort();
    };
  }, []);

  const become = useCallback((upload: Upload): void => {
    setUploads((all) => all.map((one) => (one.id === upload.id ? upload : one)));
  }, []);

  const sendOne = useCallback(
    async (id: string, file: File, onDone: (file: CourseFile) => void): Promise<void> => {
      const leave = leaves.current.get(id);
      if (!leave || leave.signal.aborted) return;
      const name = nameOf(file);
      const api = createApi({
        fetch: fetchWithProgress((share) =>
          become(share < 1 ? { id, name, state: 'sending', share } : { id, name, state: 'checking' }),
        ),
        newId,
        onUnauthorised: () => {},
      });
      try {
        const input = { cohortId, name };
        const brought = await api.upload(lessons, 'lessons:upload', input, file, { signal: leave.signal });
        become({ id, name, state: 'done', file: brought });
        onDone(brought);
      } catch (problem) {
        if (leave.signal.aborted) return;
        become({ id, name, state: 'refused', reason: problem instanceof ApiProblem ? problem.message : '' });
      } finally {
        leaves.current.delete(id);
      }
    },
    [cohortId, become],
  );

  const send = useCallback(
    (files: readonly File[], onDone: (file: CourseFile) => void): void => {
      for (const file of files) {
        const id = newId();
        leaves.current.set(id, new AbortController());
        setUploads((all) => [...all, { id, name: nameOf(file), state: 'sending', share: 0 }]);
        last.current = last.current.then(() => sendOne(id, file, onDone));
      }
    },
    [sendOne],
  );

  const dismiss = useCallback((id: string): void => {
    leaves.current.get(id)?.abort();
    setUploads((all) => all.filter((one) => one.id !== id));
  }, []);
  return { uploads, send, dismiss };
}

/** What is pasted is called `image.png`, whatever it shows. */
function nameOf({ name }: File): string {
  return name.trim().slice(-150) || 'file';
}
