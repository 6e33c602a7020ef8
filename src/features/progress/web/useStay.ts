import { useEffect, useMemo, useRef } from 'react';
import { newId } from '#kernel/ids.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import type { CompletionRule } from '#features/cohorts/contract.ts';
import { progress, type LessonStay } from '../contract.ts';
import { keptStays } from './keptStays.ts';
import { StayDesk, type StayPlace } from './stayDesk.ts';

interface StayAsked extends StayPlace {
  /** False for staff, and for a lesson that is not open: nothing is counted. */
  isCounted: boolean;
  completes: CompletionRule | undefined;
}

/** Time between two reports, in ms. */
const everyMs = 60_000;

/** Counts how long a lesson can be seen, and tells the server. @returns what the server knows; nothing for staff */
export function useStay({ cohortId, lessonId, isCounted, completes }: StayAsked): LessonStay | undefined {
  const desk = useStayDesk();
  const { data: stay } = useLiveView(
    progress,
    'progress:lesson',
    { cohortId, lessonId },
    { enabled: isCounted },
  );
  const spent = useRef(stay);
  useEffect(() => void (spent.current = stay), [stay]);
  const neededSeconds = completes?.by === 'dwell' ? completes.minutes * 60 : undefined;

  useEffect(() => {
    if (!isCounted || !desk) return;
    const place = { cohortId, lessonId };
    let seenSince = isVisible() ? performance.now() : undefined;
    const note = (): void => {
      if (seenSince === undefined) return;
      const now = performance.now();
      desk.note(place, (now - seenSince) / 1_000);
      seenSince = now;
    };
    const tell = (): void => {
      note();
      void desk.tell();
    };
    const turn = (): void => {
      if (isVisible()) seenSince ??= performance.now();
      else {
        tell();
        seenSince = undefined;
      }
    };
    // Looked at each second, since a lesson that its reader has stayed in for long enough is complete then.
    let isReached = false;
    const look = setInterval(() => {
      if (isReached || neededSeconds === undefined || seenSince === undefined) return;
      const here = (performance.now() - seenSince) / 1_000;
      if ((spent.current?.seconds ?? 0) + desk.untold(place) + here < neededSeconds) return;
      isReached = true;
      tell();
    }, 1_000);
    const report = setInterval(tell, everyMs);
    document.addEventListener('visibilitychange', turn);
    addEventListener('pagehide', tell);
    void desk.tell(place);
    return () => {
      clearInterval(look);
      clearInterval(report);
      document.removeEventListener('visibilitychange', turn);
      removeEventListener('pagehide', tell);
      tell();
    };
  }, [desk, isCounted, cohortId, lessonId, neededSeconds]);

  return isCounted ? stay : undefined;
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}

/** One of each person in this tab; what it could not tell is in this browser's store. */
function useStayDesk(): StayDesk | undefined {
  const { live, session } = useRealtime();
  const personId = session?.personId;
  return useMemo(() => {
    if (personId === undefined) return undefined;
    return new StayDesk({
      keeper: keptStays(personId),
      newId,
      send: (commandId, report) => live.api.command(progress, 'progress:report', report, { commandId }),
    });
  }, [live, personId]);
}
