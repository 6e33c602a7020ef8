import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { dueWords } from './due.ts';
import { useProgressWords } from './words.ts';

/**
 * Says a moment of the plan in the reader's zone, `tomorrow, 09:00 (15:00 in Manila)`: the clock of the cohort
 * stands beside it where it shows something else at that moment.
 */
export function useDueWords(): (at: string, zone: string) => string {
  const { t } = useProgressWords();
  const formats = useFormats();
  const now = useNow();
  return (at, zone) => {
    const { day, elsewhere } = dueWords({ at, now, zone: formats.zone, otherZone: zone });
    const here = t(`due.${day}`, { day: formats.day(at), clock: formats.clock(at) });
    if (elsewhere === null) return here;
    const city = zone.split('/').at(-1)!.replaceAll('_', ' ');
    const there = { day: formats.day(at, zone), clock: formats.clock(at, zone), city };
    return elsewhere === 'same-day'
      ? t('due.elsewhere', { here, ...there })
      : t('due.elsewhereOtherDay', { here, ...there });
  };
}

/** `in 6 h 12 min`, of what is due within a day; otherwise undefined. */
export function useTimeLeft(): (at: string) => string | undefined {
  const { t } = useProgressWords();
  const now = useNow();
  return (at) => {
    const left = Math.floor((Date.parse(at) - now.getTime()) / 60_000);
    if (left < 0 || left >= 24 * 60) return undefined;
    const words = { hours: Math.floor(left / 60), minutes: left % 60 };
    return words.hours === 0 ? t('due.inMinutes', words) : t('due.inHours', words);
  };
}
