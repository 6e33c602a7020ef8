import type { ItemAnswer, ItemResult } from '../../contract.ts';
import type { ReadAgain } from '../format/quiz.ts';
import { keyWords } from './answerWords.ts';
import { gradeItem } from './gradeItem.ts';
import type { KeptItem } from './keptItem.ts';

/** An item of an attempt with all that decides about its points. */
export interface AnsweredItem {
  itemId: string;
  /** The number of the item's version by whose key it is graded. */
  number: number;
  kept: KeptItem;
  answer: ItemAnswer | null;
  /** Percent taken off what a counted late answer earns; 0 for one that came in time. */
  percentOff: number;
  /** Points given by hand stand before those of the key. */
  mark: { points: number; comment: string } | null;
}

/** Points are whole hundredths. */
export interface GradedItem {
  itemId: string;
  number: number;
  points: number;
  outOf: number;
  verdict: ItemResult['verdict'];
  comment: string | null;
  /** What is said of it with the result, and not a moment before. */
  said: { feedback: string[]; key: string; readAgain: ReadAgain | null };
}

export interface GradedAttempt {
  points: number;
  outOf: number;
  items: GradedItem[];
}

export function gradeAttempt(answered: readonly AnsweredItem[]): GradedAttempt {
  const items = answered.map(grade);
  return {
    points: items.reduce((sum, { points }) => sum + points, 0),
    outOf: items.reduce((sum, { outOf }) => sum + outOf, 0),
    items,
  };
}

function grade({ itemId, number, kept, answer, percentOff, mark }: AnsweredItem): GradedItem {
  const { item } = kept;
  const graded = gradeItem(kept, answer);
  const feedback = [...(item.feedback === '' ? [] : [item.feedback]), ...graded.feedback];
  const head = {
    itemId,
    number,
    outOf: item.points,
    said: { feedback, key: keyWords(kept), readAgain: item.readAgain },
  };
  if (mark)
    return {
      ...head,
      points: mark.points,
      verdict: verdictOf(mark.points, item.points),
      comment: mark.comment,
    };
  const points = graded.points > 0 ? Math.floor((graded.points * (100 - percentOff)) / 100) : graded.points;
  const isLess = points < graded.points && graded.verdict === 'right';
  return {
    ...head,
    points,
    verdict: isLess ? verdictOf(points, item.points) : graded.verdict,
    comment: null,
  };
}

function verdictOf(points: number, outOf: number): ItemResult['verdict'] {
  return points >= outOf ? 'right' : points > 0 ? 'partly' : 'wrong';
}
