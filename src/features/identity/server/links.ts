import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Database, Queryable, Tx } from '#platform/server/db/database.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { email, linkPurpose, type Account, type LinkPurpose } from '../contract.ts';
import { linkLetter, organisationLetter, takenLetter } from './letters.ts';
import { enforcingProvider } from './sso/providerStore.ts';
import { accountByEmail, accountsByIds } from './store.ts';
import * as tokens from './tokens.ts';

const minuteMs = 60_000;
const lifeMs: Readonly<Record<LinkPurpose, number>> = {
  'sign-in': 15 * minuteMs,
  reset: 60 * minuteMs,
  'verify-email': 24 * 60 * minuteMs,
  'change-email': 60 * minuteMs,
};

const path: Readonly<Record<LinkPurpose, string>> = {
  'sign-in': 'magic',
  reset: 'reset',
  'verify-email': 'verify-email',
  'change-email': 'verify-email',
};

/** As a token carries it. */
export const tokenPurpose = (purpose: LinkPurpose): string => `identity:${purpose}`;

export interface LinkToSend {
  purpose: LinkPurpose;
  account: Pick<Account, 'id' | 'name'>;
  /** Where it is sent: the account's own address, or the new one. */
  email: string;
  payload?: Readonly<Record<string, unknown>>;
  /** What causes it, for mails that must not go twice. */
  cause?: string;
}

/** Mails somebody a link that works once. */
export async function sendLink(
  tx: Tx,
  origin: string,
  { purpose, account, email: to, payload = {}, cause = newId() }: LinkToSend,
): Promise<void> {
  const token = await tokens.issue(tx, {
    purpose: tokenPurpose(purpose),
    email: to,
    accountId: account.id,
    payload,
    lifeMs: lifeMs[purpose],
  });
  const url = `${origin}/${path[purpose]}/${token}`;
  await queueMail(tx, {
    effectKey: `identity/${purpose}/${cause}`,
    to: { name: account.name, address: to },
    ...linkLetter(purpose, {
      ...{ name: account.name, language: await languageOf(tx, account.id) },
      ...{ url, minutes: lifeMs[purpose] / minuteMs },
    }),
  });
}

/** The language of an account. */
export async function languageOf(db: Queryable, accountId: string): Promise<string> {
  return (await accountsByIds(db, [accountId]))[0]?.language ?? 'en';
}

/**
 * Sends the link that confirms a new address there. Where somebody has the address already they hear of it
 * instead, and the one who asked cannot tell.
 */
export async function offerEmail(
  tx: Tx,
  origin: string,
  { id, name, from }: { id: string; name: string; from: string },
  to: string,
): Promise<void> {
  const purpose = 'change-email';
  const account = { id, name };
  const owner = await accountByEmail(tx, to);
  if (!owner) return sendLink(tx, origin, { purpose, account, email: to, payload: { from } });
  // Made all the same, and sent to nobody.
  await tokens.issue(tx, {
    purpose: tokenPurpose(purpose),
    email: to,
    accountId: id,
    payload: { from },
    lifeMs: lifeMs[purpose],
  });
  await queueMail(tx, {
    effectKey: `identity/${purpose}/${newId()}`,
    to: { name: owner.name, address: to },
    ...takenLetter(owner),
  });
}

/**
 * Notes that somebody asked for a link, whether or not their address has an account: what is done here is the
 * same, and takes the same time. `answerRequests` does the rest.
 */
export async function request(
  tx: Tx,
  purpose: 'sign-in' | 'reset',
  address: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const parsed = email.safeParse(address);
  if (!parsed.success) return;
  await sql`
    insert into link_request (id, purpose, email, payload)
    values (${newId()}, ${purpose}, ${parsed.data}, ${JSON.stringify(payload)}::json)`.execute(tx);
}

/** What a link is for; null when it can no longer be used. Looking does not use it up. */
export async function look(
  db: Queryable,
  token: string,
): Promise<{ purpose: LinkPurpose; email: string; name: string | null } | null> {
  for (const purpose of linkPurpose.options) {
    const issued = await tokens.peek(db, tokenPurpose(purpose), token);
    if (!issued) continue;
    const [account] = issued.accountId ? await accountsByIds(db, [issued.accountId]) : [];
    return { purpose, email: issued.email, name: account?.name ?? null };
  }
  return null;
}

interface Request {
  id: string;
  purpose: 'sign-in' | 'reset';
  email: string;
  payload: Record<string, unknown>;
  isLate: boolean;
}

/** Sends the links that were asked for; each request is taken by one node. */
export async function answerRequests(db: Database, origin: () => string): Promise<void> {
  while (await anyRequest(db.query)) {
    const taken = await db.transaction(async (tx) => {
      const asked = await takeRequest(tx);
      if (asked && !asked.isLate) await answer(tx, asked, origin());
      return asked !== undefined;
    });
    if (!taken) return;
  }
}

async function answer(
  tx: Tx,
  { id, purpose, email: address, payload }: Request,
  origin: string,
): Promise<void> {
  const account = await reachable(tx, address);
  if (!account) return;
  const provider = account.platformAdmin ? undefined : await enforcingProvider(tx, address);
  if (!provider) return sendLink(tx, origin, { purpose, account, email: address, payload, cause: id });
  await queueMail(tx, {
    effectKey: `identity/${purpose}/${id}`,
    to: { name: account.name, address },
    ...organisationLetter({
      name: account.name,
      language: await languageOf(tx, account.id),
      title: provider.title,
      url: `${origin}/sso/${provider.organisationId}`,
    }),
  });
}

/** An account that somebody could sign in with: neither disabled, nor moved by the simulator, nor a guest's. */
async function reachable(
  db: Queryable,
  address: string,
): Promise<{ id: string; name: string; platformAdmin: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; platformAdmin: boolean }>`
    select id, name, platform_admin as "platformAdmin" from account
    where email = ${address} and disabled_at is null and not simulated and not is_guest`.execute(db);
  return rows[0];
}

async function anyRequest(db: Queryable): Promise<boolean> {
  const { rows } = await sql`select 1 from link_request limit 1`.execute(db);
  return rows.length > 0;
}

async function takeRequest(tx: Tx): Promise<Request | undefined> {
  const { rows } = await sql<Request>`
    delete from link_request where id = (
      select id from link_request order by asked_at, id limit 1 for update skip locked
    )
    returning id, purpose, email, payload, asked_at < now() - interval '1 hour' as "isLate"`.execute(tx);
  return rows[0];
}
