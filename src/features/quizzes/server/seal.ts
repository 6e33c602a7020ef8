import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';

/** Makes the secret at the first start of an attempt; whoever comes second finds the first one's. */
export async function makeSecret(tx: Tx): Promise<void> {
  await sql`
    insert into quiz_secret (secret) select ${randomBytes(32)}::bytea
    where not exists (select from quiz_secret)
    on conflict do nothing`.execute(tx);
}

/**
 * A deadline under the server's seal: nobody else can have given this time to this attempt, whatever a
 * browser shows or says. null for an attempt without a deadline.
 */
export async function sealOf(
  db: Queryable,
  attemptId: string,
  deadlineAt: Date | null,
): Promise<string | null> {
  if (!deadlineAt) return null;
  const { rows } = await sql<{ secret: Buffer }>`select secret from quiz_secret`.execute(db);
  return createHmac('sha256', rows[0]!.secret)
    .update(`${attemptId} ${deadlineAt.toISOString()}`)
    .digest('base64url');
}
