import type { ViewData } from '#kernel/contract.ts';
import type { quizzes } from '../../contract.ts';

export type ItemFigures = ViewData<typeof quizzes, 'quiz:statistics'>['items'][number];

/** The item with the smallest share of its points; undefined while too few have answered. */
export function hardestOf(items: readonly ItemFigures[]): ItemFigures | undefined {
  return items
    .filter(({ difficulty }) => difficulty !== null)
    .reduce<ItemFigures | undefined>(
      (hardest, item) => (hardest && hardest.difficulty! <= item.difficulty! ? hardest : item),
      undefined,
    );
}

/** Under this correlation an item tells little about who knows the rest. */
const WEAK = 0.2;

/** Whether those who did well in the rest did well in this item. */
export function separationOf({ discrimination }: ItemFigures): 'unknown' | 'against' | 'weak' | 'good' {
  if (discrimination === null) return 'unknown';
  if (discrimination < 0) return 'against';
  return discrimination < WEAK ? 'weak' : 'good';
}

const MOST_BARS = 7;

/** At most seven bars, the right ones among them; how often the rest was chosen is one figure. */
export function choicesShown(choices: ItemFigures['choices']): {
  shown: ItemFigures['choices'];
  otherTimes: number;
  most: number;
} {
  const byTimes = [...choices].sort((a, b) => b.times - a.times);
  const wanted = new Set([...byTimes.filter(({ right }) => right), ...byTimes].slice(0, MOST_BARS));
  return {
    shown: byTimes.filter((choice) => wanted.has(choice)),
    otherTimes: byTimes.filter((choice) => !wanted.has(choice)).reduce((sum, { times }) => sum + times, 0),
    most: byTimes[0]?.times ?? 0,
  };
}
