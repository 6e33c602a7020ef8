import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { notificationType, type NotificationType } from '../contract.ts';
import * as preferences from './preferences.ts';
import { tellPreferences } from './choosing.ts';
import type { Write } from './telling.ts';

/** What one link turns off: mails of a type, or all that comes with the digest. */
export type Stops = NotificationType | 'digest';

/** Makes the secret by which whoever has a mail turns off what it is. */
export async function stopToken(tx: Tx, personId: string, stops: Stops): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await sql`
    insert into notification_stop (token_hash, person_id, stops)
    values (${hashOf(token)}, ${personId}, ${stops})`.execute(tx);
  return token;
}

/**
 * Turns off by mail what the secret is for, and nothing else. Again is as good as once.
 *
 * @throws Refusal `not_found` for a secret that nobody was given
 */
export async function stopMail(write: Write, { token }: { token: string }): Promise<{ stopped: Stops }> {
  const { tx } = write;
  const { rows } = await sql<{ personId: string; stops: Stops }>`
    select person_id as "personId", stops from notification_stop where token_hash = ${hashOf(token)}`.execute(
    tx,
  );
  const found = rows[0];
  if (!found) throw new Refusal('not_found', 'There is no such link.');
  const { personId, stops } = found;
  const { types } = await preferences.preferencesOf(tx, personId);
  const off = types.filter(({ type, mail }) => (stops === 'digest' ? mail === 'digest' : type === stops));
  await preferences.setChannels(
    tx,
    personId,
    Object.fromEntries(off.map(({ type, inApp }) => [type, { inApp, mail: 'none' as const }])),
  );
  tellPreferences(write, personId);
  return { stopped: stops === 'digest' ? stops : notificationType.parse(stops) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
