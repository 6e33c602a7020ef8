import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import { audit } from '#platform/server/audit.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { identity, type PersonLine } from '../contract.ts';
import type { LiveSessions, Telling } from './sessions.ts';
import * as tokens from './tokens.ts';

interface PersonRow extends Omit<PersonLine, 'createdAt' | 'disabledAt'> {
  createdAt: Date;
  disabledAt: Date | null;
}

const columns = sql`
  a.id, a.name, a.email, a.platform_admin as "platformAdmin", a.simulated,
  a.email_verified_at is not null as "emailVerified", a.password_hash is not null as "hasPassword",
  a.created_at as "createdAt", a.disabled_at as "disabledAt"`;

const pageSize = 50;

/** @throws Refusal `not_found` */
export async function lineOf(db: Queryable, userId: string): Promise<PersonLine> {
  const { rows } = await sql<PersonRow>`
    select ${columns} from account a where a.id = ${userId}`.execute(db);
  if (!rows[0]) throw new Refusal('not_found');
  return shown(rows[0]);
}

/** One page of everybody, by name. */
export async function page(
  db: Queryable,
  {
    search = '',
    only,
    after,
  }: {
    search?: string | undefined;
    only?: 'disabled' | 'operators' | undefined;
    after?: string | undefined;
  },
): Promise<{ people: PersonLine[]; more: boolean }> {
  const like = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<PersonRow>`
    select ${columns} from account a
    where not a.is_guest and (lower(a.name) like ${like} or a.email like ${like})
      and (${only !== 'disabled'} or a.disabled_at is not null)
      and (${only !== 'operators'} or a.platform_admin)
      and (${after ?? null}::uuid is null
        or (lower(a.name), a.id) > (select lower(b.name), b.id from account b where b.id = ${after ?? null}::uuid))
    order by lower(a.name), a.id limit ${pageSize + 1}`.execute(db);
  return { people: rows.slice(0, pageSize).map(shown), more: rows.length > pageSize };
}

/** Tells operators how an account now stands; of guests, who have none, they hear nothing. */
export async function tellAccount({ tx, tell }: Telling, userId: string): Promise<void> {
  const { rows } = await sql`select 1 from account where id = ${userId} and is_guest`.execute(tx);
  if (rows.length > 0) return;
  tell(identity, 'identity:account-changed', [identity.topics.people.of({})], (held) => lineOf(held, userId));
}

/**
 * Keeps somebody out, or lets them in again.
 *
 * @throws Refusal `not_found`, `conflict` for oneself, `forbidden` when the actor was disabled meanwhile
 */
export async function setDisabled(
  sessions: LiveSessions,
  { tx, tell, actor, address }: CommandContext,
  userId: string,
  disabled: boolean,
): Promise<PersonLine> {
  if (userId === actor.userId) throw new Refusal('conflict', 'Nobody locks themselves out.');
  // Held in one order. Of two operators who disable each other the second comes too late to do so.
  const { rows: held } = await sql<{ id: string; isDisabled: boolean }>`
    select id, disabled_at is not null as "isDisabled" from account
    where id in (${userId}::uuid, ${actor.userId}::uuid) order by id for no key update`.execute(tx);
  const them = held.find(({ id }) => id === userId);
  if (!them) throw new Refusal('not_found');
  if (held.some(({ id, isDisabled }) => id === actor.userId && isDisabled)) throw new Refusal('forbidden');
  if (them.isDisabled === disabled) return lineOf(tx, userId);

  await sql`
    update account set disabled_at = case when ${disabled} then now() end where id = ${userId}`.execute(tx);
  if (disabled) {
    await tokens.revokeOf(tx, userId);
    await sessions.end({ tx, tell }, userId, 'all');
  }
  await audit(tx, {
    actorId: actor.userId,
    act: disabled ? 'identity:disable' : 'identity:enable',
    about: { kind: 'person', id: userId },
    organisationId: null,
    details: {},
    address,
  });
  await tellAccount({ tx, tell }, userId);
  return lineOf(tx, userId);
}

/** @throws Refusal `not_found` */
export async function endSessionsOf(
  sessions: LiveSessions,
  { tx, tell, actor, address }: CommandContext,
  userId: string,
): Promise<{ ended: number }> {
  await lineOf(tx, userId);
  const ended = await sessions.end({ tx, tell }, userId, 'all');
  await audit(tx, {
    actorId: actor.userId,
    act: 'identity:end-sessions-of',
    about: { kind: 'person', id: userId },
    organisationId: null,
    details: { ended },
    address,
  });
  return { ended };
}

function shown({ createdAt, disabledAt, ...row }: PersonRow): PersonLine {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
  };
}
