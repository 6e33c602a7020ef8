import type { Adjustment, Board, OwnEntry, OwnStanding } from '#features/leaderboard/contract.ts';
import type { ShownBoard } from '#features/leaderboard/web/BoardView.tsx';
import { now } from './fixtures.ts';

const names = [
  ...['Priya Raman', 'Quiet Otter', 'Tomasz Wiśniewski', 'Amara Okafor', 'Jonas Weber', 'Mei-Ling Chen'],
  ...['Leila Haddad', 'Amber Heron', 'Oluwaseun Adebayo-Richardson', 'Sofia Marchetti', 'Noah Brandt'],
];
const points = [2_870, 2_640, 2_640, 2_310, 1_980, 1_750, 1_750, 1_750, 990, 870, 860];
const people = 38;

const standings: Board['standings'] = [];
for (const value of points) {
  const last = standings.at(-1);
  if (last?.points === value) last.people += 1;
  else standings.push({ points: value, people: 1 });
}
standings.push({ points: 520, people: people - points.length - 3 }, { points: -100, people: 3 });

const rankOf = (value: number): number => 1 + points.filter((other) => other > value).length;

export const board: Board = {
  lines: names
    .slice(0, 10)
    .map((name, place) => ({ rank: rankOf(points[place]!), name, points: points[place]! })),
  standings,
};
export const empty: Board = { lines: [], standings: [] };

export const own = (more: Partial<OwnStanding> = {}): OwnStanding => ({
  ...{ takesPart: true, pseudonym: null, points: 2_310 },
  ...more,
});
export const shown = (more: Partial<OwnStanding> = {}, of: Partial<ShownBoard> = {}): ShownBoard => ({
  ...{ isOn: true, board, own: own(more) },
  ...of,
});

const at = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

export const entries: OwnEntry[] = [
  { id: 'e3', kind: 'adjustment', points: -250, reason: 'The second quiz had two right answers.', at: at(4) },
  { id: 'e2', kind: 'quiz', points: 870, reason: null, at: at(12) },
  { id: 'e1', kind: 'quiz', points: 940, reason: null, at: at(31) },
];

export const adjustments: Adjustment[] = [
  {
    ...{ id: 'a2', sessionId: 'session', person: { id: 'jonas', name: 'Jonas Weber' } },
    ...{ points: -250, reason: 'The second quiz had two right answers.', at: at(4) },
  },
  {
    ...{ id: 'a1', sessionId: 'session', person: { id: 'amara', name: 'Amara Okafor' } },
    ...{ points: 400, reason: 'A question that helped the whole class.', at: at(20) },
  },
];

export const students = [
  { id: 'amara', name: 'Amara Okafor' },
  { id: 'jonas', name: 'Jonas Weber' },
  { id: 'mei', name: 'Mei-Ling Chen' },
];
