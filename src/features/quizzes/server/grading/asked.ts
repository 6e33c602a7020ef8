import type { ItemAnswer, ItemAsked } from '../../contract.ts';
import { gapId, type Gap } from '../format/quiz.ts';
import { groupOf, type KeptItem } from './keptItem.ts';

/** A number in [0, 1). */
export type Random = () => number;

interface Choice {
  id: string;
  label: string;
}

/**
 * An item as one attempt asks it. Nothing of it gives the key away: what has a right order, or a right partner,
 * always stands in an order of chance.
 */
export function askedOf(
  itemId: string,
  kept: KeptItem,
  { shufflesOptions, random }: { shufflesOptions: boolean; random: Random },
): ItemAsked {
  const { item } = kept;
  const head = { id: itemId, prompt: item.prompt, points: item.points / 100 };
  const choices = (group: string): Choice[] => groupOf(kept, group).map(({ id, label }) => ({ id, label }));
  switch (item.kind) {
    case 'single':
    case 'multiple': {
      const options = choices('option');
      const isShuffled = shufflesOptions && !item.keepsOrder;
      return { ...head, kind: item.kind, options: isShuffled ? shuffled(options, random) : options };
    }
    case 'truth':
    case 'text':
      return { ...head, kind: item.kind };
    case 'numeric':
      return { ...head, kind: 'numeric', unit: item.unit };
    case 'ordering':
      return { ...head, kind: 'ordering', options: shuffled(choices('step'), random) };
    case 'matching':
      return { ...head, kind: 'matching', left: choices('left'), right: shuffled(choices('right'), random) };
    case 'gaps': {
      let index = -1;
      const gap = ({ wrong }: Gap) => {
        const id = gapId((index += 1));
        return { gapId: id, options: wrong === null ? null : shuffled(choices(id), random) };
      };
      const pieces = item.pieces.map((piece) => (typeof piece === 'string' ? { text: piece } : gap(piece)));
      return { ...head, kind: 'gaps', pieces };
    }
  }
}

export function shuffled<Thing>(things: readonly Thing[], random: Random): Thing[] {
  const left = [...things];
  for (let place = left.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [left[place], left[other]] = [left[other]!, left[place]!];
  }
  return left;
}

/** Why an answer is none to this item; undefined for one that can be kept. */
export function faultOf(asked: ItemAsked, answer: ItemAnswer): string | undefined {
  if (answer.kind !== asked.kind) return `answers a ${answer.kind} item, and this is a ${asked.kind} one`;
  switch (answer.kind) {
    case 'single':
      return among([answer.optionId], optionsOf(asked));
    case 'multiple':
      return among(answer.optionIds, optionsOf(asked));
    case 'ordering':
      if (answer.optionIds.length !== optionsOf(asked).length) return 'leaves steps out';
      return among(answer.optionIds, optionsOf(asked));
    case 'matching': {
      const { left, right } = asked as Extract<ItemAsked, { kind: 'matching' }>;
      const rights = [...new Set(answer.pairs.map((pair) => pair.right))];
      return (
        among(
          answer.pairs.map((pair) => pair.left),
          left,
        ) ?? among(rights, right)
      );
    }
    case 'gaps':
      return gapsFault(asked as Extract<ItemAsked, { kind: 'gaps' }>, answer.texts);
    case 'truth':
    case 'numeric':
    case 'text':
      return undefined;
  }
}

function optionsOf(asked: ItemAsked): readonly Choice[] {
  return 'options' in asked ? asked.options : [];
}

function among(ids: readonly string[], choices: readonly Choice[]): string | undefined {
  if (new Set(ids).size < ids.length) return 'names something twice';
  return ids.every((id) => choices.some((choice) => choice.id === id))
    ? undefined
    : 'names what was not asked';
}

function gapsFault(
  { pieces }: Extract<ItemAsked, { kind: 'gaps' }>,
  texts: readonly { gapId: string; text: string }[],
): string | undefined {
  const gaps = new Map(
    pieces.flatMap((piece) => ('gapId' in piece ? [[piece.gapId, piece.options] as const] : [])),
  );
  if (new Set(texts.map((one) => one.gapId)).size < texts.length) return 'names a gap twice';
  for (const { gapId: id, text } of texts) {
    const options = gaps.get(id);
    if (options === undefined) return 'names a gap that was not asked';
    if (options && text !== '' && !options.some((option) => option.id === text))
      return 'names what was not asked';
  }
  return undefined;
}
