import type { Migration } from '#platform/server/db/database.ts';

export const identityMigrations: readonly Migration[] = [
  {
    name: 'identity/0001-accounts',
    sql: `
      create table account (
        id uuid primary key,
        email text not null unique check (email = lower(email)),
        name text not null,
        zone text not null,
        look text not null default 'system' check (look in ('system', 'light', 'dark')),
        language text not null default 'en',
        -- argon2id in PHC form; null: this person cannot sign in with a password.
        password_hash text,
        platform_admin boolean not null default false,
        simulated boolean not null default false,
        created_at timestamptz not null default now()
      );

      -- The token itself is in the browser's cookie alone.
      create table session (
        id uuid primary key,
        token_hash text not null unique,
        user_id uuid not null references account (id) on delete cascade,
        device text not null,
        network text not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index session_of_user on session (user_id);
      create index session_expiry on session (expires_at);
    `,
  },
  {
    name: 'identity/0002-accounts-whole',
    sql: `
      alter table account
        -- When whoever holds the account showed that mail to this address reaches them.
        add column email_verified_at timestamptz,
        -- Since when nobody signs in here.
        add column disabled_at timestamptz;
      -- Until now accounts came from operators alone, who vouch for the address.
      update account set email_verified_at = created_at;
      create index account_by_name on account (lower(name), id);

      -- A link that works once. The token itself is in the mail alone.
      create table link_token (
        token_hash text primary key,
        purpose text not null,
        email text not null,
        account_id uuid references account (id) on delete cascade,
        payload json not null,
        issued_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index link_token_of_account on link_token (account_id);
      create index link_token_of_email on link_token (email);
      create index link_token_expiry on link_token (expires_at);

      -- What was asked for by an address that may or may not have an account; a chore answers it, so that
      -- whoever asks cannot tell which.
      create table link_request (
        id uuid primary key,
        purpose text not null,
        email text not null,
        payload json not null,
        asked_at timestamptz not null default now()
      );
    `,
  },
  {
    name: 'identity/0003-single-sign-on',
    sql: `
      create table identity_provider (
        id uuid primary key,
        -- Without a reference: organisations are another room's.
        organisation_id uuid not null unique,
        title text not null,
        issuer text not null,
        client_id text not null,
        -- Null: a public client.
        client_secret text,
        group_claim text not null,
        rules json not null,
        enabled boolean not null,
        enforced boolean not null,
        changed_at timestamptz not null default now(),
        -- What came of the last sign-in that was only a test.
        last_test json
      );

      create table identity_provider_domain (
        domain text not null,
        provider_id uuid not null references identity_provider (id) on delete cascade,
        -- Null: claimed only. An operator confirms that the domain is the organisation's.
        confirmed_at timestamptz,
        primary key (domain, provider_id)
      );
      -- A domain leads to one provider.
      create unique index identity_provider_domain_confirmed on identity_provider_domain (domain)
        where confirmed_at is not null;

      -- Whom a provider means by a subject.
      create table identity_link (
        provider_id uuid not null references identity_provider (id) on delete cascade,
        subject text not null,
        account_id uuid not null references account (id) on delete cascade,
        linked_at timestamptz not null default now(),
        used_at timestamptz not null default now(),
        primary key (provider_id, subject)
      );
      create index identity_link_of_account on identity_link (account_id);

      -- A sign-in that is under way at a provider.
      create table sign_in_attempt (
        state_hash text primary key,
        provider_id uuid not null references identity_provider (id) on delete cascade,
        -- The browser that began it: nobody else can bring it to its end.
        browser_hash text not null,
        nonce text not null,
        verifier text not null,
        goes_to text not null,
        zone text,
        -- Set for a test: who tests, and is not signed in by it.
        tested_by uuid,
        expires_at timestamptz not null
      );
      create index sign_in_attempt_expiry on sign_in_attempt (expires_at);
    `,
  },
  {
    name: 'identity/0004-guests',
    sql: `
      -- Somebody who came in at the door of something and has no account: no address, no password.
      alter table account add column is_guest boolean not null default false,
        add check (not is_guest or (password_hash is null and email_verified_at is null and not platform_admin));
      -- However much it is used, a session that has this ends then.
      alter table session add column ends_at timestamptz;
    `,
  },
];
