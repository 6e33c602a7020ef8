import { inMemory } from '../../../../tests/support/rooms.ts';
import { leaderboardSuite } from './leaderboard.suite.ts';
import { takingPartSuite } from './takingPart.suite.ts';

leaderboardSuite(inMemory);
takingPartSuite(inMemory);
