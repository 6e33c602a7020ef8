import { newId } from '#kernel/ids.ts';
import { parseOr, Refusal } from '#kernel/refusal.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { z } from 'zod';
import { email, language, look, personName, zone, type Account } from '../contract.ts';
import * as store from './store.ts';

/** The demo's people have addresses here; `.test` is reserved, so nobody real can. */
export const demoMailDomain = 'demo.test';

const newAccount = z.strictObject({
  id: z.uuid().optional(),
  email,
  name: personName,
  zone,
  look: look.default('system'),
  language: language.default('en'),
  passwordHash: z.string().nullable().default(null),
  emailVerified: z.boolean().default(false),
  platformAdmin: z.boolean().default(false),
  simulated: z.boolean().default(false),
  isGuest: z.boolean().default(false),
});

/**
 * `passwordHash` comes from Passwords, made before the transaction; without it nobody signs in by password.
 * `emailVerified` says that mail to this address reaches whoever holds the account.
 */
export type NewAccount = z.input<typeof newAccount>;

/**
 * Opens an account.
 *
 * @throws Refusal `invalid` naming the fields, `conflict` when the e-mail has an account already
 */
export async function create(tx: Tx, account: NewAccount): Promise<Account> {
  const [created] = await createAll(tx, [account]);
  return created!;
}

/** Opens many accounts in one statement, all or none; answers in the order given. Throws as `create` does. */
export async function createAll(tx: Tx, accounts: readonly NewAccount[]): Promise<Account[]> {
  const rows = accounts.map((account) => {
    const { id = newId(), ...rest } = parseOr(newAccount, account);
    return { id, ...rest };
  });
  const written = await store.insertAccounts(tx, rows);
  if (rows.some(({ id }) => !written.has(id))) {
    const message = 'has an account already';
    throw new Refusal('conflict', 'There is already an account with this e-mail address.', {
      faults: [{ field: 'email', message }],
    });
  }
  return rows.map(
    ({ passwordHash: _passwordHash, emailVerified: _emailVerified, isGuest: _isGuest, ...account }) =>
      account,
  );
}

/** No mail reaches it, and nobody signs in with it. */
const guestAddress = (userId: string): string => `guest-${userId}@guests.invalid`;

/**
 * Opens what a guest has instead of an account: a name, and no way of signing in again. Nobody is told.
 *
 * @throws Refusal `invalid` for a name that is none
 */
export async function createGuest(
  tx: Tx,
  { name, zone: clock, language: tongue }: Pick<NewAccount, 'name' | 'zone' | 'language'>,
): Promise<Account> {
  const id = newId();
  return create(tx, { id, email: guestAddress(id), name, zone: clock, language: tongue, isGuest: true });
}

/** The accounts among these ids, in no order; who does not exist is left out. */
export function byIds(db: Queryable, userIds: readonly string[]): Promise<Account[]> {
  return store.accountsByIds(db, userIds);
}

/** @throws Refusal `not_found` */
export async function byId(db: Queryable, userId: string): Promise<Account> {
  const [account] = await store.accountsByIds(db, [userId]);
  if (!account) throw new Refusal('not_found');
  return account;
}

/** The account with exactly this e-mail, however it is capitalised. */
export async function byEmail(db: Queryable, address: string): Promise<Account | undefined> {
  const parsed = email.safeParse(address);
  return parsed.success ? await store.accountByEmail(db, parsed.data) : undefined;
}

/** The accounts among these addresses, which are in lower case, in no order. */
export function byEmails(db: Queryable, addresses: readonly string[]): Promise<Account[]> {
  return store.accountsByEmails(db, addresses);
}

/** Whether somebody has an account that is open to them; a guest has none. */
export const hasOpenAccount = store.hasOpenAccount;

/** The accounts among these ids whose name or address has these words in it, by id, behind one of them. */
export const searchAmong = store.searchAmong;

/** Whether anybody real is here: an account that is neither simulated nor one of the demo's people. */
export function anyReal(db: Queryable): Promise<boolean> {
  return store.anyAccountOutside(db, demoMailDomain);
}
