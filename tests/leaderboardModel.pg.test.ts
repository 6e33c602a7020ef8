import { leaderboardModelSuite } from './leaderboardModel.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => leaderboardModelSuite(open, [5, 23, 61]));
