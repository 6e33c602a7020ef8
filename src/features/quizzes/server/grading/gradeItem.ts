import type { ItemAnswer } from '../../contract.ts';
import { gapId, gapsOf, leftsOf, type Item, type ItemOf } from '../format/quiz.ts';
import { groupOf, keptChoices, type KeptItem } from './keptItem.ts';
import { isWithin, numbersMeant } from './numbers.ts';
import { comparable } from './words.ts';

/** Points are whole hundredths. */
export interface ItemGrade {
  points: number;
  verdict: 'right' | 'partly' | 'wrong' | 'unanswered';
  /** Of what was chosen; the item's own feedback is not among it. */
  feedback: string[];
}

/** A share of the points, `part` of `of`; below 0 where a choice takes points off. */
interface Share {
  part: number;
  of: number;
  feedback: string[];
}

/** Points for one answer: exact, and the same whenever it is asked. An answer of another kind is none. */
export function gradeItem(kept: KeptItem, answer: ItemAnswer | null): ItemGrade {
  const { item } = kept;
  const share = answer === null || answer.kind !== item.kind ? undefined : shareOf(kept, answer);
  if (!share) return { points: 0, verdict: 'unanswered', feedback: [] };
  const { part, of, feedback } = share;
  if (part >= of) return { points: item.points, verdict: 'right', feedback };
  if (part > 0) return { points: Math.floor((item.points * part) / of), verdict: 'partly', feedback };
  // A choice that takes points off says itself how many.
  const points = part < 0 ? Math.ceil((item.points * part) / of) : -item.minus;
  return { points: points || 0, verdict: 'wrong', feedback };
}

/** @returns undefined for an answer that says nothing */
function shareOf(kept: KeptItem, answer: ItemAnswer): Share | undefined {
  switch (answer.kind) {
    case 'single':
      return single(kept as KeptItem & { item: ItemOf<'single'> }, answer.optionId);
    case 'multiple':
      return multiple(kept as KeptItem & { item: ItemOf<'multiple'> }, answer.optionIds);
    case 'truth':
      return truth(kept.item as ItemOf<'truth'>, answer.value);
    case 'numeric':
      return numeric(kept.item as ItemOf<'numeric'>, answer.value);
    case 'text':
      return text(kept.item as ItemOf<'text'>, answer.text);
    case 'ordering':
      return ordering(kept as KeptItem & { item: ItemOf<'ordering'> }, answer.optionIds);
    case 'matching':
      return matching(kept as KeptItem & { item: ItemOf<'matching'> }, answer.pairs);
    case 'gaps':
      return gaps(kept as KeptItem & { item: ItemOf<'gaps'> }, answer.texts);
  }
}

const none: Share = { part: 0, of: 1, feedback: [] };
const spoken = (...words: string[]): string[] => words.filter((word) => word !== '');

function single(kept: KeptItem & { item: ItemOf<'single'> }, optionId: string): Share {
  const option = kept.item.options[kept.ids.indexOf(optionId)];
  return option ? { part: option.percent, of: 100, feedback: spoken(option.feedback) } : none;
}

/** All or nothing; or, partly: right ones less wrong ones, of all right ones. */
function multiple(
  kept: KeptItem & { item: ItemOf<'multiple'> },
  optionIds: readonly string[],
): Share | undefined {
  if (optionIds.length === 0) return undefined;
  const { options, isPartial } = kept.item;
  const chosen = new Set(optionIds);
  const right = options.filter(({ percent }) => percent === 100).length;
  const hits = options.filter(({ percent }, index) => percent === 100 && chosen.has(kept.ids[index]!)).length;
  const feedback = options.flatMap((option, index) =>
    chosen.has(kept.ids[index]!) ? spoken(option.feedback) : [],
  );
  const misses = chosen.size - hits;
  if (hits === right && misses === 0) return { part: 1, of: 1, feedback };
  return { part: isPartial ? Math.max(0, hits - misses) : 0, of: right, feedback };
}

function truth(item: ItemOf<'truth'>, value: boolean): Share {
  const feedback = spoken(value ? item.feedbackTrue : item.feedbackFalse);
  return { part: value === item.isTrue ? 1 : 0, of: 1, feedback };
}

function numeric(item: ItemOf<'numeric'>, value: string): Share | undefined {
  if (value.trim() === '') return undefined;
  const meant = numbersMeant(value, item.unit);
  const fitting = item.accepted.filter((one) => meant.some((number) => isWithin(one.value, number)));
  return bestOf(fitting);
}

function text(item: ItemOf<'text'>, given: string): Share | undefined {
  if (given.trim() === '') return undefined;
  const said = comparable(given, item);
  return bestOf(item.accepted.filter(({ value }) => comparable(value, item) === said));
}

function bestOf(fitting: readonly { percent: number; feedback: string }[]): Share {
  const best = fitting.reduce<(typeof fitting)[number] | undefined>(
    (former, one) => (former && former.percent >= one.percent ? former : one),
    undefined,
  );
  return best ? { part: best.percent, of: 100, feedback: spoken(best.feedback) } : none;
}

/** The whole order, or, partly: the longest part that is in the right order. */
function ordering(
  kept: KeptItem & { item: ItemOf<'ordering'> },
  optionIds: readonly string[],
): Share | undefined {
  if (optionIds.length === 0) return undefined;
  const places = [...new Set(optionIds)].map((id) => kept.ids.indexOf(id)).filter((place) => place >= 0);
  const steps = kept.item.steps.length;
  const isRight = places.length === steps && places.every((place, index) => place === index);
  if (isRight) return { part: 1, of: 1, feedback: [] };
  return {
    part: kept.item.isPartial ? Math.max(0, longestRise(places) - 1) : 0,
    of: steps - 1,
    feedback: [],
  };
}

/** How many numbers can be left standing so that they rise. */
function longestRise(numbers: readonly number[]): number {
  const lengths: number[] = [];
  for (const [index, number] of numbers.entries()) {
    const before = lengths.filter((_, earlier) => numbers[earlier]! < number);
    lengths[index] = 1 + Math.max(0, ...before);
  }
  return Math.max(0, ...lengths);
}

function matching(
  kept: KeptItem & { item: ItemOf<'matching'> },
  pairs: readonly { left: string; right: string }[],
): Share | undefined {
  if (pairs.length === 0) return undefined;
  const given = new Map(pairs.map(({ left, right }) => [left, right]));
  const rights = new Map(groupOf(kept, 'right').map(({ id, label }) => [label, id]));
  const wanted = new Map(
    kept.item.pairs.flatMap(({ left, right }) => (left === null ? [] : [[left, right] as const])),
  );
  const lefts = groupOf(kept, 'left');
  const hits = lefts.filter(({ id, label }) => given.get(id) === rights.get(wanted.get(label)!)).length;
  return partOrAll(hits, leftsOf(kept.item).length, kept.item);
}

function gaps(
  kept: KeptItem & { item: ItemOf<'gaps'> },
  texts: readonly { gapId: string; text: string }[],
): Share | undefined {
  const given = new Map(texts.map(({ gapId: id, text: said }) => [id, said]));
  if ([...given.values()].every((said) => said.trim() === '')) return undefined;
  const labels = new Map(keptChoices(kept).map(({ id, label }) => [id, label]));
  const own = gapsOf(kept.item);
  const hits = own.filter(({ right, wrong }, index) => {
    const said = given.get(gapId(index)) ?? '';
    if (wrong !== null) return right.includes(labels.get(said) ?? '');
    const plain = comparable(said, loosely);
    return right.some((one) => comparable(one, loosely) === plain);
  }).length;
  return partOrAll(hits, own.length, kept.item);
}

const loosely = { caseCounts: false, accentsCount: true };

function partOrAll(hits: number, all: number, { isPartial }: Item): Share {
  return { part: isPartial || hits === all ? hits : 0, of: all, feedback: [] };
}
