/** The list with one of its members at another place, the others in their order. */
export function moved<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const rest = list.filter((_member, place) => place !== from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
}

/** The items in the order that was answered; what the answer does not name stands behind, as it was asked. */
export function inAnsweredOrder<Item extends { id: string }>(
  asked: readonly Item[],
  answered: readonly string[],
): Item[] {
  const named = answered.flatMap((id) => asked.find((item) => item.id === id) ?? []);
  return [...named, ...asked.filter(({ id }) => !answered.includes(id))];
}
