import { inMemory } from '../../../../tests/support/rooms.ts';
import { anonymitySuite } from './anonymity.suite.ts';
import { moderatingSuite } from './moderating.suite.ts';
import { ofMessagesSuite } from './ofMessages.suite.ts';
import { qnaSuite } from './qna.suite.ts';

qnaSuite(inMemory);
moderatingSuite(inMemory);
anonymitySuite(inMemory);
ofMessagesSuite(inMemory);
