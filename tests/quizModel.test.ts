import { quizModelSuite } from './quizModel.suite.ts';
import { inMemory } from './support/rooms.ts';

quizModelSuite(inMemory, [28, 19]);
