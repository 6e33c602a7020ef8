export interface Comparison {
  caseCounts: boolean;
  accentsCount: boolean;
}

/**
 * Text as it is compared: one form of every character, plain quotes and hyphens, single spaces, no full stop
 * at the end. Linear in the length of the text.
 */
export function comparable(text: string, { caseCounts, accentsCount }: Comparison): string {
  let plain = text
    .normalize('NFKC')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ');
  // Upper case first: it brings ß and ss together, which lower case alone does not.
  if (!caseCounts) plain = plain.toUpperCase().toLowerCase();
  if (!accentsCount) plain = plain.normalize('NFD').replace(/\p{M}/gu, '');
  return withoutStop(plain.normalize('NFC').trim());
}

function withoutStop(text: string): string {
  let end = text.length;
  while (end > 0 && '.!? '.includes(text[end - 1]!)) end -= 1;
  return end === 0 ? text : text.slice(0, end);
}
