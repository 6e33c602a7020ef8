import type { Clock } from '#kernel/clock.ts';
import type { Page } from '#platform/web/realtime/page.ts';
import { attendEveryMs } from '../contract.ts';

export interface AttendanceParts {
  clock: Clock;
  page: Pick<Page, 'on'>;
  /** Says that one is in. What does not get through is said again with the next beat. */
  attend: () => void;
  /** Says that one is out; must outlive the page. */
  leave: () => void;
}

/**
 * Says that somebody is in, at once and then often enough that the lease never lapses: also when a phone that
 * slept wakes up, or the network is back. Says that they are out when the page is left.
 *
 * @returns ends it, and says that they are out
 */
export function keepAttending({ clock, page, attend, leave }: AttendanceParts): () => void {
  let stopTimer = (): void => {};
  let lastMs = 0;
  let isIn = false;
  const beat = (): void => {
    stopTimer();
    stopTimer = clock.after(attendEveryMs, beat);
    lastMs = clock.nowMs();
    isIn = true;
    attend();
  };
  const goOut = (): void => {
    stopTimer();
    if (isIn) leave();
    isIn = false;
  };
  // Timers of a page that nobody looks at come late, or not at all.
  const beatIfDue = (): void => {
    if (!isIn || clock.nowMs() - lastMs >= attendEveryMs) beat();
  };
  const stops = [
    page.on('visible', beatIfDue),
    page.on('online', beat),
    page.on('resume', beatIfDue),
    page.on('leave', goOut),
  ];
  beat();
  return () => {
    for (const stop of stops) stop();
    goOut();
  };
}
