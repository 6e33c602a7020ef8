import { qnaModelSuite } from './qnaModel.suite.ts';
import { inMemory } from './support/rooms.ts';

qnaModelSuite(inMemory, [29]);
