import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { notificationsSuite } from './notifications.suite.ts';
import { outcomesSuite } from './outcomes.suite.ts';

await onPostgres(notificationsSuite);
await onPostgres(outcomesSuite);
