import { sql } from 'kysely';
import type { Database } from '#platform/server/db/database.ts';
import type { Log, Write } from '#platform/server/log/log.ts';

/**
 * Proves on a server that two pieces of work exclude each other: `first` is kept from committing until
 * `second` either waits for a lock or, wrongly, ends.
 *
 * @param at where `first` is kept: when it has `worked`, or when what it tells is `numbered` and its topics
 *   are held too
 * @returns the order in which they ended
 */
export async function orderOf(
  { db, log }: { db: Database; log: Log },
  first: (write: Write) => Promise<unknown>,
  second: () => Promise<unknown>,
  at: 'worked' | 'numbered' = 'worked',
): Promise<('first' | 'second')[]> {
  const order: ('first' | 'second')[] = [];
  let secondEnded: Promise<unknown> = Promise.resolve();
  const letTheSecondTry = async (): Promise<void> => {
    secondEnded = second().finally(() => order.push('second'));
    await Promise.race([secondEnded, somebodyWaits(db)]);
  };
  await log.write(async (write) => {
    await first(write);
    if (at === 'worked') await letTheSecondTry();
    else write.last(letTheSecondTry);
  });
  order.push('first');
  await secondEnded;
  return order;
}

async function somebodyWaits(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db.query);
    if (rows.length > 0) return;
  }
}
