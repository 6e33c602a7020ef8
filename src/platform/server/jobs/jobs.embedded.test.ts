import { openDatabase } from '../db/database.ts';
import { doingMigrations } from './jobs.samples.ts';
import { testJobs } from './jobs.suite.ts';
import { testSchedules } from './schedules.suite.ts';

const open = () => openDatabase({ dataDir: 'memory:', migrations: doingMigrations });

testJobs('the embedded database', open);
testSchedules('the embedded database', open);
