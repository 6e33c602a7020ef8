/** Dates, times and zones in words, for one reader: the reader's customs and the reader's zone. */
export interface Formats {
  readonly zone: string;
  /** `11:02` in the reader's zone, or in the one named. */
  clock(at: string, zone?: string): string;
  /** `Tue 9 June` */
  day(at: string, zone?: string): string;
  /** `Tue 9 June 2026`: for what is read again years later. */
  fullDay(at: string, zone?: string): string;
  /** `9 June, 11:02` */
  moment(at: string, zone?: string): string;
  /** `11:02` on the same day, `9 June, 11:02` on another. */
  when(at: string, now: Date): string;
  /** `9–10 June 2026`, for calendar days that belong to no zone. */
  days(startsOn: string, endsOn: string): string;
  /** `Lagos, GMT+1` */
  zoneName(zone: string, at: Date): string;
  /** `4 minutes ago` */
  ago(at: string, now: Date): string;
  number(value: number): string;
  percent(value: number): string;
  /** Whether two names can be told apart by case and accents in this language: for sorting. */
  compare(a: string, b: string): number;
}

export function formatsFor({ customs, zone }: { customs: string; zone: string }): Formats {
  const dates = new Map<string, Intl.DateTimeFormat>();
  const date = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    const known = dates.get(key) ?? new Intl.DateTimeFormat(customs, options);
    dates.set(key, known);
    return known;
  };
  const dayKey = (at: Date): string =>
    date({ year: 'numeric', month: 'numeric', day: 'numeric', timeZone: zone }).format(at);
  const clock = (at: string, inZone = zone): string =>
    date({ hour: '2-digit', minute: '2-digit', timeZone: inZone }).format(new Date(at));
  const moment = (at: string, inZone = zone): string =>
    date({ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: inZone }).format(
      new Date(at),
    );
  const relative = new Intl.RelativeTimeFormat(customs, { numeric: 'auto' });
  const numbers = new Intl.NumberFormat(customs);
  const percents = new Intl.NumberFormat(customs, { style: 'percent' });
  const collator = new Intl.Collator(customs, { sensitivity: 'base', numeric: true });

  return {
    zone,
    clock,
    day: (at, inZone = zone) =>
      date({ weekday: 'short', day: 'numeric', month: 'long', timeZone: inZone }).format(new Date(at)),
    fullDay: (at, inZone = zone) =>
      date({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: inZone }).format(
        new Date(at),
      ),
    moment,
    when: (at, now) => (dayKey(new Date(at)) === dayKey(now) ? clock(at) : moment(at)),
    days: (startsOn, endsOn) =>
      date({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatRange(
        new Date(`${startsOn}T12:00:00Z`),
        new Date(`${endsOn}T12:00:00Z`),
      ),
    zoneName: (name, at) => {
      const city = name.split('/').at(-1)!.replaceAll('_', ' ');
      const offset = zoneOffset(name, at);
      return name === 'UTC' ? name : `${city}, ${offset}`;
    },
    ago: (at, now) => {
      const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
      const [amount, unit] = inLargestUnit(seconds);
      return relative.format(amount, unit);
    },
    number: (value) => numbers.format(value),
    percent: (value) => percents.format(value / 100),
    compare: (a, b) => collator.compare(a, b),
  };
}

/** `GMT+1` */
function zoneOffset(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    at,
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** How far the clock of `zone` is ahead of the clock of `other` at this instant, in minutes. */
export function minutesAhead(zone: string, other: string, at: Date): number {
  return wallMinutes(zone, at) - wallMinutes(other, at);
}

function wallMinutes(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute')) / 60_000;
}

function inLargestUnit(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(seconds);
  if (size < 60) return [seconds, 'second'];
  if (size < 3600) return [Math.round(seconds / 60), 'minute'];
  if (size < 86_400) return [Math.round(seconds / 3600), 'hour'];
  return [Math.round(seconds / 86_400), 'day'];
}
