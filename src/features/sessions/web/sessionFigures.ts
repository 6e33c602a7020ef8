import { minutesOf, type SessionAttendance } from '../contract.ts';

export interface SessionFigures {
  /** As it was planned. */
  plannedMinutes: number;
  /** From its beginning to its end, or until now; whole minutes, rounded down. */
  heldMinutes: number;
  /** How many minutes after the planned start it began; below 0: before it. Rounded towards the plan. */
  lateMinutes: number;
}

/** How a session was held beside how it was planned; null for one that did not begin. */
export function sessionFigures(
  { startsAt, minutes, startedAt, endedAt }: SessionAttendance['session'],
  nowMs: number,
): SessionFigures | null {
  if (startedAt === null) return null;
  const beganMs = Date.parse(startedAt);
  const overMs = endedAt === null ? Math.max(beganMs, nowMs) : Date.parse(endedAt);
  const late = Math.trunc((beganMs - Date.parse(startsAt)) / 60_000);
  return {
    plannedMinutes: minutes,
    heldMinutes: minutesOf((overMs - beganMs) / 1_000),
    // Less than a minute early is not minus nothing.
    lateMinutes: late === 0 ? 0 : late,
  };
}
