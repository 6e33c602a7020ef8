import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { jobsRoomSuite } from './jobsRoom.suite.ts';

await onPostgres(jobsRoomSuite);
