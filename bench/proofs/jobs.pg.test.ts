import { afterAll, describe } from 'vitest';
import { postgresOrReason } from '../../tests/support/postgres.ts';
import { jobsSuite } from './jobs.suite.ts';

const postgres = await postgresOrReason();

describe.skipIf('missing' in postgres)('on PostgreSQL', () => {
  if ('missing' in postgres) return;
  afterAll(() => postgres.stop());
  jobsSuite(async (work) => work({ DATABASE_URL: await postgres.newDatabase() }));
});
