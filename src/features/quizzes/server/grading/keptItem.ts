import { choicesOf, type Choice, type Item } from '../format/quiz.ts';

/** An item with the ids by which its choices are asked and answered: they say nothing about which is right. */
export interface KeptItem {
  item: Item;
  /** One per choice, in the order of `choicesOf`. */
  ids: readonly string[];
}

export interface KeptChoice extends Choice {
  id: string;
}

export function keptChoices({ item, ids }: KeptItem): KeptChoice[] {
  return choicesOf(item).map((choice, index) => ({ ...choice, id: ids[index]! }));
}

/** The choices of one group, in the order in which the author wrote them. */
export function groupOf(kept: KeptItem, group: string): KeptChoice[] {
  return keptChoices(kept).filter((choice) => choice.group === group);
}

/**
 * Ids for a new version of an item: a choice that reads as before keeps its id, also one that only stands where
 * a choice stood that is gone (a mended slip); the rest is new.
 */
export function carriedIds(item: Item, former: KeptItem | undefined, fresh: () => string): string[] {
  const choices = choicesOf(item);
  const before = former && former.item.kind === item.kind ? keptChoices(former) : [];
  const key = ({ group, label }: Choice): string => `${group}\n${label}`;
  const byLabel = new Map(before.map((choice) => [key(choice), choice.id]));
  const staying = new Set(choices.map(key).filter((one) => byLabel.has(one)));
  const places = new Map<string, string[]>();
  for (const choice of before) {
    if (!staying.has(key(choice))) places.set(choice.group, [...(places.get(choice.group) ?? []), choice.id]);
  }
  const isSameLength = choices.length === before.length;
  return choices.map((choice) => {
    const kept = byLabel.get(key(choice));
    if (kept !== undefined) return kept;
    return (isSameLength ? places.get(choice.group)?.shift() : undefined) ?? fresh();
  });
}
