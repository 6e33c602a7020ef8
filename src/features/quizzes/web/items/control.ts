import type { ItemAnswer, ItemAsked, ItemKind } from '../../contract.ts';

/** One item to be answered. */
export interface ControlProps<Kind extends ItemKind = ItemKind> {
  item: Extract<ItemAsked, { kind: Kind }>;
  answer: Extract<ItemAnswer, { kind: Kind }> | null;
  /** `typing`: more may follow at once. */
  onAnswer: (answer: ItemAnswer | null, more?: { typing?: boolean }) => void;
  /** Ids of what asks: the question's number and its prompt. */
  labelledBy: string;
  /** Shown as it was answered, and not to be changed any more. */
  isLocked: boolean;
}
