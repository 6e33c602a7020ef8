import { inMemory } from '../../../../tests/support/rooms.ts';
import { notificationsSuite } from './notifications.suite.ts';
import { outcomesSuite } from './outcomes.suite.ts';

notificationsSuite(inMemory);
outcomesSuite(inMemory);
