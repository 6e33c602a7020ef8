import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { lessonsSuite } from './lessons.suite.ts';

await onPostgres(lessonsSuite);
