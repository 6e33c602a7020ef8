import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Log } from '#platform/server/log/log.ts';
import type { PersonalTable, Traces } from '#platform/server/personal.ts';
import { erase, sweep, type ErasingParts } from './erasing.ts';
import { dropMade } from './tickets.ts';
import type { Ledger } from './ledger.ts';

interface Unclean {
  id: string;
  accountId: string;
  at: Date;
  keepsCertificates: boolean;
  traces: Traces | null;
}

/** Tables beside the declared ones in which an erasure leaves overwritten rows. */
const alsoPurged = ['topic_head', 'export_piece'];

/** No command that was under way during an erasure is so any more. */
export const settlesWithinMs = 30_000;

/**
 * Finishes erasures: sweeps once more, since what was under way at that moment may have left something, writes it
 * down for backups, and has the files cleaned, dumps included. It may be broken off anywhere and is then done again.
 */
export async function finishErasures({
  db,
  ledger,
  tables,
  olderThanMs = settlesWithinMs,
}: {
  db: Database;
  ledger: Ledger;
  tables: readonly PersonalTable[];
  olderThanMs?: number;
}): Promise<void> {
  const { rows: unclean } = await sql<Unclean>`
    select id, account_id as "accountId", at, keeps_certificates as "keepsCertificates", traces
    from erasure
    where cleaned_at is null and at <= now() - make_interval(secs => ${olderThanMs / 1000}::double precision)
    order by at`.execute(db.query);
  if (unclean.length === 0) return;
  for (const { id, traces } of unclean) {
    if (!traces) continue;
    await db.transaction(async (tx) => {
      await sweep(tx, { tables }, traces);
      // One that was being made at that moment. Whoever asked for it hears of that when they fetch it.
      await dropMade(tx);
      await sql`update erasure set traces = null where id = ${id}`.execute(tx);
    });
  }
  const known = new Set((await ledger.read()).map(({ accountId }) => accountId));
  for (const { accountId, at, keepsCertificates } of unclean) {
    if (!known.has(accountId)) await ledger.append({ accountId, at: at.toISOString(), keepsCertificates });
  }
  await db.purge([...new Set([...tables.map(({ table }) => table), ...alsoPurged])]);
  const ids = unclean.map(({ id }) => id);
  await sql`update erasure set cleaned_at = now() where id = any (${ids}::uuid[])`.execute(db.query);
}

/** After a restore: forgets again whom the database does not know to be forgotten. @returns how many */
export async function applyLedger(
  { db, log, ledger }: { db: Database; log: Pick<Log, 'write'>; ledger: Ledger },
  parts: ErasingParts,
): Promise<number> {
  let forgotten = 0;
  for (const { accountId, keepsCertificates } of await ledger.read()) {
    const { rows } = await sql`
      select from account where id = ${accountId}
        and not exists (select from erasure where account_id = ${accountId})`.execute(db.query);
    if (rows.length === 0) continue;
    try {
      await log.write((write) => erase(write, parts, accountId, { keepsCertificates }));
      forgotten += 1;
    } catch (cause) {
      // Another node that starts at the same moment was faster.
      if (!(cause instanceof Refusal && cause.code === 'not_found')) throw cause;
    }
  }
  return forgotten;
}
