import type { Formats } from '#platform/web/i18n/formats.ts';

/** `22:00`, as the reader's customs write a time of day. */
export function timeWords(time: string, formats: Formats): string {
  return formats.clock(`1970-01-01T${time}:00Z`, 'UTC');
}

/** In the order of their numbers: 1 is Monday. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** `Europe/Berlin` → `Berlin`. */
export function cityOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ');
}
