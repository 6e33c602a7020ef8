import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { leaderboardSuite } from './leaderboard.suite.ts';
import { takingPartSuite } from './takingPart.suite.ts';

await onPostgres((open) => {
  leaderboardSuite(open);
  takingPartSuite(open);
});
