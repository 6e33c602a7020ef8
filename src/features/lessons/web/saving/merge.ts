import type { Merged } from './autosave.ts';

/** Between two texts that are kept one after the other. */
const between = '\n\n⸻\n\n';

/** A note of two devices: what was added at different places is one text, otherwise both are kept. */
export function mergeNotes(common: string | null, mine: string, theirs: string): Merged<string> {
  if (mine.includes(theirs)) return { value: mine };
  if (theirs.includes(mine)) return { value: theirs };
  const merged = common === null ? null : mergeLines(common, mine, theirs);
  return merged === null ? { value: theirs + between + mine, isJoined: true } : { value: merged };
}

/** Two changes of one text at different places; null where they touch. */
export function mergeLines(common: string, mine: string, theirs: string): string | null {
  if (mine === common) return theirs;
  if (theirs === common || theirs === mine) return mine;
  const lines = common.split('\n');
  const one = changeOf(lines, mine.split('\n'));
  const other = changeOf(lines, theirs.split('\n'));
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  // Two that begin at one place say nothing of which comes first.
  if (first.to > second.from || first.from === second.from) return null;
  return [
    ...lines.slice(0, first.from),
    ...first.lines,
    ...lines.slice(first.to, second.from),
    ...second.lines,
    ...lines.slice(second.to),
  ].join('\n');
}

/** What was put in the place of which lines. */
function changeOf(before: string[], after: string[]): { from: number; to: number; lines: string[] } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, lines: after.slice(from, after.length - same) };
}

/** A form of which each changed other fields; null where both changed the same field, and not alike. */
export function mergeFields<Fields extends object>(
  common: Fields | null,
  mine: Fields,
  theirs: Fields,
): Merged<Fields> | null {
  if (!common) return same(mine, theirs) ? { value: mine } : null;
  const merged = { ...mine };
  for (const name of Object.keys(mine) as (keyof Fields)[]) {
    if (same(mine[name], theirs[name]) || same(theirs[name], common[name])) continue;
    if (same(mine[name], common[name])) merged[name] = theirs[name];
    else {
      const [before, one, other] = [common[name], mine[name], theirs[name]];
      const isText = typeof before === 'string' && typeof one === 'string' && typeof other === 'string';
      const text = isText ? mergeLines(before, one, other) : null;
      if (text === null) return null;
      merged[name] = text as Fields[keyof Fields];
    }
  }
  return { value: merged };
}

/** Whether two values of a form say the same. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
