import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { announcementsSuite } from './announcements.suite.ts';

await onPostgres(announcementsSuite);
