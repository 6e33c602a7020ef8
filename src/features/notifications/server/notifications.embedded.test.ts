import { inMemory } from '../../../../tests/support/rooms.ts';
import { notificationsSuite } from './notifications.suite.ts';

notificationsSuite(inMemory);
