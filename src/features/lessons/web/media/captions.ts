/** One line of what is said, and when. */
export interface Cue {
  fromSeconds: number;
  toSeconds: number;
  text: string;
}

const timing = /^((?:\d+:)?\d{2}:\d{2}[.,]\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}[.,]\d{3})/;
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/**
 * The cues of a WebVTT file in the order in which they are said; what cannot be read is left out. Voices,
 * colours and places are for the picture: here the words count.
 */
export function readCaptions(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)) {
    const lines = block.split('\n');
    const place = lines.findIndex((line) => timing.test(line));
    if (place < 0 || place > 1) continue;
    const [, from = '', to = ''] = timing.exec(lines[place]!)!;
    const words = wordsOf(lines.slice(place + 1).join(' '));
    if (words !== '') cues.push({ fromSeconds: secondsOf(from), toSeconds: secondsOf(to), text: words });
  }
  return cues.sort((one, other) => one.fromSeconds - other.fromSeconds);
}

/** Place of the cue that is being said, or was said last; -1 before the first one. */
export function cueAt(cues: readonly Cue[], seconds: number): number {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle]!.fromSeconds <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The text in pieces, those that were looked for told apart; null where none of it was. */
export function foundIn(text: string, sought: string): { text: string; found: boolean }[] | null {
  const needle = sought.trim().toLocaleLowerCase();
  if (needle === '') return [{ text, found: false }];
  const hay = text.toLocaleLowerCase();
  // Lower case can be longer than what it was made of: then the text is found as a whole.
  if (hay.length !== text.length) return hay.includes(needle) ? [{ text, found: true }] : null;
  const pieces: { text: string; found: boolean }[] = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), found: false });
    from = at + needle.length;
    pieces.push({ text: text.slice(at, from), found: true });
  }
  if (from === 0) return null;
  if (from < text.length) pieces.push({ text: text.slice(from), found: false });
  return pieces;
}

function secondsOf(time: string): number {
  return time
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

function wordsOf(text: string): string {
  return text
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
