import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { webhooksSuite } from './webhooks.suite.ts';

await onPostgres(webhooksSuite);
