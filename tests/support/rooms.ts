import { Readable } from 'node:stream';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { roomsOf, type RoomsParts } from '#app/compose.ts';
import { migrations, reactions } from '#app/ground.ts';
import { argon2Passwords } from '#features/identity/server/passwords.ts';
import type { LiveSessions } from '#features/identity/server/sessions.ts';
import { catalogueOf, type Catalogue } from '#platform/server/catalogue.ts';
import { performer } from '#platform/server/commands.ts';
import { openDatabase, type Database, type Migration } from '#platform/server/db/database.ts';
import type { Actor, SessionCookie } from '#platform/server/feature.ts';
import { inProcessFanout } from '#platform/server/fanout/fanout.ts';
import type { JobKind } from '#platform/server/jobs/kinds.ts';
import type { LoggedEvent } from '#platform/server/log/events.ts';
import { openLog, type Log } from '#platform/server/log/log.ts';
import { viewer } from '#platform/server/views.ts';

/** Opens a database for one suite: in memory, or a fresh one on a PostgreSQL server. */
export type OpenDatabase = (migrations: readonly Migration[]) => Promise<Database>;

export const inMemory: OpenDatabase = (migrations) => openDatabase({ dataDir: 'memory:', migrations });

/**
 * The server halves of all rooms without doors: commands and views go the way that every door sends them.
 * Commands go to two nodes in turn, so what holds here does not hold because one process takes one at a time.
 */
export interface Rooms {
  readonly db: Database;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly sessions: LiveSessions;
  /** How the rooms do their jobs; nobody does them here by itself. */
  readonly jobs: readonly JobKind[];
  /** What was announced after the commits of either node; in order within a topic only by `seq`. */
  readonly announced: LoggedEvent[];
  perform(actor: Actor, name: string, input: object, commandId?: string): Promise<unknown>;
  /** A command that takes bytes. */
  upload(actor: Actor, name: string, input: object, body: Uint8Array, commandId?: string): Promise<unknown>;
  /** The data alone; `snapshot` also gives the cursor. */
  look(actor: Actor, name: string, input?: object): Promise<unknown>;
  snapshot(actor: Actor, name: string, input?: object): Promise<{ data: unknown; cursor: string }>;
  close(): Promise<void>;
}

/** Takes cookies and keeps none. */
const noBrowser: SessionCookie = { set() {}, clear() {} };

export async function openRooms(
  open: OpenDatabase,
  more: Pick<RoomsParts, 'loopback' | 'resolve'> = {},
): Promise<Rooms> {
  const db = await open([...migrations]);
  const fanout = inProcessFanout();
  const announced: LoggedEvent[] = [];
  fanout.listen((events) => announced.push(...events));
  const logs = [openLog({ db, fanout, reactions }), openLog({ db, fanout, reactions })] as const;
  const { features, access, identity } = roomsOf({
    db,
    log: logs[1],
    clock: systemClock,
    passwords: argon2Passwords(),
    demo: () => false,
    ...more,
  });
  const catalogue = catalogueOf(features.map(({ contract }) => contract));
  const unlimited = { take: async () => {} };
  const nodes = logs.map((log) => performer({ catalogue, features, db, log, access, limits: unlimited }));
  const snapshot = viewer({ catalogue, features, db, log: logs[0], access, limits: unlimited });
  let calls = 0;

  return {
    db,
    log: logs[1],
    catalogue,
    sessions: identity.sessions,
    jobs: features.flatMap(({ jobs = [] }) => jobs),
    announced,
    async perform(actor, name, input, commandId = newId()) {
      const call = { name, actor, input, commandId, address: '127.0.0.1', agent: 'test', cookie: noBrowser };
      return (await nodes[calls++ % nodes.length]!(call)).data;
    },
    async upload(actor, name, input, body, commandId = newId()) {
      const call = { name, actor, input, commandId, address: '127.0.0.1', agent: 'test', cookie: noBrowser };
      return (await nodes[calls++ % nodes.length]!({ ...call, body: Readable.from([body]) })).data;
    },
    async look(actor, name, input = {}) {
      return (await snapshot(name, actor, input, '127.0.0.1')).data;
    },
    snapshot: (actor, name, input = {}) => snapshot(name, actor, input, '127.0.0.1'),
    async close() {
      await identity.close();
      await fanout.close();
      await db.close();
    },
  };
}
