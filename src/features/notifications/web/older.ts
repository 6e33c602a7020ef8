import { isNewer, type Bell, type Notification, type NotificationPage } from '../contract.ts';

/** Where the pages begin that somebody has asked for behind the newest; as far as that is known. */
export function chainOf(
  bell: Bell,
  wanted: number,
  pageAt: (before: string) => NotificationPage | undefined,
): string[] {
  const chain: string[] = [];
  let next = bell.before;
  while (next !== null && chain.length < wanted) {
    chain.push(next);
    const page = pageAt(next);
    if (!page) break;
    next = page.before;
  }
  return chain;
}

/** The first list with what the second has besides, newest first: where both have one, the first has it as it is now. */
export function merged(first: readonly Notification[], second: readonly Notification[]): Notification[] {
  const byId = new Map([...second, ...first].map((one) => [one.id, one]));
  return [...byId.values()].sort((one, other) => (isNewer(one, other) ? -1 : 1));
}
