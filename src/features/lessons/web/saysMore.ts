/** How much of a summary tells it apart from everything else, in letters and digits. */
const telling = 40;
/** Where a summary that was taken from the text would stand: within this many characters of its beginning. */
const beginning = 2_000;

/**
 * Whether a lesson's summary says something that its text does not begin with. A course that was written for
 * nobody's format has none; its first sentences then stand for one in lists, and are not to be read twice.
 */
export function saysMore({ summary, markdown }: { summary: string; markdown: string }): boolean {
  const start = lettersOf(summary).slice(0, telling);
  return start !== '' && !lettersOf(withoutAddresses(markdown.slice(0, beginning))).includes(start);
}

function withoutAddresses(markdown: string): string {
  return markdown.replaceAll(/\]\([^)]{0,500}\)|<[^<>]*>/g, ' ');
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}
