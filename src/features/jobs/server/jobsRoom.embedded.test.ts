import { inMemory } from '../../../../tests/support/rooms.ts';
import { jobsRoomSuite } from './jobsRoom.suite.ts';

jobsRoomSuite(inMemory);
