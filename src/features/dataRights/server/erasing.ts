import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { indispensableIn, leaveEverywhere } from '#features/cohorts/server/leaving.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { tellSecurity } from '#features/identity/server/credentials.ts';
import { isLastOperator } from '#features/identity/server/forgetting.ts';
import { tellAccount } from '#features/identity/server/people.ts';
import type { LiveSessions } from '#features/identity/server/sessions.ts';
import { audit, forgetInAudit } from '#platform/server/audit.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { forgetAnswered, forgetTold } from '#platform/server/log/forget.ts';
import * as mail from '#platform/server/mail/store.ts';
import type { PersonalTable, Pseudonym, Traces } from '#platform/server/personal.ts';
import { hasAny, isDistinctive, wordsOf } from '#platform/server/personal.ts';
import { dataRights, type ErasureDone, type ErasurePreview } from '../contract.ts';
import { PersonalRows, schemaOf, type Whose } from './rows.ts';
import { dropMade, tellCopies } from './tickets.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

export interface ErasingParts {
  tables: readonly PersonalTable[];
  sessions: LiveSessions;
  /** Tells the rooms that show names that somebody has another one. */
  renamed(write: Write, userId: string): Promise<void>;
  /** What rooms do beyond their declared tables. */
  forget: readonly ((write: Write, userId: string, choice: Choice) => Promise<void>)[];
  /** What somebody is or was called in the rows of a room, beside their account. */
  namesOf: readonly ((db: Queryable, userId: string) => Promise<readonly string[]>)[];
  /** Valid certificates of a person. */
  certificatesOf(db: Queryable, userId: string): Promise<number>;
}

/** People whose time here is over by itself, a bounded number: guests without an account. */
export type ToForget = (db: Queryable, atMost: number) => Promise<readonly string[]>;

export interface Choice {
  keepsCertificates: boolean;
}

/** Four figures that the id gives, so that they are known before and the same after a restore. */
export function pseudonymOf(userId: string): Pseudonym {
  const digest = createHash('sha256').update(userId).digest();
  const figures = String(digest.readUInt32BE(0) % 10_000).padStart(4, '0');
  return { name: `Former participant ${figures}`, address: `former-${userId}@erased.invalid` };
}

/**
 * What an erasure would do.
 *
 * @throws Refusal `not_found` for nobody, and for somebody who was forgotten already
 */
export async function preview(
  db: Queryable,
  { tables, certificatesOf }: ErasingParts,
  userId: string,
): Promise<ErasurePreview> {
  const person = await personOf(db, userId);
  const rows = new PersonalRows(tables, await schemaOf(db));
  const told: Omit<ErasurePreview, 'seal'> = {
    userId,
    name: person.name,
    pseudonym: pseudonymOf(userId).name,
    deleted: await countsOf(db, rows, { userId, addresses: [person.email] }, 'delete'),
    kept: await countsOf(db, rows, { userId, addresses: [person.email] }, 'keep'),
    certificates: await certificatesOf(db, userId),
    blockedBy: [
      ...(await indispensableIn(db, userId)).map(({ kind, id, title }) => ({
        why: kind === 'cohort' ? ('last-instructor' as const) : ('last-administrator' as const),
        id,
        title,
      })),
      ...((await isLastOperator(db, userId)) ? [{ why: 'last-operator' as const, id: null, title: '' }] : []),
    ],
    confirmBy: person.hasPassword ? 'password' : 'email',
  };
  return { ...told, seal: sealOf(told) };
}

/** Sessions and answers come and go while somebody reads; what is kept and what blocks is what they agree to. */
function sealOf({ userId, kept, certificates, blockedBy }: Omit<ErasurePreview, 'seal'>): string {
  const agreed = [userId, kept.map(({ table }) => table), certificates, blockedBy];
  return createHash('sha256').update(JSON.stringify(agreed)).digest('base64url');
}

interface Subject {
  userId: string;
  name: string;
  email: string;
  hasPassword: boolean;
}

/**
 * Makes an account a pseudonym: in one transaction nothing that can be asked for names the person any more.
 * What files still hold is cleaned afterwards.
 *
 * @param by absent: by the list of those who were forgotten, after a restore
 * @throws Refusal `conflict` when the person is the last one to teach or administer something
 */
export async function erase(
  write: Write,
  parts: ErasingParts,
  userId: string,
  { keepsCertificates, by }: Choice & { by?: { userId: string; address: string } },
): Promise<ErasureDone> {
  const { tx, tell } = write;
  await sql`select from account where id = ${userId} for no key update`.execute(tx);
  const traces = await tracesOf(tx, parts, await personOf(tx, userId));
  const rows = new PersonalRows(parts.tables, await schemaOf(tx));

  const id = newId();
  tell(dataRights, 'rights:erased', [identity.topics.person.of({ userId })], { erasureId: id });
  // First the account, so that whatever is told from here on speaks of the pseudonym.
  await overwrite(tx, rows, accountIn(parts), traces, pseudonymOf(userId));
  await parts.sessions.end(write, userId, 'all');
  await leave(write, userId, by === undefined);
  if (await isLastOperator(tx, userId)) throw new Refusal('conflict', 'You are the last operator here.');
  await parts.renamed(write, userId);
  for (const forget of parts.forget) await forget(write, userId, { keepsCertificates });
  const at = await note(tx, { id, userId, keepsCertificates, traces, by });
  const topic = identity.topics.person.of({ userId });
  tell(identity, 'identity:profile-changed', [topic], (held) => accounts.byId(held, userId));
  tellSecurity(write, userId);
  await tellAccount(write, userId);
  for (const askedBy of await dropMade(tx)) tellCopies(tell, askedBy);
  await sweep(tx, parts, traces);
  return { erasureId: id, pseudonym: pseudonymOf(userId).name, at: at.toISOString() };
}

/** Does with every row about somebody what its room said, and takes them out of all that others have of them. */
export async function sweep(tx: Tx, { tables }: Pick<ErasingParts, 'tables'>, traces: Traces): Promise<void> {
  const rows = new PersonalRows(tables, await schemaOf(tx));
  const pseudonym = pseudonymOf(traces.userId);
  // Those that stand on others go first.
  for (const table of tables.toReversed()) {
    if (table.onErasure === 'delete') await remove(tx, rows, table, traces);
    else await overwrite(tx, rows, table, traces, pseudonym);
    await emptyMentions(tx, table, traces);
  }
  await forgetAnswered(tx, traces, pseudonym);
  await mail.forgetMentions(tx, traces, pseudonym);
  await forgetInAudit(tx, traces);
  // Topics are what every transaction takes last.
  await forgetTold(tx, traces);
}

function accountIn({ tables }: Pick<ErasingParts, 'tables'>): PersonalTable {
  return tables.find(({ table }) => table === 'account')!;
}

async function leave(write: Write, userId: string, isForced: boolean): Promise<void> {
  const kept = await leaveEverywhere(write, userId);
  if (kept.length === 0 || isForced) return;
  const titles = kept.map(({ title }) => title).join(', ');
  throw new Refusal('conflict', `Nobody else teaches or administers ${titles}. Hand it over first.`);
}

async function personOf(db: Queryable, userId: string): Promise<Subject> {
  const { rows } = await sql<Subject>`
    select account.id as "userId", account.name, account.email, account.password_hash is not null as "hasPassword"
    from account left join erasure on erasure.account_id = account.id
    where account.id = ${userId} and erasure.id is null`.execute(db);
  if (!rows[0]) throw new Refusal('not_found', 'There is no such person.');
  return rows[0];
}

/** All that somebody is called now, was called lately, and is called where names are kept as they were. */
async function tracesOf(
  db: Queryable,
  { namesOf }: ErasingParts,
  { userId, name, email }: Subject,
): Promise<Traces> {
  const { rows: told } = await sql<{ name: string; email: string }>`
    select distinct data ->> 'name' as name, data ->> 'email' as email from event
    where topic = ${identity.topics.person.of({ userId })} and type = 'identity:profile-changed'`.execute(db);
  const { rows: sent } = await sql<{ name: string }>`
    select distinct to_name as name from mail where to_address = ${email}`.execute(db);
  const names = [name, ...told.map((each) => each.name), ...sent.map((each) => each.name)];
  for (const ask of namesOf) names.push(...(await ask(db, userId)));
  return {
    userId,
    names: [...new Set(names)].filter((each) => each.length > 1),
    addresses: [...new Set([email, ...told.map((each) => each.email)])],
  };
}

async function countsOf(
  db: Queryable,
  rows: PersonalRows,
  whose: Whose,
  what: PersonalTable['onErasure'],
): Promise<{ table: string; rows: number }[]> {
  const counts: { table: string; rows: number }[] = [];
  for (const declared of rows.tables) {
    const about = declared.onErasure === what && rows.about(declared, whose);
    if (!about) continue;
    const { rows: found } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(declared.table)} where ${about}`.execute(db);
    if (found[0]!.count > 0) counts.push({ table: declared.table, rows: found[0]!.count });
  }
  return counts;
}

async function remove(tx: Tx, rows: PersonalRows, declared: PersonalTable, person: Traces): Promise<void> {
  const about = rows.about(declared, person);
  if (about) await sql`delete from ${sql.table(declared.table)} where ${about}`.execute(tx);
}

async function overwrite(
  tx: Tx,
  rows: PersonalRows,
  declared: PersonalTable,
  person: Traces,
  pseudonym: Pseudonym,
): Promise<void> {
  const about = rows.about(declared, person);
  const values = Object.entries(declared.blank?.(pseudonym) ?? {});
  if (!about || values.length === 0) return;
  const columns = rows.columnsOf(declared.table);
  const given = values.map(([column, value]) => {
    const type = columns.get(column);
    if (!type) throw new Error(`a room blanks ${declared.table}.${column}, and there is no such column`);
    return sql`${sql.ref(column)} = ${value}::${sql.raw(type)}`;
  });
  await sql`update ${sql.table(declared.table)} set ${sql.join(given)} where ${about}`.execute(tx);
}

async function emptyMentions(tx: Tx, { table, mentions = [] }: PersonalTable, traces: Traces): Promise<void> {
  // A name stands there as it is, or as JSON writes it.
  const words = [...wordsOf(traces), ...traces.names.filter(isDistinctive)];
  for (const column of mentions) {
    const speaks = hasAny(sql`${sql.ref(column)}::text`, words);
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${speaks}`.execute(tx);
  }
}

async function note(
  tx: Tx,
  given: {
    id: string;
    userId: string;
    keepsCertificates: boolean;
    traces: Traces;
    by: { userId: string; address: string } | undefined;
  },
): Promise<Date> {
  const { id, userId, keepsCertificates, by } = given;
  const { rows } = await sql<{ at: Date }>`
    insert into erasure (id, account_id, asked_by, keeps_certificates, traces)
    values (${id}, ${userId}, ${by?.userId ?? null}, ${keepsCertificates},
      ${JSON.stringify(given.traces)}::json)
    returning at`.execute(tx);
  await audit(tx, {
    actorId: by?.userId ?? null,
    act: 'rights:erase',
    about: { kind: 'person', id: userId },
    organisationId: null,
    details: { keepsCertificates },
    ...(by && { address: by.address }),
  });
  return rows[0]!.at;
}
