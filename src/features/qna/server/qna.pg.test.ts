import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { anonymitySuite } from './anonymity.suite.ts';
import { moderatingSuite } from './moderating.suite.ts';
import { ofMessagesSuite } from './ofMessages.suite.ts';
import { qnaSuite } from './qna.suite.ts';

await onPostgres((open) => {
  qnaSuite(open);
  moderatingSuite(open);
  anonymitySuite(open);
  ofMessagesSuite(open);
});
