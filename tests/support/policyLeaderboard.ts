import type { Academy } from './house.ts';

interface LeaderboardExample {
  about: 'the cohort';
  input: Record<string, unknown>;
}

/** Something to ask with for every command and view of the leaderboard. */
export function leaderboardExamples(
  { cohortId }: Academy,
  { sessionId, studentId: personId }: { sessionId: string; studentId: string },
): Record<string, LeaderboardExample[]> {
  const one = (input: Record<string, unknown>): LeaderboardExample[] => [{ about: 'the cohort', input }];
  const ofSession = one({ sessionId });
  return {
    'leaderboard:switch': one({ sessionId, on: true }),
    'leaderboard:put-up': one({ sessionId, up: false }),
    'leaderboard:adjust': one({ sessionId, personId, points: 10, reason: 'For helping' }),
    'leaderboard:take-part': one({ cohortId, takesPart: true }),
    'leaderboard:take-name': one({ cohortId, madeUp: false }),
    'leaderboard:session': ofSession,
    'leaderboard:cohort': one({ cohortId }),
    'session/:sessionId/board': ofSession,
    'leaderboard:own': ofSession,
    'leaderboard:adjustments': ofSession,
  };
}
