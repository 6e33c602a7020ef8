import { randomInt } from 'node:crypto';

export type NewCode = () => string;

/**
 * Six digits, to be read from a wall and typed. They open nothing by themselves: only whoever belongs to the
 * cohort comes to its session by them.
 */
export const newJoinCode: NewCode = () => String(randomInt(1_000_000)).padStart(6, '0');

/** The code in what was typed, with or without a gap. */
export function codeIn(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '');
}
