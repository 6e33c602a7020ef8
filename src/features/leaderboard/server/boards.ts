import { activeStudents } from '#features/cohorts/server/belonging.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { leaderboardLimits, rankIn, type Board } from '../contract.ts';
import { totalsOf } from './ledger.ts';

/** What somebody has, and what they are called on the board. */
export interface Standing {
  personId: string;
  name: string;
  points: number;
}

/** By points, then by names as they are shown: the order of ids would tell who is behind a made-up one. */
function byPoints(a: Standing, b: Standing): number {
  if (a.points !== b.points) return b.points - a.points;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.personId < b.personId ? -1 : 1;
}

/**
 * Everybody who is on the board of a cohort, or of one session of it: active students who take part and have earned
 * something. It is read from the ledger whenever it is told, so nothing can drift from it.
 */
export async function standingsIn(db: Queryable, cohortId: string, sessionId?: string): Promise<Standing[]> {
  const totals = await totalsOf(db, cohortId, sessionId);
  if (totals.length === 0) return [];
  const names = new Map((await activeStudents(db, cohortId)).map(({ id, name }) => [id, name]));
  return totals
    .filter(({ personId }) => names.has(personId))
    .map(({ personId, points, pseudonym }) => ({ personId, points, name: pseudonym ?? names.get(personId)! }))
    .sort(byPoints);
}

/** What is shown of standings, which come in the order of the board. */
export function boardOf(all: readonly Standing[]): Board {
  const standings: Board['standings'] = [];
  for (const { points } of all) {
    const last = standings.at(-1);
    if (last?.points === points) last.people += 1;
    else standings.push({ points, people: 1 });
  }
  const lines = all
    .slice(0, leaderboardLimits.lines)
    .map(({ name, points }) => ({ rank: rankIn({ standings }, points), name, points }));
  return { lines, standings };
}

export const pointsOf = (all: readonly Standing[], personId: string): number | null =>
  all.find((one) => one.personId === personId)?.points ?? null;
