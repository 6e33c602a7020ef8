export interface DiffLine {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Beyond this many pairs of lines, what differs is told as a whole: nobody waits for a finer answer. */
const mostPairs = 4_000_000;

/** What became of a text, line by line. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [one, other] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (end < shorter && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...one.slice(0, start).map(same),
    ...middle(one.slice(start, one.length - end), other.slice(start, other.length - end)),
    ...one.slice(one.length - end).map(same),
  ];
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** By the longest row of lines that both have. */
function middle(one: string[], other: string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ kind: 'gone', text });
  const fresh = (text: string): DiffLine => ({ kind: 'new', text });
  if (one.length * other.length > mostPairs) return [...one.map(gone), ...other.map(fresh)];
  const width = other.length + 1;
  const common = new Uint32Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      common[at] =
        one[row] === other[column]
          ? common[at + width + 1]! + 1
          : Math.max(common[at + width]!, common[at + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < one.length && column < other.length) {
    const at = row * width + column;
    if (one[row] === other[column]) {
      lines.push({ kind: 'same', text: one[row]! });
      row += 1;
      column += 1;
    } else if (common[at + width]! >= common[at + 1]!) lines.push(gone(one[row++]!));
    else lines.push(fresh(other[column++]!));
  }
  return [...lines, ...one.slice(row).map(gone), ...other.slice(column).map(fresh)];
}

export type DiffPart = { kind: 'lines'; lines: DiffLine[] } | { kind: 'unchanged'; lines: DiffLine[] };

/** Long stretches without a change stand apart, so that they can be folded away; some lines around a change stay. */
export function partsOf(lines: readonly DiffLine[], around = 3): DiffPart[] {
  const isNear = lines.map((_line, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'),
  );
  const parts: DiffPart[] = [];
  for (const [at, line] of lines.entries()) {
    const kind = isNear[at] ? 'lines' : 'unchanged';
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  return parts;
}
