import { inMemory } from '../../../../tests/support/rooms.ts';
import { draftingSuite } from './drafting.suite.ts';
import { pollsSuite } from './polls.suite.ts';
import { secrecySuite } from './secrecy.suite.ts';
import { votingSuite } from './voting.suite.ts';

draftingSuite(inMemory);
pollsSuite(inMemory);
votingSuite(inMemory);
secrecySuite(inMemory);
