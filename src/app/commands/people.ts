import { randomInt } from 'node:crypto';
import * as organisations from '#features/cohorts/server/organisations.ts';
import type { Ground } from '../ground.ts';
import { Fault } from '../terminal.ts';

// Without letters and digits that are taken for each other when read aloud.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password: 4 groups of 4, some 79 bits. */
export function newPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** The organisation by its title, or the only one there is. @throws Fault naming the choice */
export async function organisationNamed(
  { db }: Ground,
  title: string | undefined,
): Promise<{ id: string; title: string }> {
  const all = await organisations.all(db.query);
  const found = title === undefined ? all : all.filter((one) => one.title === title || one.id === title);
  if (found.length === 1) return found[0]!;
  if (all.length === 0) throw new Fault('There is no academy yet: npm run setup');
  const names = all.map((one) => `  ${one.title}`).join('\n');
  throw new Fault(`Say which organisation with --organisation:\n${names}`);
}
