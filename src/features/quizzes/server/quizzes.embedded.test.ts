import { inMemory } from '../../../../tests/support/rooms.ts';
import { quizzesSuite } from './quizzes.suite.ts';

quizzesSuite(inMemory);
