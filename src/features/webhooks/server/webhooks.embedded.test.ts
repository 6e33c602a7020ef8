import { inMemory } from '../../../../tests/support/rooms.ts';
import { webhooksSuite } from './webhooks.suite.ts';

webhooksSuite(inMemory);
