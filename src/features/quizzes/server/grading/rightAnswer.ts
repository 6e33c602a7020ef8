import type { ItemAnswer } from '../../contract.ts';
import { gapId, gapsOf } from '../format/quiz.ts';
import { groupOf, type KeptItem } from './keptItem.ts';

/** An answer that gets all points. */
export function rightAnswer({ item, ids }: KeptItem): ItemAnswer {
  const one = { item, ids };
  const byLabel = (group: string): Map<string, string> =>
    new Map(groupOf(one, group).map(({ label, id }) => [label, id]));
  switch (item.kind) {
    case 'single':
      return { kind: 'single', optionId: ids[item.options.findIndex(({ percent }) => percent === 100)]! };
    case 'multiple':
      return { kind: 'multiple', optionIds: ids.filter((_, index) => item.options[index]!.percent === 100) };
    case 'truth':
      return { kind: 'truth', value: item.isTrue };
    case 'numeric': {
      const range = item.accepted.find(({ percent }) => percent === 100)!.value;
      return { kind: 'numeric', value: 'from' in range ? range.to : range.at };
    }
    case 'text':
      return { kind: 'text', text: item.accepted.find(({ percent }) => percent === 100)!.value };
    case 'ordering':
      return { kind: 'ordering', optionIds: [...ids] };
    case 'matching': {
      const [lefts, rights] = [byLabel('left'), byLabel('right')];
      const pairs = item.pairs.flatMap(({ left, right }) =>
        left === null ? [] : [{ left: lefts.get(left)!, right: rights.get(right)! }],
      );
      return { kind: 'matching', pairs };
    }
    case 'gaps':
      return {
        kind: 'gaps',
        texts: gapsOf(item).map(({ right, wrong }, index) => {
          const id = gapId(index);
          return { gapId: id, text: wrong === null ? right[0]! : byLabel(id).get(right[0]!)! };
        }),
      };
  }
}
