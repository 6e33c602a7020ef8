import { inMemory } from '../../../../tests/support/rooms.ts';
import { attendanceSuite } from './attendance.suite.ts';
import { calendarSuite } from './calendar.suite.ts';
import { guestsSuite } from './guests.suite.ts';
import { sessionsSuite } from './sessions.suite.ts';

sessionsSuite(inMemory);
attendanceSuite(inMemory);
calendarSuite(inMemory);
guestsSuite(inMemory);
