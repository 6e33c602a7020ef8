import { openDatabase } from '#platform/server/db/database.ts';
import { identitySuite } from './identity.suite.ts';
import { roomMigrations } from './room.suite.ts';

identitySuite(() => openDatabase({ dataDir: 'memory:', migrations: roomMigrations }));
