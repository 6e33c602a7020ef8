import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { draftingSuite } from './drafting.suite.ts';
import { pollsSuite } from './polls.suite.ts';
import { secrecySuite } from './secrecy.suite.ts';
import { votingSuite } from './voting.suite.ts';

await onPostgres((open) => {
  draftingSuite(open);
  pollsSuite(open);
  votingSuite(open);
  secrecySuite(open);
});
