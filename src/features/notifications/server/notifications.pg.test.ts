import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { notificationsSuite } from './notifications.suite.ts';

await onPostgres(notificationsSuite);
