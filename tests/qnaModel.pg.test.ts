import { qnaModelSuite } from './qnaModel.suite.ts';
import { onPostgres } from './support/onPostgres.ts';

await onPostgres((open) => qnaModelSuite(open, [29]));
