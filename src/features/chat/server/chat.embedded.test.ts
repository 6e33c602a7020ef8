import { inMemory } from '../../../../tests/support/rooms.ts';
import { chatSuite } from './chat.suite.ts';
import { chatModeratingSuite } from './moderating.suite.ts';

chatSuite(inMemory);
chatModeratingSuite(inMemory);
