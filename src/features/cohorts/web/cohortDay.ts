export type CohortDay =
  { state: 'before'; daysLeft: number } | { state: 'during'; day: number; of: number } | { state: 'after' };

interface CohortDates {
  /** Calendar days by the clock of `zone`, `2026-06-09`. */
  startsOn: string;
  endsOn: string;
  zone: string;
}

/** Which day of a cohort it is now, where the cohort is. */
export function cohortDay({ startsOn, endsOn, zone }: CohortDates, now: Date): CohortDay {
  const today = dayNumber(calendarDay(zone, now));
  const first = dayNumber(startsOn);
  const last = dayNumber(endsOn);
  if (today < first) return { state: 'before', daysLeft: first - today };
  if (today > last) return { state: 'after' };
  return { state: 'during', day: today - first + 1, of: last - first + 1 };
}

function calendarDay(zone: string, at: Date): string {
  // The Swedish way of writing a day is the ISO one.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
