import type { PulsePoint } from '../../contract.ts';

const worth = {
  'too-slow': ({ pace }: PulsePoint) => pace['too-slow'],
  'too-fast': ({ pace }: PulsePoint) => pace['too-fast'],
  lost: ({ clarity }: PulsePoint) => clarity.lost,
} as const;

export type PulseFigure = keyof typeof worth;
export const pulseFigureNames = Object.keys(worth) as PulseFigure[];

/** The largest counts of what a teacher would want to know of; 0 where nobody said anything. */
export function pulseFigures(line: readonly PulsePoint[]): Record<PulseFigure, number> {
  const most = (name: PulseFigure): number => Math.max(0, ...line.map(worth[name]));
  return { 'too-slow': most('too-slow'), 'too-fast': most('too-fast'), lost: most('lost') };
}
