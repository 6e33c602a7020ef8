const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
  formats.set(zone, known);
  return known;
}

const dayMs = 86_400_000;

/** What the clocks of the zone show at this instant, as if it were UTC. */
function wallMs(zone: string, atMs: number): number {
  const parts = formatOf(zone).formatToParts(atMs);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}

/** A calendar day so many days later (earlier, when negative). */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days the second day is after the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The calendar day that the clocks of the zone show at this instant. */
export function dayIn(zone: string, at: Date): string {
  return new Date(wallMs(zone, Math.floor(at.getTime() / 1000) * 1000)).toISOString().slice(0, 10);
}

/** Minutes since midnight on the clock's face of the zone at this instant, 0 to 1439. */
export function minuteIn(zone: string, at: Date): number {
  return Math.floor((wallMs(zone, Math.floor(at.getTime() / 1000) * 1000) % dayMs) / 60_000);
}

/**
 * The instant at which the clocks of a zone show this time on this day. A time that is left out when the
 * clocks go forward is as much later as they went forward; of one that comes twice, the first.
 *
 * @param day    `2026-06-09`
 * @param minute minutes since midnight on the clock's face, 0 to 1439
 */
export function instantOf(day: string, minute: number, zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const aheadBefore = wallMs(zone, wall - dayMs) - (wall - dayMs);
  const aheadAfter = wallMs(zone, wall + dayMs) - (wall + dayMs);
  const instants = [wall - aheadBefore, wall - aheadAfter].filter((at) => wallMs(zone, at) === wall);
  return new Date(instants.length > 0 ? Math.min(...instants) : wall - aheadBefore);
}
