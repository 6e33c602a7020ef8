import { openDatabase } from '../db/database.ts';
import { countingMigrations, testLog } from './log.suite.ts';

testLog('the embedded database', () => openDatabase({ dataDir: 'memory:', migrations: countingMigrations }));
