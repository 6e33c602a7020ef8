import { minutesOf, type SessionAttendance } from '../contract.ts';

export type AttendanceRow = SessionAttendance['people'][number] & {
  /** Whole minutes until now, the stay that goes on included. */
  minutesNow: number;
};

export type AttendanceOrder = 'name' | 'minutes';

/** @param compare whether two names can be told apart in the reader's language */
export function attendanceRows(
  { people }: Pick<SessionAttendance, 'people'>,
  order: AttendanceOrder,
  nowMs: number,
  compare: (a: string, b: string) => number,
): AttendanceRow[] {
  const rows = people.map((line) => ({ ...line, minutesNow: minutesUntilNow(line, nowMs) }));
  const byName = (a: AttendanceRow, b: AttendanceRow): number =>
    compare(a.person.name, b.person.name) || (a.person.id < b.person.id ? -1 : 1);
  return rows.sort((a, b) => (order === 'minutes' ? b.minutesNow - a.minutesNow : 0) || byName(a, b));
}

function minutesUntilNow({ seconds, inSince }: SessionAttendance['people'][number], nowMs: number): number {
  if (inSince === null) return minutesOf(seconds);
  const goingOn = Math.max(0, Math.floor((nowMs - Date.parse(inSince)) / 1_000));
  return minutesOf(seconds + goingOn);
}

export interface AttendanceFigures {
  came: number;
  of: number;
  /** Who came by the code alone; in none of the other figures. */
  guests: number;
  /** So many minutes at least half of those who came were in for; null while nobody has been. */
  medianMinutes: number | null;
}

export function attendanceFigures(rows: readonly AttendanceRow[]): AttendanceFigures {
  const ofClass = rows.filter(({ guest }) => !guest);
  const came = ofClass.filter(({ firstIn, inSince }) => firstIn !== null || inSince !== null);
  const minutes = came.map(({ minutesNow }) => minutesNow).sort((a, b) => b - a);
  const median = minutes[Math.ceil(minutes.length / 2) - 1];
  return {
    came: came.length,
    of: ofClass.length,
    guests: rows.length - ofClass.length,
    medianMinutes: median ?? null,
  };
}
