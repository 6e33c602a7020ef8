// A process for the tests to kill: opens the database in a folder and says so; `write` then adds rows and
// prints the id of each one only after it was acknowledged.
import { sql } from 'kysely';
import { counters, written } from './database.samples.ts';
import { openDatabase } from './database.ts';
import { DatabaseUnusable } from './errors.ts';

const [task, dataDir = ''] = process.argv.slice(2);

const say = (words: string): void => void process.stdout.write(`${words}\n`);

try {
  const db = await openDatabase({ dataDir, migrations: [counters, written] });
  say('open');
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from written`.execute(
    db.query,
  );
  for (let id = (rows[0]?.last ?? 0) + 1; task === 'write'; id += 1) {
    await db.transaction(async (tx) => {
      await sql`insert into written (id) values (${id})`.execute(tx);
      await sql`update total set count = count + 1`.execute(tx);
    });
    say(String(id));
  }
} catch (error) {
  if (!(error instanceof DatabaseUnusable)) throw error;
  process.stderr.write(error.message);
  process.exitCode = 1;
}
