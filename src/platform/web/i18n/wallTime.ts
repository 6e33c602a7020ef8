import { dayIn, instantOf } from '#kernel/zonedTime.ts';

/** What a `datetime-local` field shows for this moment by the clocks of a zone: `2026-06-09T18:00`. Empty for none. */
export function wallOf(moment: string | null, zone: string): string {
  if (moment === null) return '';
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(moment));
  return `${dayIn(zone, new Date(moment))}T${clock}`;
}

/** The moment at which the clocks of the zone show what was typed; null for an empty field. */
export function momentOf(wall: string, zone: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(wall);
  if (!parts) return null;
  const [, day = '', hour, minute] = parts;
  return instantOf(day, Number(hour) * 60 + Number(minute), zone).toISOString();
}
