import type { PollText } from '../contract.ts';

const mostLines = 6;
/** From so many letters on a text has a second line on the wall; what is longer still is cut there. */
const lineLetters = { whole: 64, half: 28 } as const;

/**
 * How many of the texts fit on a wall, whose letters are large and which nobody scrolls; at least one.
 *
 * @param width of the wall that they have
 */
export function fittingOnWall(
  texts: readonly Pick<PollText, 'text'>[],
  width: keyof typeof lineLetters = 'whole',
): number {
  let lines = 0;
  const tooMany = texts.findIndex(({ text }) => {
    lines += text.length > lineLetters[width] || text.includes('\n') ? 2 : 1;
    return lines > mostLines;
  });
  return tooMany === -1 ? texts.length : Math.max(1, tooMany);
}
