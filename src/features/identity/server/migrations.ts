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
];
