import type { ItemKind } from '../../contract.ts';

// No pattern here can go back over what it has read: each part of a line is matched in one way only.

export const fence = 'quiz';
export const itemMark = '== ';
export const arrow = ' -> ';

/** The word for a kind in an item's first line. */
export const kindWords: Record<ItemKind, string> = {
  single: 'single',
  multiple: 'multiple',
  truth: 'true/false',
  numeric: 'numeric',
  text: 'text',
  ordering: 'ordering',
  matching: 'matching',
  gaps: 'gaps',
};

export function kindOf(word: string): ItemKind | undefined {
  return (Object.keys(kindWords) as ItemKind[]).find((kind) => kindWords[kind] === word);
}

const answerShapes: Record<ItemKind, RegExp> = {
  single: /^\((?:x| |-?[0-9]{1,3}%)\)/,
  multiple: /^\[[x ]\]/,
  truth: /^\([x ]\)/,
  numeric: /^= /,
  text: /^= /,
  ordering: /^[0-9]{1,2}\. /,
  matching: /^- .*->/,
  gaps: /^\|/,
};

/** Whether a line ends the question and begins its answers. */
export function isAnswerLine(kind: ItemKind, line: string): boolean {
  return answerShapes[kind].test(line);
}

export function isItemLine(line: string): boolean {
  return line.startsWith(itemMark);
}

/** Whether a line of free text would be read as something else, so that it stands behind a backslash. */
export type Special = (line: string) => boolean;

export const specialInIntro: Special = isItemLine;
export const specialInPrompt =
  (kind: ItemKind): Special =>
  (line) =>
    isItemLine(line) || isAnswerLine(kind, line);

const bare = (line: string): string => {
  let from = 0;
  while (line[from] === '\\') from += 1;
  return line.slice(from);
};

/** Free text as lines of a block; what `freeText` gives back as it was. */
export function textLines(text: string, isSpecial: Special): string[] {
  if (text === '') return [];
  return text.split('\n').map((line) => (isSpecial(bare(line)) ? `\\${line}` : line));
}

/** Lines of a block as the text that was meant, without blank lines around it. */
export function freeText(lines: readonly string[], isSpecial: Special): string {
  const meant = lines.map((line) => (line.startsWith('\\') && isSpecial(bare(line)) ? line.slice(1) : line));
  return withoutBlankEnds(meant).join('\n');
}

/** Lines of feedback as one text. */
export function joined(lines: readonly string[]): string {
  return withoutBlankEnds(lines).join('\n');
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

const keyShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Small letters, digits and single hyphens, dots or underscores between them; at most 100 characters. */
export function isKey(text: string): boolean {
  return text.length <= 100 && keyShape.test(text);
}
