import type { Pace } from './pace.ts';
import { useProgressWords } from './words.ts';

/** A pace in a word or two, for a list, and the lessons that it comes from. */
export function usePaceWords(): (pace: Pace) => { short: string; reason: string } {
  const { t } = useProgressWords();
  const titles = (lessons: readonly { title: string }[]): string =>
    lessons.map(({ title }) => title).join(', ');
  return (pace) => {
    switch (pace.state) {
      case 'unplanned':
        return { short: '', reason: '' };
      case 'done':
        return { short: t('pace.shortDone'), reason: '' };
      case 'on-plan':
        return { short: t('pace.shortOnPlan'), reason: t('pace.whyOnPlan') };
      case 'behind': {
        const { lessons } = pace;
        return {
          short: t('pace.shortBehind', { count: lessons.length }),
          reason: t('pace.reasonBehind', { lessons: titles(lessons) }),
        };
      }
      case 'ahead': {
        const { lessons } = pace;
        return {
          short: t('pace.shortAhead', { count: lessons.length }),
          reason: t('pace.reasonAhead', { lessons: titles(lessons) }),
        };
      }
    }
  };
}
