import { inMemory } from '../../../../tests/support/rooms.ts';
import { dataRightsSuite } from './dataRights.suite.ts';

dataRightsSuite(inMemory);
