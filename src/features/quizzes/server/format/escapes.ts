/** What a backslash protects in the two sides of a match. */
export function escapeSide(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('->', '\\->');
}

/** Cuts `left -> right` at its first arrow that is not protected; undefined without one. */
export function splitSides(text: string): { left: string; right: string } | undefined {
  let left = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('->', at)) return { left: left.trim(), right: unescaped(text.slice(at + 2)).trim() };
    if (text[at] === '\\' && (text[at + 1] === '\\' || text.startsWith('->', at + 1))) {
      left += text[at + 1] === '\\' ? '\\' : '->';
      at += text[at + 1] === '\\' ? 1 : 2;
    } else left += text[at];
  }
  return undefined;
}

function unescaped(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const isProtected = text[at] === '\\' && (text[at + 1] === '\\' || text.startsWith('->', at + 1));
    if (isProtected) at += 1;
    plain += text[at];
  }
  return plain;
}

/** Text between gaps. */
export function escapeAround(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('[[', '\\[[');
}

/** One alternative within a gap. */
export function escapeWithin(text: string): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(']', '\\]');
  return safe.startsWith('*') ? `\\${safe}` : safe;
}

export type GapText = string | { alternatives: { text: string; isMarked: boolean }[] };

/** Takes a line with `[[gaps]]` apart; undefined when a gap is not closed. */
export function splitGaps(line: string): GapText[] | undefined {
  const pieces: GapText[] = [];
  let text = '';
  for (let at = 0; at < line.length;) {
    if (line[at] === '\\' && (line[at + 1] === '\\' || line.startsWith('[[', at + 1))) {
      const isBackslash = line[at + 1] === '\\';
      text += isBackslash ? '\\' : '[[';
      at += isBackslash ? 2 : 3;
    } else if (line.startsWith('[[', at)) {
      const gap = readGap(line, at + 2);
      if (!gap) return undefined;
      if (text !== '') pieces.push(text);
      text = '';
      pieces.push({ alternatives: gap.alternatives });
      at = gap.end;
    } else {
      text += line[at];
      at += 1;
    }
  }
  if (text !== '') pieces.push(text);
  return pieces;
}

function readGap(
  line: string,
  from: number,
): { alternatives: { text: string; isMarked: boolean }[]; end: number } | undefined {
  const alternatives: { text: string; isMarked: boolean }[] = [];
  let text = '';
  let isMarked = false;
  const finish = (): void => {
    alternatives.push({ text: text.trim(), isMarked });
    text = '';
    isMarked = false;
  };
  for (let at = from; at < line.length; at += 1) {
    const character = line[at]!;
    if (line.startsWith(']]', at)) {
      finish();
      return { alternatives, end: at + 2 };
    }
    if (character === '\\' && at + 1 < line.length && '\\|]*'.includes(line[at + 1]!)) {
      at += 1;
      text += line[at];
    } else if (character === '|') finish();
    else if (character === '*' && text.trim() === '' && !isMarked) isMarked = true;
    else text += character;
  }
  return undefined;
}
