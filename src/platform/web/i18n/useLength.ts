import { useTranslation } from 'react-i18next';
import { lengthOf } from './lengthOf.ts';

/** Tells lengths of time, given in seconds, in words: `45 s`, `3 min`. */
export function useLength(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const { unit, count } = lengthOf(seconds);
    return t(`length.${unit}`, { count });
  };
}
