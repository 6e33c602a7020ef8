import { leaderboardLimits } from '../../contract.ts';

export interface AdjustFields {
  personId: string;
  points: string;
  reason: string;
}

export const freshFields: AdjustFields = { personId: '', points: '', reason: '' };

/** What is wrong with what was written, by its field. */
export type AdjustFaults = Partial<Record<keyof AdjustFields, 'missing' | 'long'>>;

/** The figure in what was typed, with whichever minus. @returns undefined for none that can be entered */
export function pointsIn(typed: string): number | undefined {
  const plain = typed.trim().replace(/^[−–]/, '-').replace(/^\+/, '');
  if (!/^-?\d{1,6}$/.test(plain)) return undefined;
  const points = Number(plain);
  return points !== 0 && Math.abs(points) <= leaderboardLimits.points ? points : undefined;
}

export function faultsOf({ personId, points, reason }: AdjustFields): AdjustFaults {
  const length = reason.trim().length;
  return {
    ...(personId === '' && { personId: 'missing' as const }),
    ...(pointsIn(points) === undefined && { points: 'missing' as const }),
    ...(length === 0 && { reason: 'missing' as const }),
    ...(length > leaderboardLimits.reasonLength && { reason: 'long' as const }),
  };
}
