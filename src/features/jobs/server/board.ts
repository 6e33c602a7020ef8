import { sql } from 'kysely';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import type { Chore } from '#platform/server/feature.ts';
import * as queues from '#platform/server/jobs/queueLines.ts';
import type { Tell } from '#platform/server/log/events.ts';
import type { Log } from '#platform/server/log/log.ts';
import { jobs, type QueueLine } from '../contract.ts';

/** Telling each step of each job would have all of them wait for one topic: so the queues are looked at instead. */
const lookEveryMs = 2_000;

const topics = [jobs.topics.board.of({})];

/** How the queues stand, as it was told last; by name. */
export async function shownLines(db: Queryable): Promise<QueueLine[]> {
  return [...(await boardOf(db)).values()].map((line) => JSON.parse(line) as QueueLine);
}

/** Tells how a queue stands, with all that this transaction does and that was committed before. */
export function tellQueue(tell: Tell, queue: string): void {
  tell(jobs, 'jobs:queue-changed', topics, (tx) => renew(tx, queue));
}

/** Tells that other jobs of a queue are dead now, and how it stands. */
export function tellDead(tell: Tell, queue: string): void {
  tell(jobs, 'jobs:dead-changed', topics, { queue });
  tellQueue(tell, queue);
}

/** Looks at all queues, and tells of those that stand differently. Each node does; told twice, nothing changes. */
export function boardChore(db: Database, log: Log, known: readonly string[]): Chore {
  return {
    name: 'jobs:board',
    everyMs: lookEveryMs,
    async run() {
      const board = await boardOf(db.query);
      const lines = await queues.queueLines(db.query, [...new Set([...known, ...board.keys()])]);
      const changed = lines.filter((line) => JSON.stringify(lineOf(line)) !== board.get(line.queue));
      if (changed.length === 0) return;
      await log.write(async ({ tell }) => {
        for (const { queue, dead } of changed) {
          const shown = board.get(queue);
          const toldDead = shown === undefined ? 0 : (JSON.parse(shown) as QueueLine).dead;
          // Told by whoever had them die, as a rule; a node of an older version says nothing.
          if (dead === toldDead) tellQueue(tell, queue);
          else tellDead(tell, queue);
        }
      });
    },
  };
}

/** Writes down how a queue stands; whoever calls it holds the board's topic, so that nothing older comes later. */
async function renew(tx: Tx, queue: string): Promise<QueueLine> {
  const lines = await queues.queueLines(tx, [queue]);
  const line = lineOf(lines.find((one) => one.queue === queue)!);
  await sql`
    insert into job_board (queue, line) values (${queue}, ${JSON.stringify(line)}::json)
    on conflict (queue) do update set line = excluded.line`.execute(tx);
  return line;
}

async function boardOf(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await sql<{ queue: string; line: string }>`
    select queue, line::text as line from job_board order by queue collate "C"`.execute(db);
  return new Map(rows.map(({ queue, line }) => [queue, line]));
}

function lineOf({ queue, waiting, underWay, dead, firstDueAt, long }: queues.QueueLine): QueueLine {
  return {
    queue,
    waiting,
    underWay,
    dead,
    firstDueAt: firstDueAt?.toISOString() ?? null,
    long: long.map(({ begunAt, ...job }) => ({ ...job, begunAt: begunAt.toISOString() })),
  };
}
