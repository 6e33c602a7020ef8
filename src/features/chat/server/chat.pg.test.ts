import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { chatSuite } from './chat.suite.ts';
import { chatModeratingSuite } from './moderating.suite.ts';

await onPostgres((open) => {
  chatSuite(open);
  chatModeratingSuite(open);
});
