import { useMemo } from 'react';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full, loading } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { lessons, type LessonNote } from '../../contract.ts';
import { mergeNotes } from '../saving/merge.ts';
import { useAutosave, type Document } from '../saving/useAutosave.ts';
import type { Note } from './NotePanel.tsx';

/** The reader's note to one lesson; the component that holds it is another one for another lesson. */
export function useNote({ cohortId, lessonId }: { cohortId: string; lessonId: string }): Note {
  const { live } = useRealtime();
  const note = useLiveView(lessons, 'lessons:note', { cohortId, lessonId });
  const document = useMemo(
    (): Document<string> => ({
      command: 'lessons:save-note',
      key: `lessons/note/${lessonId}`,
      equal: (one, other) => one === other,
      merge: mergeNotes,
      fetch: async () => savedOf((await live.api.view(lessons, 'lessons:note', { cohortId, lessonId })).data),
      inputOf: (text, revision) => ({ cohortId, lessonId, text, revision }),
      valueOf: (input) =>
        input['lessonId'] === lessonId && input['cohortId'] === cohortId ? String(input['text']) : undefined,
    }),
    [live, cohortId, lessonId],
  );
  const told = useMemo(() => note.data && savedOf(note.data), [note.data]);
  const { value, saving, isJoined, change, retry, flush } = useAutosave(document, told);
  const view = viewOf(note);
  return {
    text: value !== undefined ? full(value) : view.state === 'failed' ? view : loading,
    saving,
    savedAt: note.data?.savedAt ?? null,
    isJoined,
    onChange: change,
    onLeave: flush,
    onRetry: retry,
  };
}

function savedOf({ text, revision }: LessonNote): { value: string; revision: number } {
  return { value: text, revision };
}
