import { inMemory } from '../../../../tests/support/rooms.ts';
import { announcementsSuite } from './announcements.suite.ts';

announcementsSuite(inMemory);
