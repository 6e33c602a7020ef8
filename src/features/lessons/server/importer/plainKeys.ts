import { createHash } from 'node:crypto';
import { keyOf, slug } from './naming.ts';

// With the digest of a shortened one still within what a `key` may have.
const maxLength = 90;

/**
 * Keys from paths: names without their numbers, joined by dots. So a lesson keeps its key when it is renumbered
 * or when another of the same name appears elsewhere. Only where two paths differ by nothing but numbers do
 * these stay in.
 */
export function assignKeys<Item extends { steps: readonly string[] }>(
  items: readonly Item[],
): Map<Item, string> {
  const keys = new Map<Item, string>();
  const rounds = [(step: string) => keyOf(step), (step: string) => slug(step)];
  let open = [...items];
  const taken = new Set<string>();
  for (const round of rounds) {
    const wanted = new Map<string, Item[]>();
    for (const item of open) {
      const key = shortened(item.steps.map(round).join('.'));
      wanted.set(key, [...(wanted.get(key) ?? []), item]);
    }
    open = [];
    for (const [key, group] of wanted) {
      const [item] = group;
      if (item && group.length === 1 && !taken.has(key)) {
        taken.add(key);
        keys.set(item, key);
      } else open.push(...group);
    }
  }
  for (const item of open) keys.set(item, withDigest(item.steps.map(slug).join('.'), item.steps.join('/')));
  return keys;
}

function shortened(key: string): string {
  return key.length <= maxLength ? key : withDigest(key.slice(0, maxLength), key);
}

function withDigest(key: string, of: string): string {
  return `${key}-${createHash('sha256').update(of).digest('hex').slice(0, 8)}`;
}
