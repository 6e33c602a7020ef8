import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { LiveSession } from '../contract.ts';
import { minutesUntil } from './sessionPhase.ts';
import { useSessionsWords } from './useSessionsWords.ts';

/** From here on a day and an hour say more than a number of hours. */
const farMinutes = 12 * 60;

/** How long it is until a session starts, in a sentence that changes by the minute. */
export function useStartWords(): (
  session: Pick<LiveSession, 'startsAt' | 'host'>,
  startsInMs: number,
) => string {
  const { t } = useSessionsWords();
  const formats = useFormats();
  return ({ startsAt, host }, startsInMs) => {
    if (startsInMs <= 0) return host ? t('clock.due', { host: host.name }) : t('clock.dueNobody');
    const minutes = minutesUntil(startsInMs);
    if (startsInMs < 60_000) return t('clock.startsSoon');
    if (minutes < 60) return t('clock.startsIn', { count: minutes });
    if (minutes < farMinutes)
      return t('clock.startsInHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    return t('clock.starts', { when: formats.moment(startsAt) });
  };
}
