import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';

/** A sign-in that is under way at a provider. */
export interface Attempt {
  providerId: string;
  nonce: string;
  verifier: string;
  goesTo: string;
  zone: string | null;
  testedBy: string | null;
}

const lifeS = 600;

export async function begin(
  db: Queryable,
  { state, browser }: { state: string; browser: string },
  attempt: Attempt,
): Promise<void> {
  await sql`
    insert into sign_in_attempt (state_hash, provider_id, browser_hash, nonce, verifier, goes_to, zone,
      tested_by, expires_at)
    values (${hashOf(state)}, ${attempt.providerId}, ${hashOf(browser)}, ${attempt.nonce},
      ${attempt.verifier}, ${attempt.goesTo}, ${attempt.zone}, ${attempt.testedBy},
      now() + make_interval(secs => ${lifeS}))`.execute(db);
}

/** Takes an attempt to its end: once, within its time, for its organisation, and in the browser that began it. */
export async function take(
  db: Queryable,
  { state, browser, organisationId }: { state: string; browser: string; organisationId: string },
): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt>`
    delete from sign_in_attempt a using identity_provider p
    where a.state_hash = ${hashOf(state)} and a.browser_hash = ${hashOf(browser)} and a.expires_at > now()
      and p.id = a.provider_id and p.organisation_id = ${organisationId} and (p.enabled or a.tested_by is not null)
    returning a.provider_id as "providerId", a.nonce, a.verifier, a.goes_to as "goesTo", a.zone,
      a.tested_by as "testedBy"`.execute(db);
  return rows[0];
}

export async function tidy(db: Queryable): Promise<void> {
  await sql`
    delete from sign_in_attempt where state_hash in (
      select state_hash from sign_in_attempt where expires_at <= now()
      order by state_hash for update skip locked
    )`.execute(db);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
