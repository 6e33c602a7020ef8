import type { Migration } from '#platform/server/db/database.ts';

export const webhooksMigrations: readonly Migration[] = [
  {
    name: 'webhooks/0001-webhooks',
    sql: `
      create table webhook_endpoint (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        -- No more than so many an organisation, however many are added at once.
        place integer not null check (place between 1 and 20),
        url text not null,
        description text,
        format text not null check (format in ('plain', 'slack', 'discord', 'teams')),
        types text[] not null,
        -- Kept as they are: what is sent is signed with them.
        secret text not null,
        former_secret text,
        former_secret_until timestamptz(3),
        disabled_reason text check (disabled_reason in ('administrator', 'failures', 'gone')),
        disabled_at timestamptz(3),
        failing_since timestamptz(3),
        created_at timestamptz(3) not null default now(),
        unique (organisation_id, place),
        check ((disabled_reason is null) = (disabled_at is null)),
        check ((former_secret is null) = (former_secret_until is null))
      );

      -- One thing that is sent to one address. Its id is what the receiver knows it by, however often it is tried.
      create table webhook_message (
        id uuid primary key,
        endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
        -- What happened: told of twice, it is sent once.
        effect_key text not null,
        type text not null,
        -- The text that is sent: ids, numbers and titles.
        payload text not null,
        state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
        created_at timestamptz(3) not null default now(),
        attempts integer not null default 0,
        replays integer not null default 0,
        tried_at timestamptz(3),
        status integer,
        took_ms integer,
        answer text,
        unique (endpoint_id, effect_key),
        check ((attempts = 0) = (tried_at is null))
      );
      create index webhook_message_of_endpoint on webhook_message (endpoint_id, id desc);
      create index webhook_message_oldest on webhook_message (created_at);
    `,
  },
  {
    name: 'webhooks/0002-attempts',
    sql: `
      -- The attempts before the last one: when, which one, what was answered and how fast; so many at most.
      alter table webhook_message add column earlier jsonb not null default '[]';
    `,
  },
];
