import { sql } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { PersonalTable } from '#platform/server/personal.ts';

/** Whether nobody else who can sign in operates this Stoa. */
export async function isLastOperator(db: Queryable, userId: string): Promise<boolean> {
  const { rows } = await sql<{ isLast: boolean }>`
    select coalesce(bool_or(id = ${userId}), false) and count(*) = 1 as "isLast"
    from account where platform_admin and disabled_at is null`.execute(db);
  return rows[0]!.isLast;
}

/** What this room keeps about people. An account stays, as somebody whom nobody knows and who never comes back. */
export const identityPersonal: readonly PersonalTable[] = [
  {
    table: 'account',
    of: ['id'],
    onErasure: 'keep',
    blank: ({ name, address }) => ({
      name,
      email: address,
      zone: 'UTC',
      look: 'system',
      language: 'en',
      password_hash: null,
      platform_admin: false,
      email_verified_at: null,
      disabled_at: new Date(),
    }),
    secret: { password_hash: 'Whoever has it could try passwords against it.' },
  },
  {
    table: 'session',
    of: ['user_id'],
    onErasure: 'delete',
    secret: { token_hash: 'It is what a browser proves itself with.' },
  },
  {
    table: 'link_token',
    of: ['account_id'],
    address: ['email'],
    onErasure: 'delete',
    secret: { token_hash: 'It is what a link proves itself with.' },
  },
  { table: 'link_request', address: ['email'], onErasure: 'delete' },
  { table: 'identity_provider', mentions: ['last_test'], onErasure: 'keep' },
  { table: 'identity_link', of: ['account_id'], onErasure: 'delete' },
  {
    table: 'sign_in_attempt',
    by: ['tested_by'],
    onErasure: 'keep',
    secret: { verifier: 'It is what a sign-in that is under way proves itself with.' },
  },
];
