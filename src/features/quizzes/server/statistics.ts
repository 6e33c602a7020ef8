import type { z } from 'zod';
import type { itemStatistics } from '../contract.ts';
import type { EditionItem } from './catalogueStore.ts';
import type { ItemOutcome } from './gradingStore.ts';
import { answerWords } from './grading/answerWords.ts';
import { gapsOf } from './format/quiz.ts';
import { keptChoices } from './grading/keptItem.ts';
import { comparable } from './grading/words.ts';

export type ItemStatistics = z.output<typeof itemStatistics>;

/** Below so many answers a figure says more about the people than about the item. */
export const fewestForFigures = 5;

/** How each item did in the students' first attempts; what is asked no more is left out. */
export function statisticsOf(
  items: readonly EditionItem[],
  outcomes: readonly ItemOutcome[],
): ItemStatistics[] {
  const totals = new Map<string, number>();
  for (const { attemptId, points } of outcomes) totals.set(attemptId, (totals.get(attemptId) ?? 0) + points);
  return items.map((item) => {
    const own = outcomes.filter(({ itemId }) => itemId === item.itemId);
    const isEnough = own.length >= fewestForFigures;
    return {
      itemId: item.itemId,
      prompt: item.item.prompt,
      kind: item.item.kind,
      answered: own.filter(({ verdict }) => verdict !== 'unanswered').length,
      difficulty: isEnough ? difficultyOf(own) : null,
      discrimination: isEnough ? discriminationOf(own, totals) : null,
      commonestWrong: isEnough ? commonestWrong(item, own) : null,
      choices: choicesIn(item, own),
    };
  });
}

/** Mean share of the points: 1 is an item that everybody gets right. Points off count as none. */
function difficultyOf(outcomes: readonly ItemOutcome[]): number {
  const shares = outcomes.map(({ points, outOf }) => Math.max(0, points) / outOf);
  return rounded(shares.reduce((sum, share) => sum + share, 0) / shares.length);
}

/**
 * The corrected item-total correlation: Pearson's r between the points for the item and the points for all the
 * others, the item itself left out so that it does not correlate with itself (J. C. Nunnally and
 * I. H. Bernstein, Psychometric Theory, 3rd edition, 1994, chapter 8).
 *
 * @returns null where one of the two never varies
 */
function discriminationOf(
  outcomes: readonly ItemOutcome[],
  totals: ReadonlyMap<string, number>,
): number | null {
  const own = outcomes.map(({ points }) => points);
  const others = outcomes.map(({ attemptId, points }) => totals.get(attemptId)! - points);
  const r = correlation(own, others);
  return r === null ? null : rounded(r);
}

export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [together, squareA, squareB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const [awayA, awayB] = [value - meanA, b[index]! - meanB];
    together += awayA * awayB;
    squareA += awayA * awayA;
    squareB += awayB * awayB;
  }
  if (squareA === 0 || squareB === 0) return null;
  return Math.max(-1, Math.min(1, together / Math.sqrt(squareA * squareB)));
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** The wrong answer that most gave; of equally frequent ones the first in the alphabet. */
function commonestWrong(
  item: EditionItem,
  outcomes: readonly ItemOutcome[],
): ItemStatistics['commonestWrong'] {
  const times = new Map<string, { answer: string; times: number }>();
  for (const { verdict, answer } of outcomes) {
    if (verdict !== 'wrong' && verdict !== 'partly') continue;
    const words = answerWords(item, answer);
    if (words === '') continue;
    const key = comparable(words, { caseCounts: false, accentsCount: true });
    times.set(key, { answer: times.get(key)?.answer ?? words, times: (times.get(key)?.times ?? 0) + 1 });
  }
  const sorted = [...times.values()].sort((a, b) => b.times - a.times || (a.answer < b.answer ? -1 : 1));
  return sorted[0] ?? null;
}

/** How often each choice was taken, where one takes from several. */
function choicesIn(item: EditionItem, outcomes: readonly ItemOutcome[]): ItemStatistics['choices'] {
  const { item: own } = item;
  const answers = outcomes.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  if (own.kind === 'truth') {
    return [true, false].map((value) => ({
      label: String(value),
      right: own.isTrue === value,
      times: answers.filter((answer) => answer.kind === 'truth' && answer.value === value).length,
    }));
  }
  if (own.kind !== 'single' && own.kind !== 'multiple' && own.kind !== 'gaps') return [];
  const chosen = answers.flatMap((answer): string[] => {
    if (answer.kind === 'single') return [answer.optionId];
    if (answer.kind === 'multiple') return answer.optionIds;
    return answer.kind === 'gaps' ? answer.texts.map(({ text }) => text) : [];
  });
  const isRight = (label: string, group: string, index: number): boolean =>
    own.kind === 'gaps'
      ? gapsOf(own).some(({ right }, gap) => group === `gap${gap + 1}` && right.includes(label))
      : own.options[index]!.percent === 100;
  return keptChoices(item).map(({ id, label, group }, index) => ({
    label,
    right: isRight(label, group, index),
    times: chosen.filter((one) => one === id).length,
  }));
}
