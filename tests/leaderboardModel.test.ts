import { leaderboardModelSuite } from './leaderboardModel.suite.ts';
import { inMemory } from './support/rooms.ts';

leaderboardModelSuite(inMemory, [5, 23, 61]);
