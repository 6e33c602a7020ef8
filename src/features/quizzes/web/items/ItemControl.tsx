import type { ItemAnswer, ItemAsked, ItemKind } from '../../contract.ts';
import { MultipleChoice, SingleChoice, TruthChoice } from './Choices.tsx';
import type { ControlProps } from './control.ts';
import { Matching } from './Matching.tsx';
import { Ordering } from './Ordering.tsx';
import { Gaps, NumberField, TextAnswer } from './Written.tsx';

interface ItemControlProps extends Omit<ControlProps, 'item' | 'answer'> {
  item: ItemAsked;
  answer: ItemAnswer | null;
}

/** The answer, where it is of this kind: an item that changed its kind meanwhile begins anew. */
function of<Kind extends ItemKind>(
  kind: Kind,
  answer: ItemAnswer | null,
): Extract<ItemAnswer, { kind: Kind }> | null {
  return answer?.kind === kind ? (answer as Extract<ItemAnswer, { kind: Kind }>) : null;
}

/** What an item is answered with. */
export function ItemControl({ item, answer, ...rest }: ItemControlProps) {
  switch (item.kind) {
    case 'single':
      return <SingleChoice item={item} answer={of('single', answer)} {...rest} />;
    case 'multiple':
      return <MultipleChoice item={item} answer={of('multiple', answer)} {...rest} />;
    case 'truth':
      return <TruthChoice item={item} answer={of('truth', answer)} {...rest} />;
    case 'numeric':
      return <NumberField item={item} answer={of('numeric', answer)} {...rest} />;
    case 'text':
      return <TextAnswer item={item} answer={of('text', answer)} {...rest} />;
    case 'ordering':
      return <Ordering item={item} answer={of('ordering', answer)} {...rest} />;
    case 'matching':
      return <Matching item={item} answer={of('matching', answer)} {...rest} />;
    case 'gaps':
      return <Gaps item={item} answer={of('gaps', answer)} {...rest} />;
  }
}
