import type { LiveSession } from '../contract.ts';

/** Where the run sheet says that an item begins and ends, in ms since 1970, counted from the planned start. */
export interface PlannedItem {
  id: string;
  startsMs: number;
  endsMs: number;
}

type Planned = Pick<LiveSession, 'startsAt' | 'agenda'>;

export function plannedItems({ startsAt, agenda }: Planned): PlannedItem[] {
  let startsMs = Date.parse(startsAt);
  return agenda.map(({ id, minutes }) => {
    const planned = { id, startsMs, endsMs: startsMs + minutes * 60_000 };
    startsMs = planned.endsMs;
    return planned;
  });
}

/** How a session stands to its run sheet. */
export type Pace =
  /** At no item, so nobody can say. */
  | { is: 'unknown' }
  | { is: 'on-plan'; leftMs: number }
  /** The item that is shown should have ended so long ago. */
  | { is: 'behind'; minutes: number }
  /** The item that is shown was to begin only so much later. */
  | { is: 'ahead'; minutes: number; leftMs: number };

/**
 * Behind or ahead of the run sheet, by the item that is shown. Begun minutes count in full: whoever is ten
 * seconds over is a minute behind, so that nobody looks punctual who is not.
 */
export function paceOf(session: Planned & Pick<LiveSession, 'currentItemId'>, nowMs: number): Pace {
  const planned = plannedItems(session).find(({ id }) => id === session.currentItemId);
  if (!planned) return { is: 'unknown' };
  const leftMs = planned.endsMs - nowMs;
  if (leftMs < 0) return { is: 'behind', minutes: Math.ceil(-leftMs / 60_000) };
  const earlyMs = planned.startsMs - nowMs;
  // Up to a minute early is on time.
  if (earlyMs < 60_000) return { is: 'on-plan', leftMs };
  return { is: 'ahead', minutes: Math.floor(earlyMs / 60_000), leftMs };
}

/** The item after the one that is shown; the first while none is; undefined at the end. */
export function nextItem({
  agenda,
  currentItemId,
}: Pick<LiveSession, 'agenda' | 'currentItemId'>): LiveSession['agenda'][number] | undefined {
  const at = agenda.findIndex(({ id }) => id === currentItemId);
  return agenda[at + 1];
}

/** Whole seconds as a clock shows them: `00:42:10`. */
export function runningFace(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map(twoDigits).join(':');
}

/** What is left, rounded up so that 0:00 means that it is over: `9:05`, `1:04:00`. */
export function leftFace(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
