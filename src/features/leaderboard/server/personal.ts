import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people. Whoever is forgotten is on no board, so that nothing of theirs need stay. */
export const leaderboardPersonal: readonly PersonalTable[] = [
  { table: 'points_event', by: ['by_id'], mentions: ['reason'], onErasure: 'keep' },
  { table: 'points_entry', of: ['person_id'], onErasure: 'delete' },
  { table: 'leaderboard_player', of: ['person_id'], onErasure: 'delete' },
];
