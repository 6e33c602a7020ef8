import { useCallback, useEffect, useRef, useState } from 'react';
import type { LessonMedia } from '#features/lessons/contract.ts';
import { hashOf } from '#features/lessons/web/files.ts';
import type { Watching } from '#features/lessons/web/media/Player.tsx';
import { reportOf } from '#features/lessons/web/media/report.ts';
import type { Played } from '#features/lessons/web/media/usePlayed.ts';
import { progress } from '#features/progress/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

interface WatchingParts {
  cohortId: string;
  lessonId: string;
  media: LessonMedia | null | undefined;
  /** Nobody counts what staff watch. */
  counts: boolean;
}

/** Where the reader stopped in a lesson's recording; what they play is told in the background. */
export function useWatching({ cohortId, lessonId, media, counts }: WatchingParts): Watching | undefined {
  const { session } = useRealtime();
  const outbox = useRef(session?.outbox);
  useEffect(() => void (outbox.current = session?.outbox), [session]);
  const last = useRef<string>(undefined);

  const isRecording = media?.kind === 'video' || media?.kind === 'audio';
  const hash = isRecording ? hashOf(media.file.address) : '';
  const isOn = counts && isRecording;
  const stay = useLiveView(progress, 'progress:lesson', { cohortId, lessonId }, { enabled: isOn });
  // Where one stopped before, not where one is now: the place is told back while one watches.
  const [before, setBefore] = useState<number>();
  if (before === undefined && stay.data) {
    setBefore(stay.data.media.find((one) => one.media === hash)?.positionSeconds ?? 0);
  }

  const onPlayed = useCallback(
    (played: Played): void => {
      const box = outbox.current;
      if (!box) return;
      // All of this visit is in each report: one that has not got through is replaced.
      const unsent = box.get().find(({ commandId }) => commandId === last.current);
      if (unsent && unsent.state !== 'sending') box.discard(unsent.commandId);
      const input = { cohortId, lessonId, seconds: 0, played: { media: hash, ...reportOf(played) } };
      const sent = box.submit('progress:report', input, `progress/stay/${lessonId}`, { staysWanted: true });
      last.current = sent.commandId;
    },
    [cohortId, lessonId, hash],
  );
  return isOn ? { fromSeconds: before ?? 0, onPlayed } : undefined;
}
