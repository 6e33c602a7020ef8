import { quizModelSuite } from './quizModel.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => quizModelSuite(open, [28]));
