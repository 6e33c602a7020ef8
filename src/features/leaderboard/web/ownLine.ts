import { rankIn, type Board, type OwnStanding } from '../contract.ts';

/** Where somebody stands: in which line of the board, or below all of them at which rank. */
export type Where = { state: 'out' | 'none' } | { state: 'on'; rank: number; points: number; line: number };

/**
 * @param name what the reader is called here; lines have no ids, so it is the first line with their name and points
 * @returns `line` -1 for whoever is below the lines that are shown
 */
export function whereOn(board: Board, own: OwnStanding, name: string): Where {
  if (!own.takesPart) return { state: 'out' };
  const { points } = own;
  if (points === null) return { state: 'none' };
  const shownAs = own.pseudonym ?? name;
  const line = board.lines.findIndex((one) => one.points === points && one.name === shownAs);
  return { state: 'on', rank: rankIn(board, points), points, line };
}

/** How many there are on a board. */
export const peopleOn = ({ standings }: Board): number =>
  standings.reduce((sum, { people }) => sum + people, 0);
